import { parseArgs } from 'node:util';
import { Failure, messageOf } from '../realN8n/machine/failure';

export interface DemoOptions {
	/** Ends by itself after the last run; else it stays up until Ctrl+C. */
	once: boolean;
	/** Products on the made-up Amazon, each listed in the shop. */
	items: number;
	/** How much faster quotas and token lives pass. */
	speed: number;
	/** Same seed, same world. */
	seed: number;
	/** The figures as one JSON object on the last line of stdout. */
	json: boolean;
	/** Of n8n's editor; 0 = any free one. */
	port: number;
	help: boolean;
}

export const demoHelp = `npm run demo -- [options]
  --once        end after the runs, with exit code 0 where every check held
  --items 200   products on Amazon, each listed in the shop (10772 is the real size)
  --speed 60    how much faster Amazon's and BASE's quotas pass
  --seed 7      same seed, same world
  --port 5678   of n8n's editor; 0 takes any free one
  --json        the figures as one JSON object on the last line`;

const declared = {
	once: { type: 'boolean', default: false },
	items: { type: 'string', default: '200' },
	speed: { type: 'string', default: '60' },
	seed: { type: 'string', default: '7' },
	json: { type: 'boolean', default: false },
	port: { type: 'string', default: '5678' },
	help: { type: 'boolean', default: false },
} as const;

interface Range {
	least: number;
	most: number;
	isWhole: boolean;
}

function readNumber(name: string, text: string, { least, most, isWhole }: Range): number {
	const value = Number(text);
	const fits = value >= least && value <= most && (!isWhole || Number.isInteger(value));
	if (text.trim() !== '' && fits) return value;
	const kind = isWhole ? 'a whole number' : 'a number';
	throw new Failure(`--${name} must be ${kind} from ${least} to ${most}, not "${text}".`);
}

/** @throws Failure for an unknown option or a value that makes no sense. */
export function readOptions(args: readonly string[]): DemoOptions {
	const values = parse(args);
	const whole = (name: 'items' | 'seed' | 'port', least: number, most: number): number =>
		readNumber(name, values[name], { least, most, isWhole: true });
	return {
		once: values.once,
		// Fewer than 40 products would lack some of the odd kinds that the demo is there to show.
		items: whole('items', 40, 50_000),
		speed: readNumber('speed', values.speed, { least: 0.1, most: 1000, isWhole: false }),
		seed: whole('seed', 0, 2 ** 31 - 1),
		json: values.json,
		port: whole('port', 0, 65_535),
		help: values.help,
	};
}

function parse(args: readonly string[]) {
	try {
		return parseArgs({ args: [...args], options: declared }).values;
	} catch (error) {
		throw new Failure(`${messageOf(error).split('. ')[0]}.\n${demoHelp}`);
	}
}
