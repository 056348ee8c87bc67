import type { IExecuteFunctions } from 'n8n-workflow';
import { BaseShopClient } from '../../lib/baseShop/client';
import { READ_ORDERS } from '../../lib/baseShop/errors';
import { judgeRight, probeShop } from '../../lib/baseShop/probeShop';
import { recordAnswers } from '../../lib/baseShop/recordAnswers';
import { makeFinding, type Finding } from '../../lib/findings/finding';
import { readIdentifier } from '../../lib/listing/codes/identifier';
import { getClock } from '../../lib/n8n/clock';
import {
	asksWithRedirectUri,
	findAccountName,
	openShopPorts,
	renewShopToken,
	SHOP_CREDENTIAL,
} from '../../lib/n8n/connections/shopConnection';
import { readShopName } from '../../lib/n8n/parameters/accountOption';
import { AccountRefusedError, AnswerLostError, codeOf } from '../../lib/shop/errors';
import type { ShopData } from '../../lib/shop/shopData';
import { checkEdits } from './checkEdits';

export interface CheckedShop {
	findings: Finding[];
	account: string;
	/** ASINs that the shop's codes name for sure. */
	asins: string[];
	/** Tries edits on a test item if the owner agreed. */
	tryEdits: (data: ShopData) => Promise<Finding[]>;
}

/** Reads the shop with the node's credential, after a refresh of its token. */
export async function checkShop(context: IExecuteFunctions): Promise<CheckedShop> {
	const given = readShopName(context.getNodeParameter('account', 0, ''));
	const nothing = { account: given, asins: [], tryEdits: async () => [] };
	const refresh = await checkRefresh(context);
	if (refresh.level === 'red') return { ...nothing, findings: [refresh] };
	const ports = recordAnswers(await openShopPorts(context));
	let account: string;
	try {
		account = await findAccountName(ports, given);
	} catch (error) {
		return { ...nothing, findings: [refresh, judgeShop(error)] };
	}
	const client = new BaseShopClient(account, ports);
	const since = (await asksForOrders(context)) ? getClock().now() : null;
	const shop = await probeShop(client, ports, since);
	const read = shop.listings.map(({ identifier }) => readIdentifier(identifier));
	return {
		account,
		asins: read.flatMap((reading) => (reading.kind === 'asin' ? [reading.asin] : [])),
		findings: [refresh, makeFinding('base_shop', 'reached'), ...shop.findings],
		tryEdits: async (data) => await checkEdits(context, data, { account, client, ports, ...shop }),
	};
}

function judgeShop(error: unknown): Finding {
	const code = codeOf(error);
	if (code === 'invalid_scope') return judgeRight('read_users', error);
	const outcome = error instanceof AccountRefusedError ? 'refused' : 'unreachable';
	return makeFinding('base_shop', outcome, { code });
}

async function checkRefresh(context: IExecuteFunctions): Promise<Finding> {
	const credential = await context.getCredentials(SHOP_CREDENTIAL);
	const facts = { redirect_uri: asksWithRedirectUri(credential) };
	try {
		const { stored } = await renewShopToken(context);
		return makeFinding('base_refresh', stored ? 'renewed' : 'not_stored', facts);
	} catch (error) {
		const outcome = error instanceof AnswerLostError ? 'failed' : 'refused';
		return makeFinding('base_refresh', outcome, { code: codeOf(error), ...facts });
	}
}

const asksForOrders = async (context: IExecuteFunctions): Promise<boolean> =>
	String((await context.getCredentials(SHOP_CREDENTIAL)).scope).includes(READ_ORDERS);
