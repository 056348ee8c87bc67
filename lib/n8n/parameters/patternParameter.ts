/** The shop's own format of item codes: a regular expression whose first group is the ASIN. */
export function readPattern(text: string | undefined): RegExp | undefined {
	if (!text?.trim()) return undefined;
	try {
		return new RegExp(text);
	} catch {
		throw new Error(`Identifier Pattern「${text}」は正規表現として正しくありません。`);
	}
}
