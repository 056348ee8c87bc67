import type { CacheDocument } from '../../cache/document';
import { toStamp } from '../../listing/stamp';
import type { Listing } from '../../listing/listing';
import { makeAdoption } from '../../listing/memory';
import { rememberListing } from '../gate/records/rememberListing';
import type { ShopData } from '../shopData';
import { readProducts } from '../tables/readProducts';
import {
	findWordOfStranger,
	findWords,
	readItemOf,
	sealWord,
	sealWords,
	type OpenWord,
	type Word,
} from './openWords';

export interface WordPorts {
	data: ShopData;
	/** Milliseconds since 1970. */
	now: () => number;
}

/** An item that waits for a word, with what the word is written to. */
export interface Waiting {
	open: OpenWord;
	asin: string;
	listing: Listing;
	document: CacheDocument | null;
}

/**
 * Finds the items that the owner speaks about, each as they were shown it.
 * @param shown seals of the items as they were shown, by name
 * @returns null if one of them has moved since
 */
export async function findShownWaiting(
	account: string,
	word: Word,
	shown: ReadonlyMap<string, string>,
	ports: WordPorts,
): Promise<Waiting[] | null> {
	const only = new Set([...shown.keys()].flatMap((name) => readItemOf(name) ?? []));
	const waiting = await readWaiting(account, word, { ...ports, only });
	const chosen = waiting.filter(({ open }) => shown.get(open.name) === sealWord(open));
	return chosen.length < shown.size ? null : chosen;
}

/**
 * Finds all items that wait for a word.
 * @param seal of all of them, as the owner was shown it
 * @returns null if one of them has moved since, or another one joined
 */
export async function findAllWaiting(
	account: string,
	word: Word,
	seal: string,
	ports: WordPorts,
): Promise<Waiting[] | null> {
	const waiting = await readWaiting(account, word, ports);
	return sealWords(waiting.map(({ open }) => open)) === seal ? waiting : null;
}

/**
 * Keeps the owner's word. Nothing is sent to the shop: the word explains what the next run sends, through the gate
 * as ever.
 */
export async function keepWords(waiting: readonly Waiting[], ports: WordPorts): Promise<void> {
	for (const each of waiting) await keepWord(each, ports);
}

async function readWaiting(
	account: string,
	word: Word,
	{ data, now, only }: WordPorts & { only?: ReadonlySet<number> },
): Promise<Waiting[]> {
	const waiting: Waiting[] = [];
	const add = (each: Omit<Waiting, 'open'>, opens: readonly OpenWord[]) => {
		const open = opens.find((found) => found.word === word);
		if (open) waiting.push({ ...each, open });
	};
	const list = await readProducts(account, {
		...{ data, now },
		...(only ? { only } : {}),
		onStranger: (stranger) => {
			const { asin, listing, document } = stranger;
			const open = findWordOfStranger(stranger);
			if (open && asin !== null) add({ asin, listing, document }, [open]);
		},
	});
	for (const product of list?.products ?? []) add(product, findWords(product));
	return waiting;
}

async function keepWord(
	{ open, asin, listing, document }: Waiting,
	{ data, now }: WordPorts,
): Promise<void> {
	const at = toStamp(now());
	switch (open.word) {
		case 'give_back': {
			const { price } = listing;
			return await rememberListing(data, asin, listing, { given_back: { price, at } });
		}
		case 'adopt':
			return await rememberListing(data, asin, listing, makeAdoption(listing, at));
		case 'this_one': {
			const { title } = listing;
			const amazon_title = open.facts.amazon as string | null;
			const recognition = { agrees: true, title, amazon_title, at };
			return await rememberListing(data, asin, listing, { recognition });
		}
		case 'same_product': {
			const { title_ja: title = null, brand = null } = document ?? {};
			return await rememberListing(data, asin, listing, { trusted: { title, brand, at } });
		}
	}
}
