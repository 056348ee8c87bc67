import { inspect, parseArgs } from 'node:util';
import { Failure, messageOf } from '../realN8n/machine/failure';
import { tabulate } from '../realN8n/machine/findings';
import { terminalProgress } from '../realN8n/machine/progress';
import { TidyUp } from '../realN8n/machine/tidyUp';
import { setQueueStage } from './stage';
import { tellQueueStory } from './story';

const HELP = `npm run queue-mode -- [--items 300] [--speed 2] [--short]

n8n in queue mode on this machine: PostgreSQL, Redis, one main, two workers, two shops that share one
Amazon account. A worker is killed in the middle of its run. Needs redis-server and postgresql. Takes
about 8 minutes: at higher speeds two calls come so close that a busy machine alone gets one refused.
--short ends after the killed run was taken up again.`;

const { values } = parseArgs({
	options: {
		items: { type: 'string', default: '300' },
		speed: { type: 'string', default: '2' },
		short: { type: 'boolean', default: false },
		help: { type: 'boolean', default: false },
	},
});

function numberOf(name: 'items' | 'speed', least: number): number {
	const value = Number(values[name]);
	if (value >= least) return value;
	throw new Failure(`--${name} must be a number of ${least} or more, not "${values[name]}"`);
}

async function main(): Promise<void> {
	if (values.help) return void process.stdout.write(`${HELP}\n`);
	const tidyUp = new TidyUp();
	try {
		const stage = await setQueueStage({
			// A run must be long enough to be killed between two chunks.
			items: numberOf('items', 300),
			speed: numberOf('speed', 0.1),
			settings: { dry_run: false, manual_limit: 0, use_single_operation: false },
			progress: terminalProgress(process.stderr),
			tidyUp,
		});
		const findings = await tellQueueStory(stage, { isShort: values.short });
		process.stdout.write(`\n${tabulate(findings)}\n`);
		if (findings.some(({ isTrue }) => !isTrue)) process.exitCode = 1;
	} finally {
		await tidyUp.now();
	}
}

main().catch((error: unknown) => {
	process.stderr.write(`\n${error instanceof Failure ? messageOf(error) : inspect(error)}\n`);
	process.exitCode = 1;
});
