import type { IExecuteFunctions } from 'n8n-workflow';
import { makeFinding, type Finding } from '../../lib/findings/finding';
import { judgeClock, judgeOperation } from '../../lib/findings/judgeAmazon';
import { isAsin, parseAsin } from '../../lib/listing/codes/asin';
import { readAmazonAccount } from '../../lib/n8n/connections/amazonAccount';
import { getClock } from '../../lib/n8n/clock';
import type { ShopData } from '../../lib/shop/shopData';
import type { SpApiAccount } from '../../lib/spApi/account';
import { SpApiCredentialError, SpApiError } from '../../lib/spApi/errors';
import { rateLimits, type SpApiOperation } from '../../lib/spApi/limits';
import { knownFields } from '../../lib/spApi/probe/knownFields';
import { probeOperations, renewToken } from '../../lib/spApi/probe/probeOperations';

/** Gets a token and calls each operation once. @param found ASINs of the shop, if none is typed */
export async function checkAmazon(
	context: IExecuteFunctions,
	found: readonly string[],
	data: ShopData | null,
): Promise<Finding[]> {
	const account = await readAmazonAccount(context);
	const token = await checkToken(account);
	if (token.level === 'red') return [token];
	const owner = data ? [await checkOwner(context, data, account)] : [];
	const { timestamp } = getClock();
	const signal = context.getExecutionCancelSignal();
	const asins = readAsins(context, found);
	const { answers, date } = await probeOperations(account, asins, { timestamp, signal });
	const judged = answers.flatMap((answer) => {
		const operation = answer.operation as SpApiOperation;
		const { ratePerSecond, asinsPerCall } = rateLimits[operation];
		const row = { ratePerSecond, asinsPerCall, fields: knownFields[operation] };
		return judgeOperation(answer, row);
	});
	return [token, ...owner, ...judged, judgeClock(date.stated, date.at)];
}

function readAsins(context: IExecuteFunctions, found: readonly string[]): string[] {
	const typed = parseAsin(context.getNodeParameter('asin', 0, ''));
	return typed === null ? found.filter(isAsin) : [typed];
}

async function checkOwner(
	context: IExecuteFunctions,
	{ ledger: { owner } }: ShopData,
	{ identity }: SpApiAccount,
): Promise<Finding> {
	if (await owner.claim(identity)) return makeFinding('amazon_account', 'own');
	if (context.getNodeParameter('handOver', 0, false) !== true) {
		return makeFinding('amazon_account', 'other');
	}
	await owner.handOver(identity);
	return makeFinding('amazon_account', 'handed_over');
}

async function checkToken(account: SpApiAccount): Promise<Finding> {
	try {
		await renewToken(account);
		return makeFinding('amazon_token', 'fresh');
	} catch (error) {
		if (!(error instanceof SpApiError)) throw error;
		const outcome = error instanceof SpApiCredentialError ? 'refused' : 'unreachable';
		return makeFinding('amazon_token', outcome, { code: error.code });
	}
}
