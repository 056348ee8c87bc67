import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inspect, parseArgs } from 'node:util';
import { Failure, messageOf } from '../realN8n/machine/failure';
import { terminalProgress } from '../realN8n/machine/progress';
import { TidyUp } from '../realN8n/machine/tidyUp';
import { makeCosts } from './costs';
import { measureManyShops, type ManyShopsCosts } from './manyShops';
import { measureOneShop, type OneShopCosts } from './oneShop';
import type { Tools } from './stage';
import { measureStore, type StoreCost } from './storeAlone';
import { tellCheck, tellNeeds, tellOneShop, tellStore } from './tables';

const HELP = `npm run scale -- [store] [file] [redis] [many] [tell] [--results scale.json]

n8n in queue mode on this Linux machine: what one shop takes, what many shops take together, and what
1,000 of them would need. Needs redis-server and postgresql. All parts where none is named.
  store  Redis alone: its memory and operations an item, --sizes 1000,10000,100000 (2 minutes)
  file   one shop on files: a first sync and a sync, --sizes 1000,10000,100000 (15 minutes)
  redis  the same on Redis, and a watch of each size at Amazon's real pace (35 minutes)
  many   --shops 20 of --items 1000 on two workers, one of which is killed; then all watch (30 minutes;
         --short leaves the watches out)
  tell   the tables from what was measured, for --hosted 1000 shops of --of 10772 items
Each part adds its figures to the file of --results.`;

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		sizes: { type: 'string', default: '1000,10000,100000' },
		shops: { type: 'string', default: '20' },
		items: { type: 'string', default: '1000' },
		hosted: { type: 'string', default: '1000' },
		of: { type: 'string', default: '10772' },
		results: { type: 'string', default: 'scale.json' },
		short: { type: 'boolean', default: false },
		help: { type: 'boolean', default: false },
	},
});

interface Results {
	store?: StoreCost[];
	file?: OneShopCosts;
	redis?: OneShopCosts;
	many?: ManyShopsCosts;
}

const parts: Record<string, (results: Results, tools: Tools) => Promise<void>> = {
	store: async (results, tools) => {
		results.store = [];
		for (const size of readSizes()) results.store.push(await measureStore(size, tools));
	},
	file: async (results, tools) => {
		results.file = await measureOneShop({ store: 'file', sizes: readSizes() }, tools);
	},
	redis: async (results, tools) => {
		results.redis = await measureOneShop({ store: 'redis', sizes: readSizes() }, tools);
	},
	many: async (results, tools) => {
		const [shops, items] = [readNumber('shops'), readNumber('items')];
		results.many = await measureManyShops({ shops, items, isShort: values.short }, tools);
	},
	tell: async (results) => tellAll(results),
};

function tellAll({ store, file, redis, many }: Results): void {
	const say = (text: string): void => void process.stdout.write(`${text}\n\n`);
	if (store) say(tellStore(store));
	const runs = [...(file?.runs ?? []), ...(redis?.runs ?? [])];
	if (runs.length > 0) say(tellOneShop(runs));
	if (!redis) return;
	const costs = makeCosts(redis, many ?? null, store ?? []);
	if (many) say(tellCheck(costs, many, readNumber('items')));
	say(tellNeeds(costs, readNumber('hosted'), readNumber('of')));
}

function readNumber(name: 'shops' | 'items' | 'hosted' | 'of'): number {
	const value = Number(values[name]);
	if (Number.isInteger(value) && value >= 1) return value;
	throw new Failure(`--${name} must be a whole number of 1 or more, not "${values[name]}"`);
}

function readSizes(): number[] {
	const sizes = values.sizes.split(',').map(Number);
	if (sizes.every((size) => Number.isInteger(size) && size >= 1)) return sizes;
	throw new Failure(`--sizes must be whole numbers with commas, not "${values.sizes}"`);
}

async function main(): Promise<void> {
	if (values.help) return void process.stdout.write(`${HELP}\n`);
	const chosen = positionals.length > 0 ? positionals : Object.keys(parts);
	const unknown = chosen.find((name) => !Object.hasOwn(parts, name));
	if (unknown !== undefined) throw new Failure(`There is no part "${unknown}"\n\n${HELP}`);
	const tidyUp = new TidyUp();
	const tools = { tidyUp, progress: terminalProgress(process.stderr) };
	const text = existsSync(values.results) ? readFileSync(values.results, 'utf8') : '{}';
	const results = JSON.parse(text) as Results;
	try {
		for (const name of chosen) {
			await parts[name]!(results, tools);
			writeFileSync(values.results, `${JSON.stringify(results, null, '\t')}\n`);
		}
	} finally {
		await tidyUp.now();
	}
}

main().catch((error: unknown) => {
	process.stderr.write(`\n${error instanceof Failure ? messageOf(error) : inspect(error)}\n`);
	process.exitCode = 1;
});
