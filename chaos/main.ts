import '../test/support/quietLogs';
import { parseArgs } from 'node:util';
import { planOf } from './plan';
import { runSeed, type SeedOutcome } from './runSeed';
import { shorten } from './shorten';

const HELP = `npm run chaos -- [--seeds 3] [--first 1] [--days 2] [--items 80] [--replays 9] [--story]

Lives through days of a shop per seed: the shipped workflows through n8n's own engine, real HTTP to the
simulator, kills, faults, clock jumps, a full disk, the owner's hand, the emergency brake. Stops at the first promise that is
not kept, with the seed and the shortest story found in so many replays; exit code 1. --story prints all that happens.`;

const { values } = parseArgs({
	options: {
		seeds: { type: 'string', default: '3' },
		first: { type: 'string', default: '1' },
		days: { type: 'string', default: '2' },
		items: { type: 'string', default: '80' },
		replays: { type: 'string', default: '9' },
		story: { type: 'boolean', default: false },
		help: { type: 'boolean', default: false },
	},
});

function wholeNumber(
	name: 'seeds' | 'first' | 'days' | 'items' | 'replays',
	least: number,
): number {
	const value = Number(values[name]);
	if (Number.isInteger(value) && value >= least) return value;
	throw new Error(`--${name} must be a whole number of ${least} or more, not "${values[name]}"`);
}

async function main(): Promise<number> {
	if (values.help) {
		console.log(HELP);
		return 0;
	}
	const [first, seeds] = [wholeNumber('first', 0), wholeNumber('seeds', 1)];
	const [days, items] = [wholeNumber('days', 1), wholeNumber('items', 1)];
	const replays = wholeNumber('replays', 0);
	for (let seed = first; seed < first + seeds; seed++) {
		const plan = planOf(seed, days);
		const started = performance.now();
		const outcome = await runSeed({
			seed,
			items,
			plan,
			tell: values.story ? console.log : undefined,
		});
		const seconds = Math.round((performance.now() - started) / 1000);
		console.log(`seed ${seed}: ${figures(outcome)}, ${seconds} s`);
		if (outcome.brokenAt === null) continue;
		const found = await shorten({ seed, items, plan }, outcome, replays, console.log);
		console.log(
			`\nBROKEN, seed ${seed} (--first ${seed} --seeds 1 --days ${days} --items ${items})`,
		);
		for (const { invariant, detail } of found.broken) console.log(`  ${invariant}: ${detail}`);
		console.log(`\nThe story:\n${found.story.map((line) => `  ${line}`).join('\n')}`);
		return 1;
	}
	console.log(`All promises were kept: ${seeds} seeds, ${days} days each, ${items} items.`);
	return 0;
}

const figures = ({
	runs,
	healthyRuns,
	kills,
	brakes,
	edits,
	messages,
	broken,
}: SeedOutcome): string =>
	`${runs} runs (${healthyRuns} undisturbed, ${kills} killed), ${brakes} brakes, ${edits} edits, ${messages} messages${broken.length > 0 ? ', BROKEN' : ', kept'}`;

main().then(
	(code) => (process.exitCode = code),
	(error: unknown) => {
		console.error(error);
		process.exitCode = 1;
	},
);
