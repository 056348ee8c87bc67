/** Replacing shorter secrets would damage ordinary words. */
const SHORTEST = 8;

/**
 * Removes the sent secrets from a service's answer: some quote the request in a refusal, and people see
 * refusals. Looks for each secret unchanged, as JSON, URL-encoded and in base64.
 */
export function withoutSecrets(text: string, secrets: readonly unknown[]): string {
	let clean = text;
	for (const secret of secrets) {
		if (typeof secret !== 'string' || secret.length < SHORTEST) continue;
		for (const form of new Set(listForms(secret))) clean = clean.replaceAll(form, '[秘密]');
	}
	return clean;
}

const listForms = (secret: string): string[] => [
	secret,
	JSON.stringify(secret).slice(1, -1),
	encodeURIComponent(secret),
	Buffer.from(secret).toString('base64'),
];
