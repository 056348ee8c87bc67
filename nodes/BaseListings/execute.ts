import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import type { BaseShopClient } from '../../lib/baseShop/client';
import {
	readAndRemember,
	readLeniently,
	type IncompleteListError,
	type LenientList,
} from '../../lib/shop/wholeList';
import type { ShopData } from '../../lib/shop/shopData';
import type { Listing } from '../../lib/listing/listing';
import { mapListing } from '../../lib/listing/codes/mapListing';
import {
	describeUnreadable,
	unreadableKey,
	type UnreadableItem,
} from '../../lib/listing/unreadable';
import { runAsNode, failedItem } from '../../lib/n8n/errors';
import { newItem } from '../../lib/n8n/items/items';
import { patternOf } from '../../lib/n8n/parameters/patternParameter';
import type { Run } from '../../lib/ledger/run';
import { runOf } from '../../lib/n8n/items/run';
import { shopClientOf } from '../../lib/n8n/connections/shopConnection';
import { shopDataOf } from '../../lib/n8n/parameters/storeParameters';
import { logInfo } from '../../lib/n8n/log';

interface ListingsOptions {
	account?: string;
	pattern?: string;
	keepUnmapped?: boolean;
	splitUnmapped?: boolean;
	allowIncomplete?: boolean;
}

export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await runAsNode(context, async () => {
		const options = context.getNodeParameter('options', 0, {}) as ListingsOptions;
		const pattern = patternOf(options.pattern);
		const run = runOf(context.getInputData()[0]);
		const data = await shopDataOf(context);
		const shop = await shopClientOf(context, options.account || run?.account || '', data.ledger);
		const read = readers[context.getNodeParameter('operation', 0) as string];
		if (!read) throw new Error('Unknown operation');
		const { listings, unreadable, failures, trouble } = await read({ context, data, ...shop });

		const mapped: INodeExecutionData[] = [];
		const unmapped: INodeExecutionData[] = [];
		for (const listing of listings) {
			const map = mapListing(listing, pattern);
			if (map.kind === 'whole') {
				const { asin, doubt } = map;
				mapped.push(newItem({ asin, ...(doubt ? { unrecognised: doubt } : {}), listing }));
			} else if (map.kind === 'rows')
				mapped.push(
					...map.rows.map(({ asin, variation }) => newItem({ asin, listing, variation })),
				);
			else unmapped.push(newItem({ asin: null, unmapped: map.reason, listing }));
		}
		const odd = unreadable.map((item) =>
			newItem({ asin: null, unmapped: describeUnreadable(item), unreadable: item }),
		);
		const beside = [...unmapped, ...odd];
		const { keepUnmapped } = options;
		if (mapped.length === 0 && beside.length > 0 && !keepUnmapped) {
			throw makeEmptyError(context, unmapped, odd);
		}
		if (run) {
			const completed: Run = {
				...run,
				account: shop.account,
				total: mapped.length,
				unmapped: unmapped.length,
				...(await noteUnreadable(data, shop.account, run, unreadable)),
				...(trouble ? { incomplete_list: trouble.message } : {}),
			};
			for (const item of [...mapped, ...beside]) item.json = { run: completed, ...item.json };
		}
		tellCounts(context, mapped.length, unmapped, odd);
		if (options.splitUnmapped) return [[...mapped, ...failures], beside];
		return [[...mapped, ...(keepUnmapped ? beside : []), ...failures]];
	});
}

/** For the message of the run: how many, one of them, and whether the owner has heard of them. */
async function noteUnreadable(
	data: ShopData,
	account: string,
	{ workflow }: Run,
	items: readonly UnreadableItem[],
): Promise<Pick<Run, 'unreadable' | 'unreadable_example' | 'unreadable_is_news'>> {
	const [example] = items;
	return {
		unreadable: items.length,
		unreadable_example: example ? describeUnreadable(example) : null,
		unreadable_is_news: await data.ledger.lists.noteUnreadable(
			account,
			workflow,
			items.map(unreadableKey),
		),
	};
}

/** Nothing of the shop can be synced: every item is unmapped or unreadable. */
function makeEmptyError(
	context: IExecuteFunctions,
	unmapped: readonly INodeExecutionData[],
	odd: readonly INodeExecutionData[],
): NodeOperationError {
	const [first] = unmapped;
	if (!first) {
		return new NodeOperationError(
			context.getNode(),
			`BASEの商品 ${odd.length}件のどれも読めません (例: ${String(odd[0]?.json.unmapped)})`,
			{
				description: 'しばらくしてから再実行してください。BASEの応答の形が変わった疑いがあります。',
			},
		);
	}
	return new NodeOperationError(
		context.getNode(),
		`BASEの商品 ${unmapped.length}件のどれからもASINが分かりません (例: ${String(first.json.unmapped)})`,
		{
			description:
				'商品コードの形式が独自のときは、Identifier Pattern に正規表現を入れてください。',
		},
	);
}

interface ReadListings {
	listings: Listing[];
	unreadable: UnreadableItem[];
	/** Items that carry an error under Continue On Fail. */
	failures: INodeExecutionData[];
	/** Why the list is not the whole shop; null = it is, or no list was read. */
	trouble: IncompleteListError | null;
}

interface Reading {
	context: IExecuteFunctions;
	client: BaseShopClient;
	account: string;
	data: ShopData;
}

const readers: Record<string, (reading: Reading) => Promise<ReadListings>> = { getAll, getById };

async function getAll({ context, client, account, data }: Reading): Promise<ReadListings> {
	const signal = context.getExecutionCancelSignal();
	const { allowIncomplete } = context.getNodeParameter('options', 0, {}) as ListingsOptions;
	const onPage = () => signal?.throwIfAborted();
	const reader = { client, account, ledger: data.ledger.lists, onPage };
	const list: LenientList = allowIncomplete
		? await readLeniently(reader)
		: { ...(await readAndRemember(reader, context.getMode() === 'manual')), trouble: null };
	if (list.listings.length === 0 && list.unreadable.length === 0) {
		throw new NodeOperationError(context.getNode(), 'BASEに商品が1件もありません', {
			description:
				'別のショップに接続していないか、認証情報「BASE Shop OAuth2 API」を確認してください。商品を登録したばかりなら、登録が終わってから再実行してください。',
		});
	}
	return { ...list, failures: [] };
}

async function getById({ context, client }: Reading): Promise<ReadListings> {
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
	return { listings, unreadable: [], failures, trouble: null };
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
	odd: readonly INodeExecutionData[],
): void {
	logInfo(
		context,
		`BASE Listings: ${mapped} items mapped, ${unmapped.length} unmapped, ${odd.length} unreadable`,
	);
	const hint = (message: string) => {
		context.addExecutionHints({ message, location: 'outputPane' });
	};
	if (unmapped.length > 0) {
		hint(
			`ASINが分からない商品が ${unmapped.length}件あります (例: ${String(unmapped[0]?.json.unmapped)})。これらは同期しません。`,
		);
	}
	if (odd.length > 0) {
		hint(
			`BASEの応答を読めない商品が ${odd.length}件あります (例: ${String(odd[0]?.json.unmapped)})。これらは同期しません。BASEの管理画面で確認してください。`,
		);
	}
}
