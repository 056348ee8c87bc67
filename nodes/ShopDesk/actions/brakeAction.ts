import { beginBrake } from '../../../lib/shop/desk/stopShop';
import { readListed } from '../../../lib/shop/desk/readTitles';
import { parseChosen } from '../../../lib/shop/jobs/parseChosen';
import { parseReturn } from '../../../lib/shop/jobs/parseReturn';
import { hasJobs } from '../openDesk';
import { showStop } from '../pages/stopPages';
import { refuseForm, type Take, type Taken } from './goOn';
import { goOnWith, NOT_SURE, onStop, portsOf, readWords } from './onStop';

/** Stops the writing at once, and has n8n hide what is on sale, or the items that the owner names. */
export const brake: Take = onStop(async (taken, facts) => {
	const { shop, desk, body } = taken;
	if (!hasJobs(desk, shop)) return refuseForm('unknown', taken);
	const askBack = async (problem: string) =>
		await showStop(desk, shop, { asked: { problem, typed: body.all() } });
	if (body.read('sure') !== 'yes') return await askBack(NOT_SURE);
	const ids = body.find('item_ids');
	// A list that was lost on the way must not hide the whole shop.
	if (ids === undefined) return refuseForm('incomplete', taken);
	const typed = body.read('day_of_return');
	const parsed = parseReturn(typed, desk.now);
	if ('fault' in parsed) return await askBack(describeFault(typed, parsed.fault));
	const named = parseChosen(ids);
	if ('odd' in named) return await askBack(describeOdd(named.odd));
	const unlisted = await findUnlisted(taken, named.chosen);
	if (unlisted !== undefined) return await askBack(describeOdd(String(unlisted)));
	const chosen = named.chosen.length === 0 ? {} : { chosen: named.chosen };
	const wanted = { reason: readWords(taken, 'reason'), until: parsed.until, ...chosen };
	return goOnWith(taken, await beginBrake(shop.account, wanted, facts, portsOf(taken)));
});

/** Returns the first number that is none of the shop's items; undefined if there is none, or no list to look in. */
async function findUnlisted(
	{ shop, desk }: Taken,
	chosen: readonly number[],
): Promise<number | undefined> {
	const listed = await readListed(desk.ports.ledger, shop.account);
	return chosen.find((id) => listed?.titles.has(String(id)) === false);
}

const describeOdd = (found: string): string =>
	`商品ID「${found.slice(0, 40)}」は、BASEの商品一覧にありません。番号を確かめてください。何も変更していません。`;

const describeFault = (typed: string, fault: 'unreadable' | 'past'): string =>
	fault === 'past'
		? `再開する日「${typed}」は過ぎています。これからの日を入れてください。何も変更していません。`
		: `再開する日「${typed}」を日付として読めません。2026-12-29 のように入れてください。何も変更していません。`;
