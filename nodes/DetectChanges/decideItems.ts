import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import {
	breakerLimit,
	countDecision,
	countFetch,
	freshBreaker,
	successPercent,
	type BreakerState,
} from '../../lib/changes/breaker';
import { decide, leaveAlone } from '../../lib/changes/decide';
import { detectChange, findBaseline, type Thresholds } from '../../lib/changes/detect';
import type { CachedFacts } from '../../lib/changes/situation';
import { isAnswered, type Offer } from '../../lib/listing/offer';
import { clockOf } from '../../lib/n8n/clock';
import { failedItem } from '../../lib/n8n/errors';
import { partOf, withPart } from '../../lib/n8n/items/items';
import { listingOf } from '../../lib/n8n/items/listingPart';
import { doubtOf } from '../../lib/n8n/items/recognition';
import { isDryRun, runOf } from '../../lib/n8n/items/run';
import { guardsOf } from './guardParameters';
import { overrideOf } from './overrides';
import { ruleOf } from './ruleParameters';

/** Decides item by item, and sorts them by outcome where that is wanted. */
export async function decideItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const detect = detector(context);
	const results = context.getInputData().map((item, index) => {
		try {
			return detect(item, index);
		} catch (error) {
			return failedItem(context, item, index, error);
		}
	});
	const { splitOutputs } = context.getNodeParameter('options', 0, {}) as DetectOptions;
	return splitOutputs ? splitByOutcome(results) : [results];
}

interface DetectOptions {
	thresholdPercent?: number;
	splitOutputs?: boolean;
}

/** Decides item by item; the breaker counts over all chunks of one execution. */
function detector(
	context: IExecuteFunctions,
): (item: INodeExecutionData, index: number) => INodeExecutionData {
	const rule = ruleOf(context);
	const { guards, breaker } = guardsOf(context);
	const thresholds = thresholdsOf(context);
	const state = breakerStateOf(context);
	const items = context.getInputData();
	const listings = runOf(items[0])?.total ?? items.length;
	const limit = breaker ? breakerLimit(breaker, listings) : null;
	const { now } = clockOf(context);
	const approvedRun = (context.getNodeParameter('approvedRun', 0, '') as string).trim() || null;
	for (const item of items) countFetchOf(state, item);

	return (item, index) => {
		if (isOnlyScreened(item)) return withPart(item, index, { change: null, decision: null });
		const doubt = doubtOf(item);
		if (doubt !== null) {
			return withPart(item, index, {
				change: null,
				decision: leaveAlone(doubt.listing, doubt.code),
			});
		}
		const offer = requireOffer(item);
		const listing = listingOf(item) ?? null;
		const cached = partOf<CachedFacts>(item, 'cached') ?? null;
		const account = listing?.account ?? runOf(item)?.account ?? '';
		const told = findBaseline(cached, account, isDryRun(item));
		const { change, firstSight } = detectChange(offer, told, thresholds);
		const decision = decide({
			listing,
			offer,
			cached,
			rule,
			override: overrideOf(item),
			guards,
			now: now(),
			runSuccessPercent: successPercent(state),
			tripped: state.tripped,
			run: runOf(item)?.id ?? null,
			approvedRun,
		});
		countDecision(state, decision, String(item.json.asin), limit);
		return withPart(item, index, {
			change,
			decision,
			tripped: Object.keys(state.tripped).length > 0 ? structuredClone(state.tripped) : null,
			...(firstSight ? { reported: { account, ...firstSight } } : {}),
		});
	};
}

/** n8n keeps the node's context for one execution, over all rounds of a loop. */
function breakerStateOf(context: IExecuteFunctions): BreakerState {
	const memory = context.getContext('node') as { breaker?: BreakerState };
	memory.breaker ??= freshBreaker();
	return memory.breaker;
}

function countFetchOf(state: BreakerState, item: INodeExecutionData): void {
	const offer = partOf<Offer>(item, 'offer');
	if (offer && offer.source !== 'cache') countFetch(state, isAnswered(offer));
}

function thresholdsOf(context: IExecuteFunctions): Thresholds {
	const { thresholdPercent } = context.getNodeParameter('options', 0, {}) as DetectOptions;
	return {
		yen: context.getNodeParameter('thresholdYen', 0) as number,
		percent: thresholdPercent ? thresholdPercent : null,
	};
}

/** Screening is a hint, never a reason for a decision: such an item passes as it is. */
const isOnlyScreened = (item: INodeExecutionData): boolean =>
	partOf(item, 'offer') === undefined && partOf(item, 'screen') !== undefined;

function requireOffer(item: INodeExecutionData): Offer {
	const offer = partOf<Offer>(item, 'offer');
	if (offer?.status) return offer;
	throw new Error(
		'Amazonの情報 (offer) がありません。このノードの前に SP-API Batch Offers を置いてください。',
	);
}

function splitByOutcome(results: readonly INodeExecutionData[]): INodeExecutionData[][] {
	const changed: INodeExecutionData[] = [];
	const unchanged: INodeExecutionData[] = [];
	const held: INodeExecutionData[] = [];
	for (const result of results) {
		const decision = partOf<{ held: string | null; kinds: string[] }>(result, 'decision');
		if (decision?.held) held.push(result);
		else if (result.json.change || (decision?.kinds.length ?? 0) > 0) changed.push(result);
		else unchanged.push(result);
	}
	return [changed, unchanged, held];
}
