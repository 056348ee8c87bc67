import { addressOf } from '../desk/deskShell';

/** The desk of a shop, as messages lead to it. */
export interface DeskPlace {
	/** Its address, as the owner typed it; empty = messages have no links. */
	url: string;
	account: string;
}

/** Returns the line that leads to a page of the desk; none if its address is not known. */
export function linkLine(
	{ url, account }: DeskPlace,
	text: string,
	page: string,
	more: Record<string, string> = {},
): string[] {
	return url === '' || account === '' ? [] : [`${text}: ${url}${addressOf(account, page, more)}`];
}

/** An address that the owner typed: of the desk, without what stands behind it; `null` if it is none. */
export function readDeskUrl(typed: string): string | null {
	const text = typed.normalize('NFKC').trim();
	if (text === '') return '';
	if (!URL.canParse(text)) return null;
	const { protocol, origin, pathname, username } = new URL(text);
	const isWeb = protocol === 'https:' || protocol === 'http:';
	return isWeb && username === '' && pathname.length <= 200 ? `${origin}${pathname}` : null;
}
