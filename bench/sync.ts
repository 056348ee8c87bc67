import '../test/support/quietLogs';
import { startSimulator } from '../simulator/start';
import { runWorkflow, useTemporaryUserFolder } from '../test/support/n8nEngine';
import { credentialsFor, shippedWorkflow } from '../test/support/shopWorld';
import { rounded, type Measure } from './figure';

const ITEMS = 300;
const SECONDS_A_BATCH = 10;

/**
 * The whole shipped workflow through n8n's own engine, at Amazon's real speed: what the work between
 * two chunks costs beyond the quota.
 */
export const measureSync: Measure = async (say) => {
	useTemporaryUserFolder();
	const simulator = await startSimulator({ products: ITEMS, speed: 1 });
	try {
		say(`price-stock-sync.json on ${ITEMS} items at Amazon's real speed (2 minutes)`);
		const workflow = shippedWorkflow('price-stock-sync.json', {
			dry_run: false,
			chatwork_room_id: simulator.credentials.chatwork.roomId,
			chatwork_api_url: `${simulator.chatworkUrl}/v2`,
		});
		const run = await runWorkflow(workflow, {
			credentials: credentialsFor(simulator),
			startNode: '3時間ごと',
		});
		if (run.error) throw new Error(run.error);
		const { calls, first, last, throttled } = simulator.counters.of('amazon', 'getItemOffersBatch');
		const bound = (calls - 1) * SECONDS_A_BATCH * 1000;
		return [
			{
				id: 'sync_over_quota',
				value: rounded(((last ?? 0) - (first ?? 0)) / bound),
				unit: '',
				bound: 1.15,
				against: "the quota's own time for as many batch calls",
				how: `${ITEMS} items, both operations, ${calls} batch calls, ${throttled} refused`,
			},
		];
	} finally {
		await simulator.stop();
	}
};
