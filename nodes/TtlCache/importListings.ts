import { NodeOperationError } from 'n8n-workflow';
import type { INodeExecutionData } from 'n8n-workflow';
import type { CacheWrite } from '../../lib/cache/cache';
import {
	parseAccountNames,
	readLegacyListing,
	type AccountNames,
} from '../../lib/legacy/legacyListing';
import { toStamp } from '../../lib/listing/stamp';
import { inChunks } from '../../lib/listing/inChunks';
import { requireRunning } from '../../lib/n8n/cancel';
import { failedItem } from '../../lib/n8n/errors';
import { addFields } from '../../lib/n8n/items/items';
import type { ShopData } from '../../lib/shop/shopData';
import type { Work } from './items';

const CHUNK = 200;

/**
 * Lets this sync manage items that the old tool had hidden, from rows of its `listings` table. Each row
 * comes out with `adopted`, and with the reason if it is false.
 */
export async function importListings(
	work: Work,
	data: ShopData,
	isDryRun: boolean,
): Promise<INodeExecutionData[][]> {
	const names = readNames(work);
	const at = toStamp(work.now());
	const rows = work.items.map((item, index) => ({
		item,
		index,
		listing: readLegacyListing(item.json, names, at),
	}));
	const errors = new Map<number, Error>();
	const adopting = rows.flatMap(({ index, listing }) =>
		listing.use === 'adopt' ? [{ index, write: listing.write }] : [],
	);
	for (const chunk of isDryRun ? [] : inChunks(adopting, CHUNK)) {
		requireRunning(work.context);
		await writeChunk(data, chunk, errors);
	}
	const output = rows.map(({ item, index, listing }) => {
		const error = errors.get(index);
		if (error) return failedItem(work.context, item, index, error);
		const part =
			listing.use === 'adopt'
				? { adopted: true, account: listing.account, item_id: listing.item_id }
				: { adopted: false, reason: listing.reason };
		return addFields(item, index, { dry_run: isDryRun, ...part });
	});
	return [output];
}

async function writeChunk(
	data: ShopData,
	chunk: ReadonlyArray<{ index: number; write: CacheWrite }>,
	errors: Map<number, Error>,
): Promise<void> {
	const outcomes = await data.cache.write(chunk.map(({ write }) => write));
	outcomes.forEach((outcome, place) => {
		if (!outcome.ok) errors.set(chunk[place]!.index, outcome.error);
	});
}

function readNames({ context }: Work): AccountNames {
	const names = parseAccountNames(String(context.getNodeParameter('accountNames', 0, '')));
	if (names) return names;
	throw new NodeOperationError(
		context.getNode(),
		'Account Names は「account_id=ショップ名」の形で 1 行に 1 つずつ指定してください',
	);
}
