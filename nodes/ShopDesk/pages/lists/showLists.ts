import type { ItemLists } from '../../../../lib/ledger/desk/itemLists';
import { isYounger } from '../../../../lib/listing/age';
import { toStamp } from '../../../../lib/listing/stamp';
import { composeLists } from '../../../../lib/report/desk/lists/composeLists';
import {
	chooseList,
	renderCounting,
	renderListsPage,
} from '../../../../lib/report/desk/lists/listsPage';
import { describeDone } from '../../../../lib/report/desk/plainPages';
import { findListed } from '../../../../lib/shop/lists/findListed';
import { answerPage, thenDo, type Answer } from '../../answer';
import type { Desk } from '../../openDesk';
import { openHome } from '../homePages';
import type { Opened, Page } from '../shopPages';

/** Lists of so long ago are shown, and counted anew behind the answer, ms. */
const FRESH_MS = 5 * 60_000;

/** Makes the lists of items that do not go by themselves. */
export const showLists: Page = async (opened) => {
	const { shop, view, desk } = opened;
	const kept = await desk.ports.ledger.countedLists.read(shop.account);
	if (kept) return answerLists(kept, opened);
	if (await isLongCount(opened)) return answerCounting(opened);
	const counted = await countLists(shop.account, desk);
	if (counted) return answerLists(counted, opened);
	return await openHome(desk, shop, { ...view, done: describeDone('no_list') });
};

/** The lists of a larger shop are first counted behind the answer: its owner would wait for them. */
const MOST_AT_ONCE = 2_000;

/** Whoever asks again waits for the count: it may have failed behind the answer, and its error must be seen. */
async function isLongCount({ shop, desk, query }: Opened): Promise<boolean> {
	if (query.read('counting') !== '') return false;
	const listed = await desk.ports.ledger.items.read(shop.account);
	return listed !== null && listed.listings.length > MOST_AT_ONCE;
}

function answerCounting({ shop, view, desk, query }: Opened): Answer {
	const again = { list: query.read('list'), from: query.read('from'), counting: 'yes' };
	return thenDo(
		answerPage(renderCounting(view, again)),
		async () => void (await countLists(shop.account, desk)),
	);
}

function answerLists(lists: ItemLists, { shop, view, desk, query }: Opened): Answer {
	const from = Number(query.read('from'));
	const part = {
		kind: chooseList(query.read('list'), lists),
		from: Number.isSafeInteger(from) && from > 0 ? from : 0,
		now: desk.now,
		isCounting: !isYounger(lists.at, FRESH_MS, desk.now),
	};
	const answer = answerPage(renderListsPage(lists, view, part));
	return part.isCounting
		? thenDo(answer, async () => void (await countLists(shop.account, desk)))
		: answer;
}

/** Counts the lists, which takes seconds in a large shop; null if the shop's list was never read. */
async function countLists(account: string, { data, now }: Desk): Promise<ItemLists | null> {
	const found = await findListed(account, { data, now: () => now });
	if (found === null) return null;
	const lists = composeLists(found, toStamp(now));
	await data.ledger.countedLists.note(account, lists);
	return lists;
}
