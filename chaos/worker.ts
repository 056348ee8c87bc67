import '../test/support/quietLogs';
import { installClock, realNow, setClock, shortenWaits } from './clock';

installClock(realNow());
shortenWaits();

import { readFileSync, writeFileSync } from 'node:fs';
import type { SlimItem } from '../lib/n8n/items/slimItem';
import type { ReportedEntry, RunSummary } from '../lib/report/summary';
import { runWorkflow, type Credentials, type EngineRun } from '../test/support/n8nEngine';
import { shippedWorkflow } from '../test/support/shopWorld';
import { fillDisk, freeDisk } from './fullDisk';
import {
	CREDENTIALS_FILE,
	type FromWorker,
	type Job,
	type JobResult,
	type RunResult,
	type Start,
	type ToWorker,
} from './job';

/** One n8n worker, as far as the workflows see it: it can be killed at any moment. */

const credentialsFile = process.env[CREDENTIALS_FILE] ?? '';
const tables = new Map<string, Array<Record<string, unknown>>>();
let cancel = (): void => undefined;

const say = (message: FromWorker): void => void process.send?.(message);

/** A rotated token is on disk before anything goes on with it, as n8n keeps it in its database. */
function storedCredentials(): Credentials {
	const stored = JSON.parse(readFileSync(credentialsFile, 'utf8')) as Credentials;
	return new Proxy(stored, {
		set: (target, type: string, value: Credentials[string]) => {
			target[type] = value;
			writeFileSync(credentialsFile, JSON.stringify(target));
			return true;
		},
	});
}

async function run(job: Job): Promise<JobResult> {
	setClock(job.now);
	if (job.fullDisk) {
		fillDisk(process.env.N8N_USER_FOLDER ?? '', job.fullDisk.after, job.fullDisk.times);
	}
	// Two executions of one n8n share what it knows of the credentials.
	const credentials = storedCredentials();
	const execute = async (
		{ file, startNode, settings }: Start,
		onStart?: (stop: () => void) => void,
	) =>
		resultOf(
			await runWorkflow(shippedWorkflow(file, settings), {
				credentials,
				startNode,
				tables,
				onStart,
			}),
		);
	try {
		const [result, beside] = await Promise.all([
			execute(job, (stop) => (cancel = stop)),
			job.beside ? execute(job.beside) : null,
		]);
		return { ...result, beside, endedAt: Date.now() };
	} finally {
		freeDisk();
	}
}

function resultOf(done: EngineRun): RunResult {
	const report = done.output('変動レポート')[0] ?? {};
	const start = (done.output('実行の開始')[0]?.run ?? {}) as { id?: string };
	return {
		status: done.status,
		error: done.error ?? null,
		lastNode: done.lastNode ?? null,
		isSkipped: done.output('実行の開始', 1).length > 0,
		run: start.id ?? null,
		items: done.output('BASEを更新') as unknown as SlimItem[],
		summary: (report.summary ?? null) as RunSummary | null,
		reported: (report.reported ?? []) as unknown as ReportedEntry[],
	};
}

process.on('message', (message: ToWorker) => {
	if (message.kind === 'cancel') return cancel();
	run(message.job).then(
		(result) => say({ kind: 'done', result }),
		(error: unknown) => {
			console.error(error);
			process.exit(1);
		},
	);
});
process.on('disconnect', () => process.exit(0));
say({ kind: 'ready' });
