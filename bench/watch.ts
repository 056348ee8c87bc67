import '../test/support/quietLogs';
import type { IWorkflowBase } from 'n8n-workflow';
import type { Screening } from '../lib/spApi/offers/screen';
import { startSimulator } from '../simulator/start';
import { runWorkflow, useTemporaryUserFolder } from '../test/support/n8nEngine';
import { chatworkOf, credentialsFor, shippedWorkflow } from '../test/support/shopWorld';
import { shippedWatch, WATCH_TRIGGER } from '../test/support/watchOnce';
import { rounded, type Measure } from './figure';

const ITEMS = 1_000;
const MOVED_SHARE = 0.05;
const SPEED = 10;

interface WatchedItem {
	screen: Screening;
	offer?: { fetched_at: string };
}

/** How long a movement waits from its screening to its confirmation, while the 3-hour sync runs too. */
export const measureWatch: Measure = async (say) => {
	useTemporaryUserFolder();
	const simulator = await startSimulator({
		products: ITEMS,
		plain: true,
		speed: SPEED,
		tokenSpeed: 1,
	});
	try {
		const credentials = credentialsFor(simulator);
		const live = { dry_run: false, ...chatworkOf(simulator) };
		const run = async (workflow: IWorkflowBase, startNode: string) => {
			const done = await runWorkflow(workflow, { credentials, startNode });
			if (done.error) throw new Error(done.error);
			return done;
		};
		const watch = async () => await run(shippedWatch(live), WATCH_TRIGGER);
		const sync = async (settings: object) =>
			await run(shippedWorkflow('price-stock-sync.json', { ...live, ...settings }), '定期実行');
		say(`${ITEMS} items at ${SPEED} times the quota's speed: a first sync and a first watch`);
		await sync({});
		await watch();
		simulator.world.advance({ share: MOVED_SHARE });
		simulator.counters.reset();
		say('5% moved: the watch and a full sync side by side');
		const [watched] = await Promise.all([watch(), sync({ ttl_hours: 0 })]);
		const waits = (watched.output('動きを調べる') as unknown as WatchedItem[])
			.filter(({ screen }) => screen !== undefined)
			.flatMap(({ screen, offer }) =>
				offer ? [(Date.parse(offer.fetched_at) - Date.parse(screen.screened_at)) / 1000] : [],
			)
			.map((seconds) => seconds * SPEED)
			.sort((a, b) => a - b);
		const throttled = (
			['getItemOffersBatch', 'getItemOffers', 'getCompetitivePricing'] as const
		).reduce((sum, operation) => sum + simulator.counters.of('amazon', operation).throttled, 0);
		return [
			{
				id: 'screening_to_confirmation_p99_seconds',
				value: rounded(waits[Math.floor((waits.length - 1) * 0.99)] ?? 0),
				unit: 's of Amazon time',
				bound: 60,
				against: "the quota's own time",
				how: `${waits.length} of ${ITEMS} items moved, the watch beside a full sync, speed ${SPEED}`,
			},
			{
				id: 'watch_and_sync_rejected_calls',
				value: throttled,
				unit: 'calls',
				bound: 0,
				against: 'all calls of both workflows',
				how: "the simulator's own count of 429 answers",
			},
		];
	} finally {
		await simulator.stop();
	}
};
