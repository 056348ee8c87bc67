/** A message can be read on a phone in so many characters. Chatwork and LINE take it whole; Discord only as an embed. */
export const LONGEST_MESSAGE = 3_900;

const MAXIMUM_TITLE = 60;

/** Shortens by characters as people see them, so that no emoji is cut in half. */
export function shorten(text: string, length = MAXIMUM_TITLE): string {
	const characters = [...text];
	return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}
