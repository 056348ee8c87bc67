import { renderDeletionPage } from '../../../../lib/report/desk/deadWood/deadWoodPage';
import { refuseDeadJob } from '../../../../lib/report/desk/deadWood/refuseDeadJob';
import { addressOf } from '../../../../lib/report/desk/deskShell';
import { NOTHING_CHOSEN } from '../../../../lib/report/desk/questions/refusedAnswers';
import { findDeadWood, type DeadItem } from '../../../../lib/shop/deadWood/findDeadWood';
import { readStop } from '../../../../lib/shop/desk/readStop';
import { findShown } from '../../../../lib/shop/desk/shownMembers';
import { beginDeletion } from '../../../../lib/shop/desk/stopShop';
import { answerPage, answerRedirect, startJob } from '../../answer';
import { hasJobs, makeView } from '../../openDesk';
import { showDeadWood } from '../../pages/deadWoodPage';
import { refuseForm, type Take, type Taken } from '../goOn';
import { NOT_SURE, portsOf } from '../onStop';
import { proposeNeverTouch } from '../words/leaveAlone';

/** Proposes that the ticked items stay hidden for good, or asks once more before they are deleted. */
export const takeDeadWood: Take = async (taken) => {
	const { shop, desk, body } = taken;
	const chosen = await findChosen(taken, body.list('member'));
	if (chosen === null) return refuseForm('stale', taken);
	if (chosen.length === 0) return await showDeadWood(desk, shop, { alarm: NOTHING_CHOSEN });
	const say = body.read('say');
	if (say === 'delete') {
		return answerPage(renderDeletionPage(chosen, makeView(desk, shop), desk.now));
	}
	if (say !== 'keep_hidden') return refuseForm('incomplete', taken);
	const ids = chosen.map(({ listing }) => listing.item_id);
	return await proposeNeverTouch(taken, ids, 'dead_wood');
};

/** Has n8n delete the items that the second page named. */
export const deleteDeadWood: Take = async (taken) => {
	const { shop, desk, body } = taken;
	const { account } = shop;
	const names = body.read('state').split(' ');
	const chosen = await findChosen(
		taken,
		names.map((each) => each.split('@')[0]!),
	);
	if (chosen === null || chosen.length === 0) return refuseForm('stale', taken);
	const facts = await readStop(account, desk.ports.ledger, desk.now);
	const circumstances = { hasJobs: hasJobs(desk, shop), hasStep: desk.steps.has('deleteItems') };
	const refusal = refuseDeadJob(facts, circumstances);
	const alarm = refusal === '' && body.read('sure') !== 'yes' ? NOT_SURE : refusal;
	if (alarm !== '') return await showDeadWood(desk, shop, { alarm });
	const ids = chosen.map(({ listing }) => listing.item_id);
	const job = await beginDeletion(account, ids, facts, portsOf(taken));
	if (!job) return refuseForm('stale', taken);
	const answer = answerRedirect(addressOf(account, 'dead_wood', { done: 'delete_begun' }));
	return startJob(answer, { account, ...job });
};

/** Finds items, each hidden and as the form showed it; null if one of them has moved since. */
async function findChosen(
	{ shop, desk, body }: Taken,
	names: readonly string[],
): Promise<DeadItem[] | null> {
	const { data, now } = desk;
	const shown = findShown(body.read('state'), names);
	const deadWood = await findDeadWood(shop.account, { data, now });
	// A form of ours offers none that is on sale: left alone, it would stay on sale.
	const chosen = (deadWood?.items ?? []).filter(
		({ listing, seal }) => !listing.visible && shown.get(String(listing.item_id)) === seal,
	);
	return chosen.length < shown.size ? null : chosen;
}
