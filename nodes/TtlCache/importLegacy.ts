import { NodeOperationError } from 'n8n-workflow';
import type { INodeExecutionData } from 'n8n-workflow';
import type { ShopData } from '../../lib/shop/shopData';
import { importLegacyFolder } from '../../lib/legacy/importFolder';
import { requireRunning } from '../../lib/n8n/cancel';
import { newItem } from '../../lib/n8n/items/items';
import { requireNamedFolder } from '../../lib/n8n/parameters/namedFolder';
import { importListings } from './importListings';
import type { Work } from './items';

const PROBLEMS_SHOWN = 5000;

export async function importLegacy(work: Work, data: ShopData): Promise<INodeExecutionData[][]> {
	const { context } = work;
	const isDryRun = context.getNodeParameter('importDryRun', 0, true) !== false;
	return context.getNodeParameter('legacySource', 0, 'folder') === 'listings'
		? await importListings(work, data, isDryRun)
		: await importFolder(work, data, isDryRun);
}

/** Returns one item per kind of file, then one with the unusable entries. */
async function importFolder(
	work: Work,
	data: ShopData,
	isDryRun: boolean,
): Promise<INodeExecutionData[][]> {
	const { context } = work;
	const given = String(context.getNodeParameter('legacyFolder', 0, '')).trim();
	if (given === '') {
		throw new NodeOperationError(context.getNode(), 'Legacy Folder を指定してください');
	}
	const allowed = async (folder: string) =>
		await requireNamedFolder(context, folder, 'Legacy Folder');
	const report = await importLegacyFolder(data.cache, {
		folder: await allowed(given),
		requireAllowed: allowed,
		zone: String(context.getNodeParameter('legacyTimeZone', 0, 'Asia/Tokyo')).trim(),
		isDryRun,
		now: work.now,
		checkpoint: () => requireRunning(context),
	});
	const lines = report.lines.map((line) => ({ dry_run: isDryRun, ...line }));
	const problems = {
		dry_run: isDryRun,
		kind: 'problems',
		label: '取り込めなかったもの',
		files: new Set(report.problems.map(({ file }) => file)).size,
		ignored: report.ignored,
		problems: report.problems.slice(0, PROBLEMS_SHOWN),
	};
	const pairedItem = work.items.map((_, item) => ({ item }));
	return [[...lines, problems].map((json) => ({ ...newItem(json), pairedItem }))];
}
