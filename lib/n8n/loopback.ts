import { loopbackUrl } from '../spApi/loopback';

/**
 * The URL to call: the real one, or a simulator on this machine. Anything else is refused, since a typo
 * would send tokens to a stranger.
 * @throws Error that names the field, what was found and what is allowed.
 */
export function loopbackUrlOr(real: string, given: string, field: string): string {
	const text = given.trim().replace(/\/+$/, '');
	if (text === '' || text === real) return real;
	if (loopbackUrl(text)) return text;
	throw new Error(
		`${field}「${given}」は使えません。本番は ${real}、テスト用にはこのパソコン自身 (例 http://127.0.0.1:4020/1) だけを指定できます。`,
	);
}
