/** The items that a person typed: their numbers, or the first word that is none. */
export type ChosenItems = { chosen: number[] } | { odd: string };

const NUMBER = /^\d{1,15}$/;

/** Reads the numbers of items, in any of the ways in which people write a list; none = all items. */
export function parseChosen(text: string): ChosenItems {
	const words = text
		.normalize('NFKC')
		.split(/[\s,、。;・]+/)
		.filter((word) => word !== '');
	const odd = words.find((word) => !NUMBER.test(word));
	return odd === undefined ? { chosen: [...new Set(words.map(Number))] } : { odd };
}
