import { ClientOAuth2 } from '@n8n/client-oauth2';
import type { INodeParameters } from 'n8n-workflow';
import { BaseShopOAuth2Api } from '../../credentials/BaseShopOAuth2Api.credentials';
import { resolveCredential } from '../support/credentialExpressions';
import { openStory, type SyncStory } from '../support/syncStory';

/** n8n's callback page, which a person copies from the credential window. */
const CALLBACK = 'http://127.0.0.1:5678/rest/oauth2-credential/callback';
const BASE_URL = 'http://127.0.0.1:9/1';

/** The Access Token URL of the shipped credential, by n8n's own expressions. */
const resolveTokenUrl = async (filledIn: INodeParameters): Promise<string> =>
	String((await resolveCredential(new BaseShopOAuth2Api(), filledIn)).accessTokenUrl);

describe('the Access Token URL of the credential', () => {
	it('should be what it always was where no redirect URL is filled in', async () => {
		expect(await resolveTokenUrl({ apiBaseUrl: BASE_URL })).toBe(`${BASE_URL}/oauth/token`);
	});

	it('should be so for a credential that was saved before there was such a field', async () => {
		const saved = { apiBaseUrl: BASE_URL, refreshRedirectUrl: null };

		expect(await resolveTokenUrl(saved)).toBe(`${BASE_URL}/oauth/token`);
	});

	it('should carry a redirect URL that is filled in', async () => {
		const filledIn = { apiBaseUrl: BASE_URL, refreshRedirectUrl: ` ${CALLBACK} ` };

		expect(await resolveTokenUrl(filledIn)).toBe(
			`${BASE_URL}/oauth/token?redirect_uri=http%3A%2F%2F127.0.0.1%3A5678%2Frest%2Foauth2-credential%2Fcallback`,
		);
	});
});

describe('a token refresh', () => {
	let story: SyncStory;
	beforeAll(async () => void (story = await openStory(3)), 60_000);
	afterAll(async () => await story.stop());

	const shop = () => story.simulator.credentials.shops[0]!;
	const tokenUrlWith = async (refreshRedirectUrl: string) =>
		await resolveTokenUrl({ apiBaseUrl: shop().apiBaseUrl, refreshRedirectUrl });

	/** One sync in which the token has ended and BASE is strict or not. */
	const syncWith = async (refreshRedirectUrl: string, isStrict: boolean) => {
		const accessTokenUrl = await tokenUrlWith(refreshRedirectUrl);
		const { issueTokens } = shop();
		const { baseShopOAuth2Api: credential } = story.credentials;
		Object.assign(credential!, { accessTokenUrl, oauthTokenData: { ...issueTokens() } });
		story.simulator.faults.clear();
		story.simulator.faults.add({ kind: 'expireTokens', service: 'base' });
		if (isStrict) story.simulator.faults.add({ kind: 'strictRedirectUri' });
		return await story.sync();
	};

	it.each([
		['lenient', '', false],
		['lenient', CALLBACK, false],
		['strict', CALLBACK, true],
	])(
		'should be taken by a %s BASE with the redirect URL "%s"',
		async (_, redirectUrl, isStrict) => {
			expect((await syncWith(redirectUrl, isStrict)).error).toBeUndefined();
		},
		60_000,
	);

	it('should be told in one sentence where a strict BASE refuses it', async () => {
		const { error } = await syncWith('', true);

		expect(error).toMatch(
			/^BASEがアクセストークンの更新を断ったため \(invalid_request: 不正なパラメーターです。\)、[^。]*Redirect URL for Refresh [^。]*Connect[^。]*。$/,
		);
	}, 60_000);

	it.each(['', CALLBACK])('should leave Connect as it is: "%s"', async (redirectUrl) => {
		const client = new ClientOAuth2({
			clientId: shop().clientId,
			clientSecret: shop().clientSecret,
			accessTokenUri: await tokenUrlWith(redirectUrl),
			authorizationUri: shop().authorizeUrl,
			redirectUri: CALLBACK,
			scopes: ['read_items', 'write_items'],
			state: 'state',
		});
		const consent = client.code.getUri().replace('/authorize?', '/authorize/approve?');
		const approved = await fetch(consent, { redirect: 'manual' });
		const token = await client.code.getToken(approved.headers.get('location') ?? '');

		expect(token.accessToken).toEqual(expect.any(String));
	});
});
