import type { Simulator } from '../../simulator/start';
import {
	check,
	type Check,
	checkProductsTable,
	checkReported,
	checksOfAnyRun,
	checksOfDryRun,
	checksOfLiveRun,
} from './checks';
import {
	describeCalls,
	describeChecks,
	describeEdits,
	describeHeld,
	describeMessage,
	describeMoves,
} from './describe';
import { reportableListings, truthsOf } from './expectations';
import { type Move, moveWorld } from './moves';
import { type Observation, observeRun } from './observe';
import type { DemoOptions } from '../options';
import type { Stage } from '../../realN8n/n8n/stage';

export interface Story {
	runs: Observation[];
	/** True where every check held. */
	isTrue: boolean;
}

/** Ten minutes, and twice what the batch quota alone needs: 10 s for 20 items. */
const timeoutOf = ({ items, speed }: DemoOptions): number => 600_000 + (items / speed) * 1_000;

/** Three runs with a moving Amazon between them; each claim is held against the simulator. */
export async function tellStory(
	stage: Stage,
	simulator: Simulator,
	options: DemoOptions,
	say: (text: string) => void,
): Promise<Story> {
	const shop = simulator.credentials.shops[0]!.name;
	const runs: Observation[] = [];
	const checks: Check[] = [];
	const truths = () => truthsOf(simulator.world, simulator.world.listings(shop));
	const observe = async (isDryRun: boolean): Promise<Observation> => {
		const seen = await observeRun(stage, simulator, isDryRun, timeoutOf(options));
		runs.push(seen);
		return seen;
	};
	const tell = (title: string, seen: Observation, moves: readonly Move[], found: Check[]): void => {
		checks.push(...found);
		const parts = [
			moves.length > 0 ? describeMoves(moves) : null,
			describeCalls(seen, options.speed),
			describeEdits(seen),
			describeHeld(seen),
			describeMessage(seen),
			'  Checked against the simulator',
			describeChecks(found),
		];
		say([`\n${title}`, ...parts.filter((part) => part !== null)].join('\n'));
	};

	const dry = await observe(true);
	tell(
		'1. A dry run: the sync says what it would do, and leaves BASE alone',
		dry,
		[],
		[
			...checksOfAnyRun(dry),
			...checksOfDryRun(dry),
			...checkProductsTable(await stage.readTable('products'), dry, truths()),
		],
	);

	const firstMoves = moveWorld(simulator.world, shop);
	await stage.set({ dry_run: false });
	const first = await observe(false);
	tell('2. The first live run: the shop is put right', first, firstMoves, [
		...checksOfAnyRun(first),
		...checksOfLiveRun(first, truths()),
	]);

	const truthsBefore = truths();
	const secondMoves = moveWorld(simulator.world, shop);
	const moved = reportableListings(simulator.world.listings(shop), truthsBefore, truths());
	const second = await observe(false);
	tell(
		'3. Three hours later: what moved at Amazon is found, told and followed',
		second,
		secondMoves,
		[
			...checksOfAnyRun(second),
			...checkReported(second, moved),
			...checksOfLiveRun(second, truths()),
			...checkProductsTable(await stage.readTable('products'), second, truths()),
			historyCheck(await stage.readTable('sync_runs')),
		],
	);
	return { runs, isTrue: checks.every(({ fault }) => fault === null) };
}

function historyCheck(rows: ReadonlyArray<Record<string, unknown>>): Check {
	const told = rows.filter((row) => row.notified === '通知済み').length;
	const fault =
		rows.length === 3 && told === 3
			? null
			: `expected 3 rows, all told; found ${rows.length}, ${told} told`;
	return check('the sync_runs table has a row for each run, marked as told', fault);
}
