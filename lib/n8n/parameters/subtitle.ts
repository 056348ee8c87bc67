/**
 * Makes the text under a node on the canvas: in the shop owner's language, by the operation chosen.
 * @param words by the operation's value.
 */
export const makeSubtitle = (words: Record<string, string>): string =>
	`={{ (${JSON.stringify(words)})[$parameter["operation"]] }}`;
