import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { ShopData } from '../../lib/shop/shopData';
import { newItem, withPart } from '../../lib/n8n/items/items';
import { shopDataOf } from '../../lib/n8n/parameters/storeParameters';

const DEFAULT_REASON = '手動で停止';

const STILL_BRAKED = '緊急停止で非公開にした商品は、緊急停止を解除するまで非公開のままです。';

/** Nothing is written to the shop until somebody resumes it. */
export async function pause(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const data = await shopDataOf(context);
	const account = chooseAccount(wantedAccount(context), await data.ledger.runs.accounts());
	const reason = (context.getNodeParameter('reason', 0) as string).trim() || DEFAULT_REASON;
	const keepsReason = context.getNodeParameter('keepReason', 0, false) === true;
	await data.ledger.pauses.set(account, reason, { keepsReason });
	const [item] = context.getInputData();
	const told = { account, paused: true, reason: (await data.ledger.pauses.get(account))?.reason };
	// The run passes through, for a brake that pauses first and reads the shop then.
	return [[item ? withPart(item, 0, told) : newItem(told)]];
}

/** The shop is written to again, from the next run on. */
export async function resume(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const data = await shopDataOf(context);
	const account = await accountToResume(data, wantedAccount(context));
	const was = await data.ledger.pauses.get(account);
	await data.ledger.pauses.clear(account);
	const notice = (await data.ledger.brakes.get(account)) ? STILL_BRAKED : '';
	return [[newItem({ account, paused: false, was_paused: was !== null, notice })]];
}

const wantedAccount = (context: IExecuteFunctions): string =>
	(context.getNodeParameter('pauseAccount', 0) as string).trim();

/** A paused account may be resumed even where no run of it is remembered. */
async function accountToResume(data: ShopData, wanted: string): Promise<string> {
	const paused = [...(await data.ledger.pauses.all()).keys()].sort();
	if (wanted ? paused.includes(wanted) : paused.length === 1) return wanted || paused[0]!;
	return chooseAccount(wanted, await data.ledger.runs.accounts(paused));
}

/**
 * The account meant: a name that no run was ever heard of under is most likely mistyped, and a pause
 * of it would stop nothing.
 */
function chooseAccount(wanted: string, known: readonly string[]): string {
	const list = known.join('、');
	if (wanted) {
		if (known.length === 0 || known.includes(wanted)) return wanted;
		throw new Error(`店の名前「${wanted}」は見つかりません。次のどれかを入れてください: ${list}`);
	}
	const [only, ...others] = known;
	if (only === undefined) {
		throw new Error(
			'店の名前が空です。まだ一度も同期が終わっていないため、店の名前 (BASEのショップID) を入れてください。',
		);
	}
	if (others.length === 0) return only;
	throw new Error(`店が複数あります。店の名前を次のどれかから入れてください: ${list}`);
}
