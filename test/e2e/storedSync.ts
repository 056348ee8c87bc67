import type { RealN8n } from './realN8n';

interface Rule {
	interval: Array<Record<string, unknown>>;
}

interface StoredWorkflow {
	/** Null until it is published. */
	activeVersionId: string | null;
	nodes: Array<{ name: string; parameters: { rule?: Rule } }>;
}

const readSync = async ({ stage }: RealN8n): Promise<StoredWorkflow> =>
	await stage.api.get<StoredWorkflow>('/workflows/priceStockSync01');

/** The rule of the sync's trigger, as n8n has saved it. */
export async function readTriggerRule(n8n: RealN8n): Promise<Record<string, unknown>> {
	const { nodes } = await readSync(n8n);
	return nodes.find(({ name }) => name === '定期実行')!.parameters.rule!.interval[0]!;
}

/** True once n8n has published the sync: the button alone says so too early. */
export const isPublished = async (n8n: RealN8n): Promise<boolean> =>
	(await readSync(n8n)).activeVersionId !== null;
