import { createHash, timingSafeEqual } from 'node:crypto';
import type { ICredentialDataDecryptedObject, IWebhookFunctions } from 'n8n-workflow';

/** n8n's own kind of credential for a name and a password. */
export const PASSWORD_CREDENTIAL = 'httpBasicAuth';

/** `closed`: no password was chosen yet, so the desk shows itself to nobody. */
export type Visitor = 'owner' | 'stranger' | 'closed';

/** Finds who asks, by the name and password that the browser sent along (HTTP Basic, RFC 7617). */
export async function checkVisitor(
	context: Pick<IWebhookFunctions, 'getCredentials' | 'getHeaderData'>,
): Promise<Visitor> {
	const wanted = await readPassword(context);
	if (wanted === null) return 'closed';
	const sent = /^basic +([\w+/=-]+)$/i.exec(context.getHeaderData().authorization ?? '')?.[1];
	const given = Buffer.from(sent ?? '', 'base64').toString('utf8');
	return isEqual(given, wanted) ? 'owner' : 'stranger';
}

/** Returns `name:password` of the chosen credential; null if there is none, or one with an empty field. */
async function readPassword(
	context: Pick<IWebhookFunctions, 'getCredentials'>,
): Promise<string | null> {
	const found = await context
		.getCredentials<ICredentialDataDecryptedObject>(PASSWORD_CREDENTIAL)
		// n8n throws where none is chosen, and where the chosen one was deleted.
		.catch(() => null);
	const [user, password] = [found?.user, found?.password];
	if (typeof user !== 'string' || typeof password !== 'string') return null;
	return user === '' || password === '' ? null : `${user}:${password}`;
}

/** Takes as long for a password that is nearly right as for any other. */
const isEqual = (one: string, other: string): boolean => timingSafeEqual(hash(one), hash(other));

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
