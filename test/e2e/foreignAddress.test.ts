import { runWorkflow } from '../../realN8n/n8n/runWorkflow';
import { simulatorAt } from '../../realN8n/n8n/credentials';
import { listenHttp } from '../support/httpListener';
import { Editor } from './editor';
import { countable, realN8n, type RealN8n } from './realN8n';

/** What n8n itself sends of our credentials: its Test, its Connect and its HTTP Request node. */
describe('a credential that somebody turned to a stranger', () => {
	let n8n: RealN8n;
	let stranger: Awaited<ReturnType<typeof listenHttp>>;

	beforeAll(async () => {
		stranger = await listenHttp((_request, response) => {
			response.setHeader('content-type', 'application/json').end('{"access_token":"x"}');
		}, '127.0.0.2');
		n8n = await realN8n({ products: 5, plain: true, speed: 60 }, countable, {
			credentials: 'none',
		});
	});
	afterAll(async () => {
		await stranger?.stop();
		await n8n?.close();
	});

	interface Stored {
		id: string;
		name: string;
		type: string;
	}

	const store = async (type: string, data: Record<string, unknown>): Promise<Stored> => {
		const name = `${type} ${Math.random()}`;
		const { id } = await n8n.stage.api.post<{ id: string }>('/credentials', { name, type, data });
		return { id, name, type };
	};

	/** The button in the window of a credential. */
	const test = async (type: string, data: Record<string, unknown>): Promise<string> => {
		const { id, name } = await store(type, data);
		const answer = await n8n.stage.api.post<{ status: string }>('/credentials/test', {
			credentials: { id, name, type, data },
		});
		return answer.status;
	};

	const amazonKeys = () => ({ ...n8n.simulator.credentials.amazon });
	const chatworkKeys = () => ({ apiToken: n8n.simulator.credentials.chatwork.apiToken });
	const shopKeys = () => {
		const { clientId, clientSecret } = n8n.simulator.credentials.shops[0]!;
		return { clientId, clientSecret };
	};

	it('is tested against the simulator, chosen by its port or by an address of before', async () => {
		const { amazonUrl, chatworkUrl } = n8n.simulator;
		for (const place of [simulatorAt(amazonUrl), { endpointOverride: amazonUrl }]) {
			expect(await test('amazonSpApi', { ...amazonKeys(), ...place })).toBe('OK');
		}
		for (const place of [simulatorAt(chatworkUrl), { apiBaseUrl: `${chatworkUrl}/v2` }]) {
			expect(await test('chatworkTokenApi', { ...chatworkKeys(), ...place })).toBe('OK');
		}
	});

	it('sends nothing there when it is tested', async () => {
		const { port } = new URL(stranger.url);
		const places = [
			{ endpointOverride: stranger.url, apiBaseUrl: `${stranger.url}/v2` },
			{ service: 'simulator', simulatorPort: `${port}@127.0.0.2:${port}` },
			{ service: `={{ "simulator" }}`, simulatorPort: `={{ "${port}@127.0.0.2:${port}" }}` },
		];
		for (const place of places) {
			expect(await test('amazonSpApi', { ...amazonKeys(), ...place })).toBe('Error');
			expect(await test('chatworkTokenApi', { ...chatworkKeys(), ...place })).toBe('Error');
		}
		expect(stranger.heard).toEqual([]);
	});

	it('is connected to BASE itself, whatever address it holds', async () => {
		const { api, url } = n8n.stage;
		const { id } = await store('baseShopOAuth2Api', {
			...shopKeys(),
			apiBaseUrl: `${stranger.url}/1`,
			authUrl: `${stranger.url}/1/oauth/authorize`,
			accessTokenUrl: `${stranger.url}/1/oauth/token`,
		});
		const consent = new URL(await api.get<string>(`/oauth2-credential/auth?id=${id}`));
		expect(consent.origin + consent.pathname).toBe('https://api.thebase.in/1/oauth/authorize');
		const query = new URLSearchParams({ code: 'code', state: consent.searchParams.get('state')! });
		await fetch(`${url}/rest/oauth2-credential/callback?${query}`);
		expect(stranger.heard).toEqual([]);
	});

	const ask = async (url: string, credential?: Stored): Promise<string | null> => {
		const { api } = n8n.stage;
		const authentication = credential
			? { authentication: 'predefinedCredentialType', nodeCredentialType: credential.type }
			: {};
		const start = { name: 'start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 };
		const request = {
			name: 'ask',
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.4,
			parameters: { url, options: {}, ...authentication },
			credentials: credential && { [credential.type]: credential },
		};
		const { id } = await api.post<{ id: string }>('/workflows', {
			name: `ask ${Math.random()}`,
			nodes: [
				{ id: 'a', position: [0, 0], parameters: {}, ...start },
				{ id: 'b', position: [200, 0], ...request },
			],
			connections: { start: { main: [[{ node: 'ask', type: 'main', index: 0 }]] } },
			settings: {},
		});
		return (await runWorkflow(api, id, 'start')).error?.message ?? null;
	};

	it("gives n8n's HTTP Request node a token for its own service alone", async () => {
		const { chatworkUrl } = n8n.simulator;
		const chatwork = await store('chatworkTokenApi', {
			...chatworkKeys(),
			...simulatorAt(chatworkUrl),
		});
		const oauthTokenData = n8n.simulator.credentials.shops[0]!.issueTokens();
		const shop = await store('baseShopOAuth2Api', {
			...shopKeys(),
			...simulatorAt(n8n.simulator.baseUrl),
			oauthTokenData,
		});
		expect(await ask('https://api.chatwork.com/v2/me', chatwork)).toBeNull();
		expect(await ask(`${n8n.simulator.baseUrl}/1/users/me`, shop)).toBeNull();
		expect(await ask(`${stranger.url}/v2/me`, chatwork)).toContain('だけに送ります');
		expect(await ask(`${stranger.url}/1/users/me`, shop)).toContain('Domain not allowed');
		expect(stranger.heard).toEqual([]);
		expect(await ask(stranger.url)).toBeNull();
		expect(stranger.heard).toHaveLength(1);
	});

	it('shows no field for an address in its window, and says what an old one holds', async () => {
		const old = await store('amazonSpApi', {
			...amazonKeys(),
			endpointOverride: n8n.simulator.amazonUrl,
		});
		const fresh = await store('amazonSpApi', amazonKeys());
		const editor = await Editor.open(n8n.stage.url);
		try {
			const labelsOf = async ({ id }: Stored): Promise<string> => {
				await editor.page.goto(`${n8n.stage.url}/home/credentials/${id}`);
				const window = editor.page.getByTestId('editCredential-modal');
				await window.getByText('Connect To').waitFor();
				await editor.shoot(`credential-${id}`, window);
				return await window.innerText();
			};
			const shown = await labelsOf(fresh);
			expect(shown).not.toMatch(/Override|URL|Address|以前の形式/);
			expect(await labelsOf(old)).toContain('以前の形式');
		} finally {
			await editor.close();
		}
	});
});
