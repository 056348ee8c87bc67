import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { AccountRefusedError, QuotaExceededError } from '../../lib/shop/errors';
import {
	updateListing,
	type EditPlan,
	type EditResult,
	type UpdatePorts,
} from '../../lib/shop/edits/updateListing';
import type { EditKind } from '../../lib/changes/types';
import { lowersRisk } from '../../lib/changes/types';
import type { Listing } from '../../lib/listing/listing';
import type { Edits } from '../../lib/listing/memory';
import { messageOf } from '../../lib/n8n/errors';
import { newItem } from '../../lib/n8n/items/items';
import { requireRunning } from '../../lib/n8n/cancel';
import { sleep } from '../../lib/n8n/clock';

/** What the jobs that a person starts (brake, release, undo) have in common. */

/** What came of one item's edits, as the item tells it. */
export type JobResult = Pick<EditResult, 'edits' | 'error'> & {
	action: EditResult['action'] | 'dry_run';
};

/** Edits one by one; from the first refusal of the account on, the rest is only deferred. */
export class Job {
	private stopped: string | null = null;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly ports: UpdatePorts,
	) {}

	async send(plan: EditPlan): Promise<JobResult> {
		return await this.attempt(plan.edits, async () => {
			const { action, edits, error } = await updateListing(plan, this.ports);
			return { action, edits, error };
		});
	}

	/** Runs one step; a quota that BASE calls used up is waited for, any other refusal stops the job. */
	async attempt(edits: Edits, step: () => Promise<JobResult>): Promise<JobResult> {
		for (;;) {
			requireRunning(this.context);
			if (this.stopped !== null) return { action: 'deferred', edits, error: this.stopped };
			try {
				return await step();
			} catch (error) {
				// One bad file or answer ends nothing but its own item.
				if (!(error instanceof AccountRefusedError)) return failedBy(error, edits, this.context);
				const waits = this.context.getNodeParameter('waits', 0, true) === true;
				if (!(error instanceof QuotaExceededError && error.window === 'hour' && waits)) {
					this.stopped = error.message;
					continue;
				}
				await sleep(RETRY_MS, this.context.getExecutionCancelSignal());
			}
		}
	}
}

function failedBy(error: unknown, edits: Edits, context: IExecuteFunctions): JobResult {
	requireRunning(context);
	return { action: 'failed', edits, error: messageOf(error) };
}

const RETRY_MS = 5_000;

/** The item as the report reads it: the listing as it was, what was to be done, and what came of it. */
export function jobItem(
	item: INodeExecutionData,
	index: number,
	listing: Listing,
	parts: { asin: string | null; edits: Edits; why: string[]; result: JobResult },
): INodeExecutionData {
	const { asin, edits, why, result } = parts;
	const kinds = kindsOf(edits, listing);
	const decision = {
		desired: { price: listing.price, visible: listing.visible, stock: listing.stock, ...edits },
		edits,
		kinds,
		risk: kinds.length === 0 ? 'none' : kinds.every(lowersRisk) ? 'lowers' : 'adds',
		held: null,
		held_moves: [],
		floor: null,
		why,
		approved: false,
	};
	const { run } = item.json;
	const { variation, ...shown } = listing;
	return {
		json: {
			...(run === undefined ? {} : { run }),
			asin,
			listing: shown as unknown as IDataObject,
			...(variation ? { variation: { ...variation } } : {}),
			decision,
			result: { ...result },
		},
		pairedItem: { item: index },
	};
}

/** n8n hands an empty item on where a filter let none pass, and starts a lone node with one. */
export const isEmpty = ({ json }: INodeExecutionData): boolean => Object.keys(json).length === 0;

/** n8n calls such a run a success: the person reads beside it that nothing was asked for. */
export function tellNothingToDo(context: IExecuteFunctions): void {
	context.addExecutionHints({
		message:
			'対象の商品がないため、BASEには何もしていません。このノードの前に BASE Listings を置いてください。',
		location: 'outputPane',
	});
}

/** So that what comes after still runs, and says that there was nothing to do. */
export const nothingDone = (item: INodeExecutionData | undefined): INodeExecutionData[] => [
	newItem(item?.json.run === undefined ? {} : { run: item.json.run }),
];

function kindsOf(edits: Edits, listing: Listing): EditKind[] {
	return [
		...(edits.visible === undefined ? [] : ([edits.visible ? 'show' : 'hide'] as const)),
		...(edits.price === undefined
			? []
			: ([edits.price > listing.price ? 'raise' : 'cut'] as const)),
		...(edits.stock === undefined ? [] : (['refill'] as const)),
		...new Set(
			Object.values(edits.row_stocks ?? {}).map((to) => (to > 0 ? 'refill' : 'empty') as EditKind),
		),
	];
}
