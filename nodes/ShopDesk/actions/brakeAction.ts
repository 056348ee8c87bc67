import { describeUnlisted } from '../../../lib/report/desk/items/describeUnlisted';
import { findUnlisted } from '../../../lib/shop/desk/findUnlisted';
import { beginBrake } from '../../../lib/shop/desk/stopShop';
import { parseChosen } from '../../../lib/shop/jobs/parseChosen';
import { parseReturn } from '../../../lib/shop/jobs/parseReturn';
import { hasJobs } from '../openDesk';
import { showStop } from '../pages/stopPages';
import { refuseForm, type Take } from './goOn';
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
	const unlisted = await findUnlisted(desk.ports.ledger, shop.account, named.chosen);
	if (unlisted) {
		const found = describeUnlisted(unlisted.numbers.join('、'), unlisted.listed);
		return await askBack(`${found}何も変更していません。`);
	}
	const chosen = named.chosen.length === 0 ? {} : { chosen: named.chosen };
	const wanted = { reason: readWords(taken, 'reason'), until: parsed.until, ...chosen };
	return goOnWith(taken, await beginBrake(shop.account, wanted, facts, portsOf(taken)));
});

const describeOdd = (found: string): string =>
	`商品ID「${found.slice(0, 40)}」を番号として読めません。BASEの商品の番号を、「、」で区切って入れてください。何も変更していません。`;

const describeFault = (typed: string, fault: 'unreadable' | 'past' | 'far'): string =>
	fault === 'past'
		? `再開する日「${typed}」は過ぎています。これからの日を入れてください。何も変更していません。`
		: fault === 'far'
			? `再開する日「${typed}」は1年より先です。年を確かめてください。何も変更していません。`
			: `再開する日「${typed}」を日付として読めません。2026-12-29 のように入れてください。何も変更していません。`;
