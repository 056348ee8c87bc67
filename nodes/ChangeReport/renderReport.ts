import type { IExecuteFunctions } from 'n8n-workflow';
import { renderChatwork } from '../../lib/report/render/chatwork';
import { renderCsv } from '../../lib/report/render/csv';
import { renderHtml } from '../../lib/report/render/html';
import type { Message } from '../../lib/report/render/parts';
import { renderText } from '../../lib/report/render/plainText';
import { isNews, type RunItem } from '../../lib/report/summary';

export const renderTexts = (message: Message) => ({
	chatwork_message: renderChatwork(message),
	text: renderText(message),
	html: renderHtml(message),
});

export const attachCsv = async (context: IExecuteFunctions, items: RunItem[], runId: string) =>
	await context.helpers.prepareBinaryData(
		Buffer.from(renderCsv(items.filter(isNews)), 'utf8'),
		`amazon-base-sync-${runId}.csv`,
		'text/csv',
	);
