import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';
import { makeAccount, type SpApiAccount } from '../../spApi/account';
import { resolveAddress, AMAZON } from './serviceAddress';
import { openClustering } from './sharedLimits';

export const AMAZON_CREDENTIAL = 'amazonSpApi';

/** The Amazon account of the node's credential, shared by every execution in this process. */
export async function readAmazonAccount(context: IExecuteFunctions): Promise<SpApiAccount> {
	const credential = await context.getCredentials(AMAZON_CREDENTIAL);
	return makeAccount(
		{
			marketplace: String(credential.marketplace ?? 'JP'),
			clientId: String(credential.clientId),
			clientSecret: String(credential.clientSecret),
			refreshToken: String(credential.refreshToken),
			endpointOverride: readSimulator(credential),
		},
		await openClustering(context),
	);
}

/** Returns the base URL of the simulator; empty for Amazon itself, which has a host for each region. */
function readSimulator(credential: ICredentialDataDecryptedObject): string {
	const address = resolveAddress(AMAZON, credential);
	return address === AMAZON.real ? '' : address;
}
