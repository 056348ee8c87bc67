import '../test/support/quietLogs';
import { join } from 'node:path';
import { startSimulator, type Simulator } from '../simulator/start';
import { runWorkflow, useTemporaryUserFolder } from '../test/support/n8nEngine';
import { chatworkOf, credentialsFor, shippedWorkflow } from '../test/support/shopWorld';
import { rounded, type Figure, type Measure } from './figure';
import { openFolder } from '../test/support/stored';

const ITEMS = 500;
const ITEMS_A_CHUNK = 100;
const SECONDS_A_BATCH = 10;

/**
 * The whole shipped workflow through n8n's own engine, at Amazon's real speed: what the work between
 * two chunks costs beyond the quota, and how long an answer waits for the edit that it calls for.
 */
export const measureSync: Measure = async (say) => {
	const userFolder = useTemporaryUserFolder();
	const simulator = await startSimulator({ products: ITEMS, speed: 1 });
	try {
		say(`price-stock-sync.json on ${ITEMS} items at Amazon's real speed (4 minutes)`);
		const workflow = shippedWorkflow('price-stock-sync.json', {
			dry_run: false,
			...chatworkOf(simulator),
		});
		const run = await runWorkflow(workflow, {
			credentials: credentialsFor(simulator),
			startNode: '定期実行',
		});
		if (run.error) throw new Error(run.error);
		return [overQuota(simulator), await answerToEdit(simulator, userFolder)];
	} finally {
		await simulator.stop();
	}
};

/** From the first to the last batch call, ms. */
function spanOf(simulator: Simulator): number {
	const { first, last } = simulator.counters.of('amazon', 'getItemOffersBatch');
	return (last ?? 0) - (first ?? 0);
}

function overQuota(simulator: Simulator): Figure {
	const { calls, throttled } = simulator.counters.of('amazon', 'getItemOffersBatch');
	return {
		id: 'sync_over_quota',
		value: rounded(spanOf(simulator) / ((calls - 1) * SECONDS_A_BATCH * 1000)),
		unit: '',
		bound: 1.15,
		against: "the quota's own time for as many batch calls",
		how: `${ITEMS} items, both operations, ${calls} batch calls, ${throttled} refused`,
	};
}

/** The answer's time is the stamp it left in the cache, the edit's is when it reached the shop. */
async function answerToEdit(simulator: Simulator, userFolder: string): Promise<Figure> {
	const { name } = simulator.credentials.shops[0]!;
	const listings = simulator.world.listings(name);
	const folder = join(userFolder, '.n8n', 'amazon-base-sync', 'default');
	const cache = openFolder({ folder, now: Date.now });
	const documents = await cache.read(listings.flatMap(({ asin }) => asin ?? []));
	const waits = listings
		.flatMap(({ asin, item }) => {
			const answeredAt = documents.get(asin ?? '')?.stock_updated_at;
			const editedAt = simulator.counters.lastWriteOf(name, item.item_id);
			return answeredAt && editedAt !== null ? [editedAt - Date.parse(answeredAt)] : [];
		})
		.sort((a, b) => a - b);
	const p99 = waits[Math.ceil(waits.length * 0.99) - 1];
	if (p99 === undefined) throw new Error('The sync edited nothing');
	const chunkMs = spanOf(simulator) / (documents.size / ITEMS_A_CHUNK);
	return {
		id: 'answer_to_edit_p99_chunks',
		value: rounded(p99 / chunkMs),
		unit: 'chunks',
		bound: 2,
		against: 'the time of a chunk of 100 items in the same run',
		how: `${waits.length} edits of ${ITEMS} items: ${rounded(p99 / 1000)} s over ${rounded(chunkMs / 1000)} s`,
	};
}
