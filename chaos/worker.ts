import '../test/support/quietLogs';
import { installClock, realNow, setClock, shortenWaits } from './clock';

installClock(realNow());
shortenWaits(() => say({ kind: 'waited', now: Date.now() }));

import { readFileSync, writeFileSync } from 'node:fs';
import type { IWorkflowBase } from 'n8n-workflow';
import type { SlimItem } from '../lib/n8n/items/slimItem';
import type { ReportedEntry, RunSummary } from '../lib/report/summary';
import { runWorkflow, type Credentials, type EngineRun } from '../test/support/n8nEngine';
import { itemsOfRun } from '../test/support/itemsOfRun';
import { shippedWorkflow } from '../test/support/shopWorld';
import { readDeskForm } from '../test/support/deskForm';
import { workflowOfJob } from '../test/support/deskJobs';
import { openDeskPage, sendDeskForm } from '../test/support/deskPages';
import { fillDisk, freeDisk } from './fullDisk';
import {
	CREDENTIALS_FILE,
	type FromWorker,
	type Job,
	type JobResult,
	type JobStep,
	type RunResult,
	type Start,
	type ToWorker,
} from './job';

/** One n8n worker, as far as the workflows see it: it can be killed at any moment. */

const credentialsFile = process.env[CREDENTIALS_FILE] ?? '';
const tables = new Map<string, Array<Record<string, unknown>>>();
let cancel = (): void => undefined;
/** Presses a button of the desk beside the one that is running; nothing happens while none is. */
let press = (_start: Start): void => undefined;
let executions = 0;

function say(message: FromWorker): void {
	process.send?.(message);
}

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
	const execute = async (start: Start, onStart?: (stop: () => void) => void) => {
		const { workflow, startNode = start.startNode, result } = await openWorkflow(start);
		if (result) return result;
		const executionId = `${process.pid}-${++executions}`;
		const options = { credentials, startNode, tables, onStart, executionId };
		return resultOf(await runWorkflow(workflow, options));
	};
	const beside: Array<Promise<RunResult>> = job.beside ? [execute(job.beside)] : [];
	press = (start) => {
		const running = execute(start);
		beside.push(running);
		running.then(
			(result) => say({ kind: 'pressed done', result }),
			// Whoever waits for all of them hears of it.
			() => undefined,
		);
	};
	try {
		const result = await execute(job, (stop) => (cancel = stop));
		const others: RunResult[] = [];
		// Another button may be pressed while these are waited for.
		for (let place = 0; place < beside.length; place++) others.push(await beside[place]!);
		return { ...result, beside: others, endedAt: Date.now() };
	} finally {
		press = () => undefined;
		freeDisk();
	}
}

/** A workflow that begins; `result` if nothing begins in n8n. */
type Opened =
	| { workflow: IWorkflowBase; startNode?: string; result?: undefined }
	| { workflow?: undefined; startNode?: undefined; result: RunResult };

async function openWorkflow({ file, settings, press: wanted }: Start): Promise<Opened> {
	if (!wanted) return { workflow: shippedWorkflow(file, settings) };
	const { html } = await openDeskPage('?page=stop');
	const isOffered = (action: string) => html.includes(`name="action" value="${action}"`);
	const action = wanted.actions.find(isOffered);
	if (action === undefined) return { result: endAtDesk('the desk offers no such button') };
	const answer = await sendDeskForm({ ...readDeskForm(html, action), ...wanted.typed });
	if (answer.status !== 303) return { result: endAtDesk(`the desk answers ${answer.status}`) };
	return answer.goesOn ? workflowOfJob(answer, settings) : { result: endAtDesk(null) };
}

/** The result of a press that starts nothing in n8n. @param error null = it did its work */
const endAtDesk = (error: string | null): RunResult => ({
	...{ status: error === null ? 'success' : 'error', error, lastNode: null, isSkipped: false },
	...{ run: null, items: [], summary: null, reported: [], steps: [] },
});

async function resultOf(done: EngineRun): Promise<RunResult> {
	const report = done.output('変動レポート')[0] ?? {};
	const start = (done.output('実行の開始')[0]?.run ?? {}) as { id?: string };
	return {
		status: done.status,
		error: done.error ?? null,
		lastNode: done.lastNode ?? null,
		isSkipped: done.output('実行の開始', 1).length > 0,
		run: start.id ?? null,
		items: (await itemsOfRun(done)) as SlimItem[],
		summary: (report.summary ?? null) as RunSummary | null,
		reported: (report.reported ?? []) as unknown as ReportedEntry[],
		steps: ['商品を非公開に', '緊急停止を解除']
			.flatMap((node) => done.output(node))
			.flatMap(stepOf),
	};
}

/** A job with nothing to do hands on an item without a result. */
function stepOf({ listing, result }: Record<string, unknown>): JobStep[] {
	const { item_id } = { ...(result as object), ...(listing as object) } as { item_id?: number };
	if (!result) return [];
	return [{ item_id: item_id ?? null, action: (result as { action: string }).action }];
}

process.on('message', (message: ToWorker) => {
	if (message.kind === 'cancel') return cancel();
	if (message.kind === 'press') return press(message.start);
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
