import type { DeskView } from '../../../lib/report/desk/deskShell';
import { renderHomePage } from '../../../lib/report/desk/homePage';
import { isOpen } from '../../../lib/ledger/questions/question';
import type { DeskShop } from '../../../lib/shop/desk/openShop';
import { readTitles } from '../../../lib/shop/desk/readTitles';
import { readChanges } from '../../../lib/shop/state/readChanges';
import { readFirstSteps } from '../../../lib/shop/state/readFirstSteps';
import { readStanding } from '../../../lib/shop/state/readStanding';
import { answerPage, type Answer } from '../answer';
import type { Desk } from '../openDesk';

const DAY_MS = 86_400_000;

/** Makes the start of the desk. */
export async function openHome(
	{ data: { ledger }, now }: Desk,
	shop: DeskShop,
	view: DeskView,
): Promise<Answer> {
	const { account } = shop;
	const since = findSince(await ledger.desk.visit(account), now);
	const questions = (await ledger.questions.all(account)).filter(isOpen);
	const facts = {
		standing: await readStanding(account, { ledger, now: () => now }),
		made: { since, ...(await readChanges(account, since, ledger)) },
		steps: await readFirstSteps(account, ledger),
		questions,
		titles: questions.length > 0 ? await readTitles(ledger, account) : null,
		now,
	};
	return answerPage(renderHomePage(shop, view, facts));
}

/** Since the last visit, but at least a day, so that no change of the night is missed, and at most a week. */
const findSince = (visited: number | null, now: number): number =>
	Math.max(Math.min(visited ?? now - DAY_MS, now - DAY_MS), now - 7 * DAY_MS);
