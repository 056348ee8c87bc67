import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { chartOf } from './chart';
import { measureCache } from './cache';
import { measureCacheRivals } from './cacheRivals';
import { measureDatabaseDay } from './databaseDay';
import { measureDesk } from './desk';
import { measureDetect } from './detect';
import { measureFetching } from './fetching';
import { measureFreshness } from './freshness';
import { measureGate } from './gate';
import { reportOf, type Figure, type Measure } from './figure';
import { measureNodesRival } from './nodesRival';
import { measurePreview } from './preview';
import { measureWatchDay } from './realWatch';
import { measureRivals } from './rivals';
import { measureServer } from './server';
import { measureSync } from './sync';
import { measureWatch } from './watch';
import { measureWatchHour } from './watchHour';

/** `npm run bench`: ratios measured in one run, for machines that are noisy. */

const measures: Record<string, Measure> = {
	fetching: measureFetching,
	cache: measureCache,
	cacheRivals: measureCacheRivals,
	sync: measureSync,
	watch: measureWatch,
	freshness: measureFreshness,
	detect: measureDetect,
	gate: measureGate,
	preview: measurePreview,
	desk: measureDesk,
	rivals: measureRivals,
	nodesRival: measureNodesRival,
	server: measureServer,
};

/** Those that take an hour of real time, or half of one, run only by their name. */
const longMeasures: Record<string, Measure> = {
	watchHour: measureWatchHour,
	watchDay: measureWatchDay,
	databaseDay: measureDatabaseDay,
};

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		json: { type: 'boolean', default: false },
		/** File to draw the figures into. */
		svg: { type: 'string' },
		help: { type: 'boolean', default: false },
	},
});

const known = Object.keys({ ...measures, ...longMeasures });

async function main(): Promise<void> {
	if (values.help) {
		console.log(`npm run bench -- [--json] [--svg <file>] [${known.join(' | ')} ...]`);
		return;
	}
	const chosen = positionals.length > 0 ? positionals : Object.keys(measures);
	const figures: Figure[] = [];
	for (const name of chosen) {
		const measure = measures[name] ?? longMeasures[name];
		if (!measure) throw new Error(`No measure "${name}"; known are ${known.join(', ')}`);
		console.error(`${name} ...`);
		figures.push(...(await measure((text) => console.error(`  ${text}`))));
	}
	if (values.svg !== undefined) await writeFile(values.svg, chartOf(figures));
	console.log(reportOf(figures, { json: values.json }));
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
