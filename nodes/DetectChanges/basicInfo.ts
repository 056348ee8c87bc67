import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { compareBasicInfo, type BasicInfo } from '../../lib/changes/basicInfo';
import type { CachedFacts } from '../../lib/changes/situation';
import { partOf, withPart } from '../../lib/n8n/items/items';
import { doubtOf } from '../../lib/n8n/items/recognition';

/**
 * Adds `info_change` and, for the report, a `result` to items that come from TTL Cache Read and
 * Catalog Items. Decides nothing about the shop.
 */
export function compareInfo(context: IExecuteFunctions): INodeExecutionData[][] {
	return [
		context.getInputData().map((item, index) => {
			const doubt = doubtOf(item);
			if (doubt !== null) {
				const result = { action: 'none', edits: {}, error: doubt.code };
				return withPart(item, index, { info_change: null, result });
			}
			const now = partOf<BasicInfo>(item, 'basic_info');
			if (!now) return withPart(item, index, { info_change: null, result: missingOf(item) });
			const cached = partOf<CachedFacts & BasicInfo>(item, 'cached') ?? null;
			const change = compareBasicInfo(cached, now, cached?.identity ?? null);
			const action = change.drift ? 'drifted' : change.kinds.length > 0 ? 'refreshed' : 'none';
			const notes = change.drift ? [change.drift, ...change.lines] : change.lines;
			return withPart(item, index, {
				info_change: change,
				result: { action, edits: {}, error: null, notes },
			});
		}),
	];
}

/** Not found is an answer; anything else is none. */
function missingOf(item: INodeExecutionData): Record<string, unknown> {
	const catalog = partOf<{ status?: string; reason?: string | null }>(item, 'catalog');
	if (!catalog) {
		throw new Error(
			'Amazonの商品情報がありません。このノードの前に SP-API Catalog Items を置いてください。',
		);
	}
	const action = catalog.status === 'not_found' ? 'gone' : 'unknown';
	return { action, edits: {}, error: catalog.reason ?? '応答なし' };
}
