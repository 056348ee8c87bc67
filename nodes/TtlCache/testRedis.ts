import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { checkRedis } from '../../lib/stores/redis/checkRedis';
import { asError } from '../../lib/stores/errors';
import { describePlace, toRedisAddress } from '../../lib/stores/redis/redisAddress';

/** Runs for the "Test" button of the credential. */
export async function testRedis(
	credential: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	try {
		const address = toRedisAddress(credential.data ?? {});
		await checkRedis(address);
		return { status: 'OK', message: `接続できました: ${describePlace(address)}` };
	} catch (error) {
		return { status: 'Error', message: asError(error).message };
	}
}
