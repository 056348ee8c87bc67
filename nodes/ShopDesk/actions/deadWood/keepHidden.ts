import { NOTHING_CHOSEN } from '../../../../lib/report/desk/questions/refusedAnswers';
import { findDeadWood, type DeadItem } from '../../../../lib/shop/deadWood/findDeadWood';
import { findShown } from '../../../../lib/shop/desk/shownMembers';
import { showDeadWood } from '../../pages/deadWoodPage';
import { refuseForm, type Take, type Taken } from '../goOn';
import { proposeNeverTouch } from '../words/leaveAlone';

/** Proposes that the ticked items stay hidden: the sync never touches them again. */
export const keepHidden: Take = async (taken) => {
	const { shop, desk } = taken;
	const chosen = await findChosen(taken);
	if (chosen === null) return refuseForm('stale', taken);
	if (chosen.length === 0) return await showDeadWood(desk, shop, { alarm: NOTHING_CHOSEN });
	// A form of ours offers none that is on sale: it would stay on sale.
	if (chosen.some(({ listing }) => listing.visible)) return refuseForm('stale', taken);
	const ids = chosen.map(({ listing }) => listing.item_id);
	return await proposeNeverTouch(taken, ids, 'dead_wood');
};

/** Finds the ticked items, each as the form showed it; null if one of them has moved since. */
async function findChosen({ shop, desk, body }: Taken): Promise<DeadItem[] | null> {
	const { data, now } = desk;
	const shown = findShown(body.read('state'), body.list('member'));
	const deadWood = await findDeadWood(shop.account, { data, now });
	const chosen = (deadWood?.items ?? []).filter(
		({ listing, seal }) => shown.get(String(listing.item_id)) === seal,
	);
	return chosen.length < shown.size ? null : chosen;
}
