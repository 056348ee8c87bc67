import type { INodeExecutionData } from 'n8n-workflow';
import { sameOffer } from '../../cache/offerFromDocument';
import { countChange, nameChange, noFigures } from '../../freshness/figures';
import { learnHabits } from '../../freshness/habits';
import { noteConfirmation, noteLook, type ItemLooks } from '../../freshness/looks';
import { lanes, workSlice } from '../../freshness/workSlice';
import { isConfirmed } from '../../listing/offer';
import type { ProvenOffer } from '../../spApi/offers/provenOffers';
import { getClock } from '../clock';
import { laneSizes, openLanes, operationOf } from './amazonPorts';
import { measureAges } from './measureAges';
import { passOn } from './passOn';
import { planSlice } from './planSlice';
import type { SliceWork } from './sliceWork';
import type { SliceCounts } from '../../freshness/slice';

export interface SliceOutcome extends SliceCounts {
	/** The items whose answer is news. */
	moved: INodeExecutionData[];
}

/**
 * Works on one slice: looks where most is at stake, confirms, stores what stayed the same, and returns what did
 * not. What was seen is remembered for the next slices.
 * @throws SpApiCredentialError, or the reason of a stop
 */
export async function workOnSlice(work: SliceWork): Promise<SliceOutcome> {
	const { data, shop, run, endsAt, rules } = work;
	const { now } = getClock();
	const habits = learnHabits(
		Array.from(shop.products.values(), ({ looks }) => looks),
		shop,
	);
	const { ranking, first, documents } = await planSlice(work, habits, now());
	const seen = new Map<string, ItemLooks>();
	const found = { shown: 0, hidden: 0 };
	const figures = noFigures();
	const begun = now();
	const proven = new Map<string, ProvenOffer>();
	const looksOf = (asin: string) => seen.get(asin) ?? shop.products.get(asin)!.looks;
	const ports = openLanes({
		...{ context: work.context, client: work.client, now },
		offers: { ...work.offers, knownOf: work.readKnown(documents.items) },
		confirmedOf: (asin) => documents.of.get(asin)?.screen?.fingerprint,
		onLook: (asin, sight) => seen.set(asin, noteLook(looksOf(asin), sight, now(), habits)),
		onOffer: (asin, answer) => {
			proven.set(asin, answer);
			const before = looksOf(asin);
			const isNew = !sameOffer(documents.of.get(asin), answer.offer);
			const hasChanged = isConfirmed(answer.offer) ? isNew : null;
			if (hasChanged && before.confirmed > 0) {
				found[before.moved ? 'shown' : 'hidden']++;
				const waited = now() - (before.moved ? before.looked : before.confirmed);
				countChange(figures, nameChange(documents.of.get(asin), answer.offer), waited);
			}
			seen.set(asin, noteConfirmation(before, hasChanged, now(), habits));
		},
	});
	const { share, usesIdleQuota: confirmsAll } = rules;
	try {
		await workSlice({ endsAt, share, sizes: laneSizes, first, ranking, confirmsAll }, ports);
	} finally {
		const { client } = work;
		for (const lane of lanes) {
			figures.used[lane] = (client.counts.calls[operationOf[lane]] ?? 0) * ports.intervalOf(lane);
		}
		figures.watched = now() - begun;
		const { listed, setBack } = shop;
		await data.ledger.looks.note(run.account, { looks: seen, found, figures, listed, setBack });
	}
	const owed = new Set(work.owed);
	const confirmed = [...proven].map(([asin, answer]) => {
		const { items } = shop.products.get(asin)!;
		return { asin, items, answer, cached: documents.of.get(asin), isOwed: owed.has(asin) };
	});
	const moved = await passOn(confirmed, run, data);
	const ages = measureAges(shop, looksOf, now());
	return { ...{ looked: seen.size, confirmed: proven.size, moved }, ...ages };
}
