import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { resolveAddress, CHATWORK } from './serviceAddress';

/** n8n's HTTP Request node still uses options of an older client as well as those of the newer one. */
interface ChatworkRequest extends IHttpRequestOptions {
	uri?: string;
	followRedirect?: boolean;
	followAllRedirects?: boolean;
}

/**
 * Adds the token to a request to Chatwork, and sends it to the simulator if the credential says so.
 * Workflows always use Chatwork's own address.
 * @throws Error if the request goes anywhere else; nothing is sent then.
 */
export function addChatworkToken(
	credential: ICredentialDataDecryptedObject,
	request: ChatworkRequest,
): IHttpRequestOptions {
	const { uri, baseURL, ...rest } = request;
	const url = turnToService(credential, wholeUrl(uri ?? request.url, baseURL));
	return {
		...rest,
		url,
		...(uri === undefined ? {} : { uri: url }),
		headers: { ...request.headers, 'x-chatworktoken': credential.apiToken },
		// A redirect would carry the token to another address.
		disableFollowRedirect: true,
		followRedirect: false,
		followAllRedirects: false,
	} as IHttpRequestOptions;
}

function turnToService(credential: ICredentialDataDecryptedObject, url: string): string {
	const service = resolveAddress(CHATWORK, credential);
	const href = URL.canParse(url) ? new URL(url).href : '';
	const base = [CHATWORK.real, service].find((address) => href.startsWith(`${address}/`));
	if (base !== undefined) return service + href.slice(base.length);
	throw new Error(
		`ChatworkのAPIトークンは ${service} だけに送ります。HTTP Request の URL を ${CHATWORK.real}/rooms/(ルームID)/messages に直してください。`,
	);
}

const wholeUrl = (url: string, baseURL: string | undefined): string =>
	baseURL === undefined || URL.canParse(url)
		? url
		: `${baseURL.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}`;
