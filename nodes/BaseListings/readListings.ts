import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import type { Listing } from '../../lib/listing/listing';
import type { UnreadableItem } from '../../lib/listing/unreadable';
import { failedItem } from '../../lib/n8n/errors';
import type { ShopClient } from '../../lib/shop/ports';
import { requireOneName } from '../../lib/shop/runs/requireOneName';
import type { ShopData } from '../../lib/shop/shopData';
import {
	readAndRemember,
	readLeniently,
	type IncompleteListError,
	type LenientList,
} from '../../lib/shop/wholeList';

export interface ReadListings {
	listings: Listing[];
	unreadable: UnreadableItem[];
	/** Items that carry an error under Continue On Fail. */
	failures: INodeExecutionData[];
	/** The reason why the list is not the whole shop; null if it is, or if no list was read. */
	trouble: IncompleteListError | null;
	/** The listings are all items of the shop. */
	isWhole: boolean;
}

export interface Reading {
	context: IExecuteFunctions;
	client: ShopClient;
	account: string;
	data: ShopData;
}

export async function getAll({ context, client, account, data }: Reading): Promise<ReadListings> {
	const signal = context.getExecutionCancelSignal();
	const { allowIncomplete } = context.getNodeParameter('options', 0, {}) as {
		allowIncomplete?: boolean;
	};
	const onPage = () => signal?.throwIfAborted();
	const reader = { client, account, ledger: data.ledger.lists, onPage };
	const list: LenientList = allowIncomplete
		? await readLeniently(reader)
		: { ...(await readAndRemember(reader, context.getMode() === 'manual')), trouble: null };
	// The brake hides what it finds, whatever the shop is called.
	if (!allowIncomplete) await requireOneName(account, list.listings, data.ledger);
	if (list.listings.length === 0 && list.unreadable.length === 0) {
		throw new NodeOperationError(context.getNode(), 'BASEに商品が1件もありません', {
			description:
				'別のショップに接続していないか、認証情報「BASE Shop OAuth2 API」を確認してください。商品を登録したばかりなら、登録が終わってから再実行してください。',
		});
	}
	return { ...list, failures: [], isWhole: list.trouble === null };
}

export async function getById({ context, client }: Reading): Promise<ReadListings> {
	const listings: Listing[] = [];
	const failures: INodeExecutionData[] = [];
	for (const [index, item] of context.getInputData().entries()) {
		for (const id of splitIds(context.getNodeParameter('itemIds', index))) {
			try {
				listings.push(await client.getItem(requireId(id)));
			} catch (error) {
				failures.push(failedItem(context, item, index, error));
			}
		}
	}
	return { listings, unreadable: [], failures, trouble: null, isWhole: false };
}

const splitIds = (value: unknown): string[] =>
	String(value ?? '')
		.split(/[\s,、]+/)
		.filter((id) => id !== '');

function requireId(text: string): number {
	if (/^\d+$/.test(text)) return Number(text);
	throw new Error(`商品ID「${text}」は数字ではありません。BASEの商品IDを入れてください。`);
}
