import type { IExecuteFunctions } from 'n8n-workflow';
import { renderCsv } from '../../lib/report/render/csv';
import { isNews, type RunItem } from '../../lib/report/summary';

export const attachCsv = async (context: IExecuteFunctions, items: RunItem[], runId: string) =>
	await context.helpers.prepareBinaryData(
		Buffer.from(renderCsv(items.filter(isNews)), 'utf8'),
		`amazon-base-sync-${runId}.csv`,
		'text/csv',
	);
