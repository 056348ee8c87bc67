/** The one marketplace this Amazon runs: Amazon.co.jp. */
export const japan = 'A1VC38T7YXB528';

/** Amazon.com, whose rows stand in catalog answers beside ours. */
export const unitedStates = 'ATVPDKIKX0DER';

/** What Amazon takes for an ASIN. */
export const isWellFormedAsin = (text: string): boolean => /^[A-Z0-9]{10}$/.test(text);

/** Values of a list parameter, whether repeated or separated by commas. */
export const listOf = (query: URLSearchParams, name: string): string[] =>
	query
		.getAll(name)
		.flatMap((value) => value.split(','))
		.filter((value) => value !== '');
