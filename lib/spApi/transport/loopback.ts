const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Returns the address if it is one of this machine, over plain HTTP; null for every other text. */
export function loopbackUrl(text: string): URL | null {
	const url = URL.canParse(text) ? new URL(text) : null;
	return url && url.protocol === 'http:' && LOOPBACK_HOSTS.has(url.hostname) ? url : null;
}
