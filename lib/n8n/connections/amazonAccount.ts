import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';
import type { Ledger } from '../../ledger/ledger';
import { StoreError } from '../../stores/errors';
import { makeAccount, openClient, type SpApiAccount } from '../../spApi/account';
import type { SpApiClient } from '../../spApi/client';
import { resolveAddress, AMAZON } from './serviceAddress';
import { openClustering } from './sharedLimits';

export const AMAZON_CREDENTIAL = 'amazonSpApi';

/** The Amazon account of the node's credential, shared by every execution in this process. */
export async function readAmazonAccount(context: IExecuteFunctions): Promise<SpApiAccount> {
	const credential = await context.getCredentials(AMAZON_CREDENTIAL);
	return makeAccount(
		{
			marketplace: String(credential.marketplace ?? 'JP'),
			clientId: String(credential.clientId).trim(),
			clientSecret: String(credential.clientSecret),
			refreshToken: String(credential.refreshToken),
			endpointOverride: readSimulator(credential),
		},
		await openClustering(context),
	);
}

/**
 * The same for a node that works on a store.
 * @throws StoreError if the store holds the data of another Amazon account
 */
export async function readOwnAmazonAccount(
	context: IExecuteFunctions,
	{ owner }: Pick<Ledger, 'owner'>,
): Promise<SpApiAccount> {
	const account = await readAmazonAccount(context);
	// A Client ID that Amazon refuses is nobody's: it must not lock out the right one.
	if (await owner.isFree()) await account.tokens.get();
	if (await owner.claim(account.identity)) return account;
	throw new StoreError(
		'このキャッシュは、別のAmazonアカウントのデータを持っています。1つのキャッシュで使えるAmazonアカウントは1つだけです (Amazonの規約により、複数のアカウントのデータを混ぜられません)。認証情報「Amazon SP-API」を元に戻すか、このアカウントで使うすべてのノードの Cache Name を新しい名前に変えてください。同じアカウントのアプリを作り直したときは、「接続の確認」の画面で「キャッシュを引き継ぐ」にチェックを入れて実行してください。',
	);
}

/** Opens the way to Amazon for a node that works on a store. @throws as readOwnAmazonAccount */
export async function openOwnClient(
	context: IExecuteFunctions,
	ledger: Pick<Ledger, 'owner'>,
	retries?: number,
): Promise<{ account: SpApiAccount; client: SpApiClient }> {
	const account = await readOwnAmazonAccount(context, ledger);
	return { account, client: openClient(account, retries) };
}

/** Returns the base URL of the simulator; empty for Amazon itself, which has a host for each region. */
function readSimulator(credential: ICredentialDataDecryptedObject): string {
	const address = resolveAddress(AMAZON, credential);
	return address === AMAZON.real ? '' : address;
}
