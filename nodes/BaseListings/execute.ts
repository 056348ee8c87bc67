import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import type { BaseShopClient } from '../../lib/baseShop/client';
import { readIdentifier } from '../../lib/listing/identifier';
import type { Listing } from '../../lib/listing/listing';
import { asNode, failedItem } from '../../lib/n8n/errors';
import { newItem } from '../../lib/n8n/items';
import { patternOf } from '../../lib/n8n/patternParameter';
import { runOf } from '../../lib/n8n/run';
import { shopClientOf } from '../../lib/n8n/shopConnection';
import { cacheOf } from '../../lib/n8n/storeParameters';

interface ListingsOptions {
	account?: string;
	pattern?: string;
	keepUnmapped?: boolean;
	splitUnmapped?: boolean;
}

export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await asNode(context, async () => {
		const options = context.getNodeParameter('options', 0, {}) as ListingsOptions;
		const pattern = patternOf(options.pattern);
		const run = runOf(context.getInputData()[0]);
		const { client, account } = await shopClientOf(
			context,
			options.account || run?.account || '',
			await cacheOf(context),
		);
		const read = readers[context.getNodeParameter('operation', 0) as string];
		if (!read) throw new Error('Unknown operation');
		const { listings, failures } = await read(context, client);

		const mapped: INodeExecutionData[] = [];
		const unmapped: INodeExecutionData[] = [];
		for (const listing of listings) {
			const reading = readIdentifier(listing.identifier, pattern);
			if (reading.kind === 'asin') mapped.push(newItem({ asin: reading.asin, listing }));
			else unmapped.push(newItem({ asin: null, unmapped: reading.reason, listing }));
		}
		const { keepUnmapped } = options;
		if (mapped.length === 0 && unmapped.length > 0 && !keepUnmapped) {
			throw allUnmapped(context, unmapped);
		}
		if (run) {
			const completed = {
				...run,
				account,
				total: mapped.length,
				unmapped: unmapped.length,
			};
			for (const item of [...mapped, ...unmapped]) item.json = { run: completed, ...item.json };
		}
		tellCounts(context, mapped.length, unmapped);
		if (options.splitUnmapped) return [[...mapped, ...failures], unmapped];
		return [[...mapped, ...(keepUnmapped ? unmapped : []), ...failures]];
	});
}

function allUnmapped(
	context: IExecuteFunctions,
	unmapped: readonly INodeExecutionData[],
): NodeOperationError {
	return new NodeOperationError(
		context.getNode(),
		`BASEの商品 ${unmapped.length}件のどれからもASINが分かりません (例: ${String(unmapped[0]?.json.unmapped)})`,
		{
			description:
				'商品コードの形式が独自のときは、Identifier Pattern に正規表現を入れてください。',
		},
	);
}

interface ReadListings {
	listings: Listing[];
	/** Items that carry an error under Continue On Fail. */
	failures: INodeExecutionData[];
}

const readers: Record<
	string,
	(context: IExecuteFunctions, client: BaseShopClient) => Promise<ReadListings>
> = { getAll, getById };

async function getAll(context: IExecuteFunctions, client: BaseShopClient): Promise<ReadListings> {
	const signal = context.getExecutionCancelSignal();
	const listings = await client.getAllItems(() => signal?.throwIfAborted());
	if (listings.length === 0) {
		throw new NodeOperationError(context.getNode(), 'BASEに商品が1件もありません', {
			description:
				'別のショップに接続していないか、認証情報「BASE Shop OAuth2 API」を確認してください。商品を登録したばかりなら、登録が終わってから再実行してください。',
		});
	}
	return { listings, failures: [] };
}

async function getById(context: IExecuteFunctions, client: BaseShopClient): Promise<ReadListings> {
	const listings: Listing[] = [];
	const failures: INodeExecutionData[] = [];
	for (const [index, item] of context.getInputData().entries()) {
		for (const id of idsOf(context.getNodeParameter('itemIds', index))) {
			try {
				listings.push(await client.getItem(requireId(id)));
			} catch (error) {
				failures.push(failedItem(context, item, index, error));
			}
		}
	}
	return { listings, failures };
}

const idsOf = (value: unknown): string[] =>
	String(value ?? '')
		.split(/[\s,、]+/)
		.filter((id) => id !== '');

function requireId(text: string): number {
	if (/^\d+$/.test(text)) return Number(text);
	throw new Error(`商品ID「${text}」は数字ではありません。BASEの商品IDを入れてください。`);
}

function tellCounts(
	context: IExecuteFunctions,
	mapped: number,
	unmapped: readonly INodeExecutionData[],
): void {
	context.logger.info(`BASE Listings: ${mapped} items mapped, ${unmapped.length} unmapped`);
	if (unmapped.length === 0) return;
	context.addExecutionHints({
		message: `ASINが分からない商品が ${unmapped.length}件あります (例: ${String(unmapped[0]?.json.unmapped)})。これらは同期しません。`,
		location: 'outputPane',
	});
}
