const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The URL to call: the real one, or a simulator on this machine. Anything else is refused, since a typo
 * would send tokens to a stranger.
 * @throws Error that names the field, what was found and what is allowed.
 */
export function loopbackUrlOr(real: string, given: string, field: string): string {
	const text = given.trim().replace(/\/+$/, '');
	if (text === '' || text === real) return real;
	const url = URL.canParse(text) ? new URL(text) : null;
	if (url && url.protocol === 'http:' && LOOPBACK_HOSTS.has(url.hostname)) return text;
	throw new Error(
		`${field}「${given}」は使えません。本番は ${real}、テスト用にはこのパソコン自身 (例 http://127.0.0.1:4020/1) だけを指定できます。`,
	);
}
