import type { ItemLists } from '../../../../lib/ledger/desk/itemLists';
import { isYounger } from '../../../../lib/listing/age';
import { toStamp } from '../../../../lib/listing/stamp';
import { composeLists } from '../../../../lib/report/desk/lists/composeLists';
import { chooseList, renderListsPage } from '../../../../lib/report/desk/lists/listsPage';
import { describeDone } from '../../../../lib/report/desk/plainPages';
import { findListed } from '../../../../lib/shop/lists/findListed';
import { answerPage, thenDo } from '../../answer';
import type { Desk } from '../../openDesk';
import { openHome } from '../homePages';
import type { Page } from '../shopPages';

/** Lists of so long ago are shown, and counted anew behind the answer, ms. */
const FRESH_MS = 5 * 60_000;

/** Makes the lists of items that do not go by themselves. */
export const showLists: Page = async ({ shop, view, desk, query }) => {
	const { account } = shop;
	const kept = await desk.ports.ledger.desk.lists(account);
	const lists = kept ?? (await countLists(account, desk));
	if (!lists) return await openHome(desk, shop, { ...view, done: describeDone('no_list') });
	const from = Number(query.read('from'));
	const part = {
		kind: chooseList(query.read('list'), lists),
		from: Number.isSafeInteger(from) && from > 0 ? from : 0,
		now: desk.now,
		isCounting: !isYounger(lists.at, FRESH_MS, desk.now),
	};
	const answer = answerPage(renderListsPage(lists, view, part));
	if (!part.isCounting) return answer;
	return thenDo(answer, async () => void (await countLists(account, desk)));
};

/** Counts the lists, which takes seconds in a large shop; null if the shop's list was never read. */
async function countLists(account: string, { data, now }: Desk): Promise<ItemLists | null> {
	const found = await findListed(account, { data, now: () => now });
	if (found === null) return null;
	const lists = composeLists(found, toStamp(now));
	await data.ledger.desk.noteLists(account, lists);
	return lists;
}
