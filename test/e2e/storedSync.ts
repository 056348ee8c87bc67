import type { RealN8n } from './realN8n';

interface Rule {
	interval: Array<Record<string, unknown>>;
}

interface StoredWorkflow {
	nodes: Array<{ name: string; parameters: { rule?: Rule } }>;
}

const SYNC = '/workflows/priceStockSync01';

const readSync = async ({ stage }: RealN8n): Promise<StoredWorkflow> =>
	await stage.api.get<StoredWorkflow>(SYNC);

/** The rule of the sync's trigger, as n8n has saved it. */
export async function readTriggerRule(n8n: RealN8n): Promise<Record<string, unknown>> {
	const { nodes } = await readSync(n8n);
	return nodes.find(({ name }) => name === '定期実行')!.parameters.rule!.interval[0]!;
}

/**
 * True once the triggers of the sync are on. The button says so too early: an n8n that ends in between takes the
 * workflow up minutes later, and not as one that it starts with.
 */
export async function isPublished({ stage }: RealN8n): Promise<boolean> {
	const path = `${SYNC}/publication-status`;
	return (await stage.api.get<{ status: string }>(path)).status === 'published';
}
