import { setTimeout as sleep } from 'node:timers/promises';
import { publish } from '../realN8n/n8n/pages';
import { waitFor } from '../realN8n/machine/waiting';
import type { WorkflowFile } from '../realN8n/n8n/workflows';
import type { Execution } from './meters/database';
import type { HostedShop } from './hostedShop';
import type { ScaleStage } from './stage';

export const SYNC = '定期実行';
export const WATCH = '見張りの時刻';

/** Enough for the editor's calls that publish a workflow. */
const LEAD_MS = 8_000;
const ASK_MS = 1_000;
const TOKYO_MS = 9 * 3_600_000;
const BEGIN_MS = 120_000;
const LONGEST_RUN_MS = 3_600_000;

/** The time of day of a schedule: a sync once a day, a watch every ten minutes from then on. */
export function cronFrom(at: number, trigger: string): string {
	const time = new Date(at + TOKYO_MS);
	const [hour, minute, second] = [time.getUTCHours(), time.getUTCMinutes(), time.getUTCSeconds()];
	if (trigger === SYNC) return `${second} ${minute} ${hour} * * *`;
	const minutes = Array.from({ length: 6 }, (_, ten) => (minute % 10) + 10 * ten);
	return `${second} ${minutes.join(',')} * * * *`;
}

/** Publishes a shop's workflow with one of its triggers alone, as n8n runs it by itself. */
export async function schedule(
	{ api }: ScaleStage,
	{ workflow }: HostedShop,
	trigger: string,
	at: number,
): Promise<void> {
	const { nodes } = await api.get<WorkflowFile>(`/workflows/${workflow.id}`);
	for (const node of nodes) {
		if (node.name !== SYNC && node.name !== WATCH) continue;
		node.disabled = node.name !== trigger;
		const expression = cronFrom(at, trigger);
		if (node.name === trigger) {
			node.parameters.rule = { interval: [{ field: 'cronExpression', expression }] };
		}
	}
	await api.patch(`/workflows/${workflow.id}`, { nodes });
	await publish(api, workflow.id);
}

export const unpublish = async ({ api }: ScaleStage, { workflow }: HostedShop): Promise<void> =>
	void (await api.post(`/workflows/${workflow.id}/deactivate`, {}));

/** The last execution of a shop's workflow, if there is one. */
export async function lastRunOf(
	{ database }: ScaleStage,
	{ workflow }: HostedShop,
): Promise<Execution | undefined> {
	return (await database.executions()).findLast(({ workflowId }) => workflowId === workflow.id);
}

/** Lets n8n run a shop's workflow once by itself, and waits for the end. @returns the execution */
export async function runOnce(
	stage: ScaleStage,
	shop: HostedShop,
	trigger: string,
): Promise<Execution> {
	const before = (await lastRunOf(stage, shop))?.id;
	await schedule(stage, shop, trigger, Date.now() + LEAD_MS);
	const run = await untilBegun(stage, shop, before);
	await unpublish(stage, shop);
	return await untilEnd(stage, run);
}

/** Waits for a run of a shop's workflow. @param before the run that is known already */
export async function untilBegun(
	stage: ScaleStage,
	shop: HostedShop,
	before: string | undefined,
): Promise<Execution> {
	let run: Execution | undefined;
	await waitFor(
		`a run of ${shop.label} begins`,
		async () => {
			await sleep(ASK_MS);
			run = await lastRunOf(stage, shop);
			return run !== undefined && run.id !== before;
		},
		BEGIN_MS,
	);
	return run!;
}

export async function untilEnd({ database }: ScaleStage, { id }: Execution): Promise<Execution> {
	let run: Execution | undefined;
	await waitFor(
		`the run ${id} ends`,
		async () => {
			await sleep(ASK_MS);
			run = (await database.executions()).find((each) => each.id === id);
			return run?.stoppedAt !== null;
		},
		LONGEST_RUN_MS,
	);
	return run!;
}
