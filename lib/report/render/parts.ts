import { formatCount } from '../../listing/money';

/** The message of a run, before it is formatted for Chatwork, plain text or mail. */
export interface Message {
	title: string;
	/** To be read first: what went wrong, and what waits for the owner. */
	alarms: AlarmLines[];
	summary: string[];
	sections: Section[];
}

/** One line, or a line with others that belong to it. */
export type AlarmLines = string | readonly string[];

/** Returns the lines of an alarm; the first one begins it. */
export const listLines = (alarm: AlarmLines): readonly string[] =>
	typeof alarm === 'string' ? [alarm] : alarm;

export interface Section {
	heading: string;
	entries: Entry[];
	/** Number of further entries that are only counted; absent = 0. */
	rest?: number;
}

export interface Entry {
	/** The product's title. It is a stranger's text, so each renderer must neutralise it. */
	title: string;
	lines: string[];
	/** The ASIN, for looking the product up. */
	asin: string;
	/** Link of its picture at Amazon, for pages; absent or null = none is known. */
	image?: string | null;
}

/** Entries of a section that pages and mail show. */
const SHOWN_ENTRIES = 300;

/** Returns the entries to show, and a line that counts the others; null if there are none. */
export function shownEntries({ entries, rest = 0 }: Section): {
	shown: Entry[];
	rest: string | null;
} {
	const left = Math.max(entries.length - SHOWN_ENTRIES, 0) + rest;
	return {
		shown: entries.slice(0, SHOWN_ENTRIES),
		rest: left > 0 ? `他 ${formatCount(left)} 件` : null,
	};
}
