import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ICredentialType, IHttpRequestOptions, INode, INodeParameters } from 'n8n-workflow';
import { AmazonSpApi } from '../../credentials/AmazonSpApi.credentials';
import { BaseShopOAuth2Api } from '../../credentials/BaseShopOAuth2Api.credentials';
import { ChatworkTokenApi } from '../../credentials/ChatworkTokenApi.credentials';
import { TtlCacheRedis } from '../../credentials/TtlCacheRedis.credentials';
import {
	resolveAddress,
	AMAZON,
	BASE,
	CHATWORK,
	type Service,
} from '../../lib/n8n/connections/serviceAddress';
import { resolveCredential, resolveTestUrl } from '../support/credentialExpressions';
import { listenHttp } from '../support/httpListener';
import { inARow, itemsNode, runWorkflow, useTemporaryUserFolder } from '../support/n8nEngine';
import { shopCredentialAt } from '../support/shopCredential';

/** A foreign address in a credential or a workflow gets no secret, whoever sends the request. */

const PACKAGE = 'n8n-nodes-amazon-base-sync';
const OURS: Array<[type: ICredentialType, service: Service]> = [
	[new AmazonSpApi(), AMAZON],
	[new BaseShopOAuth2Api(), BASE],
	[new ChatworkTokenApi(), CHATWORK],
];

/** Where n8n itself would send something of this credential. */
async function targetsOf(type: ICredentialType, filledIn: INodeParameters): Promise<string[]> {
	const { authUrl, accessTokenUrl } = await resolveCredential(type, filledIn);
	const test = await resolveTestUrl(type, filledIn);
	return [authUrl, accessTokenUrl, test].filter((url) => url !== undefined).map(String);
}

/** True for the service itself, this machine, and an address that nobody can call. */
function isHarmless(url: string, { real }: Service): boolean {
	if (!URL.canParse(url)) return true;
	const { origin, protocol, hostname, username } = new URL(url);
	if (username !== '') return false;
	return origin === new URL(real).origin || (protocol === 'http:' && hostname === '127.0.0.1');
}

const HOSTILE = [
	'http://127.0.0.2:4010',
	'https://evil.example',
	'http://evil.example/1',
	'http://127.0.0.1.evil.example:80',
	'http://127.0.0.1:80@evil.example',
	'http://127.0.0.1@evil.example/1',
	'http://127.0.0.1:4010\n.evil.example',
	'http://localhost.evil.example',
	'http://api.amazon.com',
	'http://api.thebase.in/1',
	'https://api.thebase.in.evil.example/1',
	'https://api.chatwork.com@evil.example/v2',
	'//evil.example',
	'4010@evil.example',
	'.evil.example',
	'4010/../../@evil.example',
	'={{ "https://evil.example" }}',
];

describe.each(OURS)('a credential for %o', (type, service) => {
	/** n8n knows these two by their names; the test below shows that our nodes refuse other values. */
	const givenByN8n = new Set(['authUrl', 'accessTokenUrl']);
	const names = type.properties.map(({ name }) => name).filter((name) => !givenByN8n.has(name));

	it.each(HOSTILE)('should send nothing to %j, whatever field it stands in', async (hostile) => {
		for (const name of names) {
			for (const chosen of ['real', 'simulator']) {
				const filledIn = { service: chosen, simulatorPort: 4010, [name]: hostile };
				for (const url of await targetsOf(type, filledIn)) {
					expect([name, url, isHarmless(url, service)]).toEqual([name, url, true]);
				}
			}
		}
	});

	it('should be tested and connected where our nodes call', async () => {
		const cases: INodeParameters[] = [
			{},
			{ service: 'simulator', simulatorPort: 4999 },
			{ [service.oldField]: `http://127.0.0.1:4999${service.path}` },
			{ [service.oldField]: `http://localhost:4999${service.path}/` },
			{ [service.oldField]: `http://[::1]:4999${service.path}` },
			{ [service.oldField]: service.real },
		];
		for (const filledIn of cases) {
			const address = resolveAddress(service, filledIn as never);
			const targets = await targetsOf(type, filledIn);
			expect(targets.length).toBeGreaterThan(0);
			for (const url of targets) expect(url.startsWith(address)).toBe(true);
		}
	});

	it('should be refused by our nodes with a foreign address of before', () => {
		const old = { [service.oldField]: 'https://evil.example' };
		expect(() => resolveAddress(service, old)).toThrow('認証情報を新しく作り直してください');
		expect(() =>
			resolveAddress(service, { service: 'simulator', simulatorPort: '1@evil' }),
		).toThrow('ポート番号');
	});
});

it('should have no field in which a person could type an address', () => {
	const isAddress = /url|uri|host|endpoint|domain|server|address|proxy/i;
	const found = [...OURS.map(([type]) => type), new TtlCacheRedis()].flatMap((type) =>
		type.properties
			.filter((property) => property.type !== 'hidden' && property.type !== 'notice')
			.filter(({ name, displayName, placeholder = '', default: value }) =>
				isAddress.test(`${name} ${displayName} ${placeholder} ${String(value)}`),
			)
			.map(({ name }) => `${type.name}.${name}`),
	);
	// The redirect URL is n8n's own and goes into a query; the Redis is the owner's.
	expect(found).toEqual(['baseShopOAuth2Api.refreshRedirectUrl', 'ttlCacheRedis.host']);
});

describe('a listener on another address of this machine', () => {
	let stranger: Awaited<ReturnType<typeof listenHttp>>;
	beforeAll(() => void useTemporaryUserFolder());
	beforeEach(async () => {
		stranger = await listenHttp((_request, response) => void response.end('{}'), '127.0.0.2');
	});
	afterEach(async () => await stranger.stop());

	const run = async (type: string, credentials: Parameters<typeof runWorkflow>[1]['credentials']) =>
		await runWorkflow(inARow(itemsNode([{ asin: 'B000000001' }]), { name: 'it', type }), {
			credentials,
			startNode: 'items',
		});

	it('should hear nothing of BASE Listings, as base URL or as token service', async () => {
		const whole = shopCredentialAt(stranger.url);
		const tokenOnly = shopCredentialAt('http://127.0.0.1:9', -1);
		tokenOnly.baseShopOAuth2Api!.accessTokenUrl = `${stranger.url}/1/oauth/token`;
		for (const credentials of [whole, tokenOnly]) {
			const { error } = await run(`${PACKAGE}.baseListings`, credentials);
			expect(error).toContain('認証情報を新しく作り直してください');
		}
		expect(stranger.heard).toEqual([]);
	});

	it('should hear nothing of SP-API Batch Offers', async () => {
		const amazonSpApi = {
			...{ marketplace: 'JP', clientId: 'id', clientSecret: 'secret', refreshToken: 'token' },
			endpointOverride: stranger.url,
		};
		const { error } = await run(`${PACKAGE}.spApiBatchOffers`, { amazonSpApi });
		expect(error).toContain('認証情報を新しく作り直してください');
		expect(stranger.heard).toEqual([]);
	});
});

describe("Chatwork's token", () => {
	const authenticate = async (url: string, credential = {}, more: object = {}) => {
		const { authenticate: add } = new ChatworkTokenApi();
		return (await add(
			{ apiToken: 'chatwork-token', ...credential },
			{
				url,
				...more,
			},
		)) as IHttpRequestOptions & { uri?: string };
	};
	const room = '/rooms/1/messages';

	it.each([
		'http://127.0.0.2:4030/v2/rooms/1/messages',
		'http://127.0.0.1:4030/v2/rooms/1/messages',
		'http://api.chatwork.com/v2/rooms/1/messages',
		'https://api.chatwork.com/v2/../rooms',
		'https://api.chatwork.com@evil.example/v2/rooms',
		'https://user@api.chatwork.com/v2/rooms',
		'https://api.chatwork.com.evil.example/v2/rooms',
		'/rooms',
		'',
	])('should not be added to a request for %j', async (url) => {
		await expect(authenticate(url)).rejects.toThrow('だけに送ります');
		await expect(authenticate('', {}, { uri: url })).rejects.toThrow('だけに送ります');
	});

	it('should go to Chatwork and follow no redirect', async () => {
		expect(await authenticate(CHATWORK.real + room)).toMatchObject({
			url: CHATWORK.real + room,
			headers: { 'x-chatworktoken': 'chatwork-token' },
			disableFollowRedirect: true,
			followRedirect: false,
		});
		const tested = await authenticate('/me', {}, { baseURL: CHATWORK.real });
		expect(tested.url).toBe(`${CHATWORK.real}/me`);
	});

	it.each([
		{ service: 'simulator', simulatorPort: 4031 },
		{ apiBaseUrl: 'http://127.0.0.1:4031/v2' },
	])('should go to the simulator alone where the credential says so: %j', async (credential) => {
		const target = `http://127.0.0.1:4031/v2${room}`;
		for (const url of [CHATWORK.real + room, target]) {
			expect((await authenticate(url, credential)).url).toBe(target);
			expect((await authenticate('', credential, { uri: url })).uri).toBe(target);
		}
		await expect(authenticate(`http://127.0.0.1:4032/v2${room}`, credential)).rejects.toThrow();
	});
});

const workflows = join(__dirname, '../../workflows');
it.each(readdirSync(workflows).filter((name) => name.endsWith('.json')))(
	'should have no address to type in %s where a credential goes along',
	(file) => {
		const text = readFileSync(join(workflows, file), 'utf8');
		const { nodes } = JSON.parse(text) as { nodes: INode[] };
		const asking = nodes.filter(({ parameters }) => parameters.nodeCredentialType !== undefined);
		for (const { parameters } of asking) {
			expect(parameters.url).toMatch(
				/^=?https:\/\/(api\.chatwork\.com\/v2\/rooms\/[^/]+\/messages|api\.line\.me\/v2\/bot\/message\/push)$/,
			);
		}
	},
);
