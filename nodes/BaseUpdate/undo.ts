import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { revertOf } from '../../lib/baseShop/revertEdit';
import type { Cache } from '../../lib/cache/cache';
import { runOf } from '../../lib/n8n/run';
import { Job, jobItem, nothingDone, type JobResult } from './job';
import { knownFloor } from './knownFloor';
import { isDryIn } from './mode';
import { shopOf } from './shop';
import { eachWritten } from './written';

/**
 * Puts back what a run wrote, where the shop still shows it. The account is paused first and stays so
 * until a person resumes it: the next sync would only do the same again.
 */
export async function undo(
	context: IExecuteFunctions,
	cache: Cache,
): Promise<INodeExecutionData[]> {
	const item = context.getInputData()[0]!;
	const undone = String(context.getNodeParameter('undoRun', 0, '') ?? '').trim();
	if (!undone) {
		throw new Error('Run to Undo が空です。元に戻す実行の番号を入れてください。');
	}
	const shop = await shopOf(context, cache, item);
	const entries = await cache.journal.ofRun(undone);
	if (!entries.some(({ account }) => account === shop.account)) {
		throw new Error(
			`ショップ ${shop.account} には、実行 ${undone} の書き込みの記録がありません (記録は90日間残ります)。お知らせにある実行番号を確認してください。`,
		);
	}
	const isDry = isDryIn(context, item);
	if (!isDry) await cache.pauses.set(shop.account, `実行 ${undone} の取り消し`);
	const job = new Job(context, shop.ports);
	const run = runOf(item)?.id ?? `undo-${undone}`;
	const output: INodeExecutionData[] = [];
	for await (const { entry, listing, trouble } of eachWritten(entries, shop, job)) {
		const asin = entry.asin || null;
		if (trouble) {
			const why = [trouble.error ?? ''];
			output.push(jobItem(item, 0, listing, { asin, edits: {}, why, result: trouble }));
			continue;
		}
		const document = (await cache.read(asin ? [asin] : [])).get(entry.asin);
		const { edits, why } = revertOf(entry.field_edits, listing, {
			floor: knownFloor(document?.price),
			in_stock: document?.in_stock,
		});
		let result: JobResult = { action: 'none', edits: {}, error: null };
		if (Object.keys(edits).length > 0) {
			result = isDry
				? { action: 'dry_run', edits, error: null }
				: await job.send({
						asin: entry.asin,
						run,
						listing,
						edits,
						addsRisk: true,
						offerFetchedAt: null,
						lastWrittenOfferAt: null,
						why,
						looksFirst: false,
						by: 'undo',
					});
		}
		output.push(jobItem(item, 0, listing, { asin, edits, why, result }));
	}
	return output.length > 0 ? output : nothingDone(item);
}
