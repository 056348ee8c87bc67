import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { inARow, itemsNode, runWorkflow, useTemporaryUserFolder } from '../support/n8nEngine';
import { listenHttp } from '../support/httpListener';
import { quickenFirstCalls } from '../support/quickRates';
import { shortenReconnects, shortenWaits } from '../support/shortWaits';
import { shopCredentialAt, shopSecrets } from '../support/shopCredential';

/**
 * Each client library is brought to say an error of its own, by a proxy or a server that misbehaves. No secret
 * stands in what the node shows, keeps in its run data or leaves in a file.
 */

const PACKAGE = 'n8n-nodes-amazon-base-sync';
const VARIABLES = [
	'HTTPS_PROXY',
	'https_proxy',
	'HTTP_PROXY',
	'http_proxy',
	'NO_PROXY',
	'no_proxy',
];
const secrets = {
	...shopSecrets,
	amazonSecret: 'amazon-client-secret-88',
	amazonToken: 'Atzr|amazon-refresh-88',
	proxyPassword: 'proxy-password-88',
	redisPassword: 'redis-password-88',
};

let folder: string;
let heard: string;
let before: Array<string | undefined>;
const opened: Array<() => Promise<unknown>> = [];

shortenWaits();
beforeAll(() => {
	folder = useTemporaryUserFolder();
	quickenFirstCalls();
});
beforeEach(() => {
	before = VARIABLES.map((name) => process.env[name]);
	for (const name of VARIABLES) delete process.env[name];
	heard = '';
	const note = (...parts: unknown[]) => void (heard += `${inspect(parts, { depth: 8 })}\n`);
	for (const method of ['log', 'info', 'warn', 'error'] as const) {
		jest.spyOn(console, method).mockImplementation(note);
	}
});
afterEach(async () => {
	jest.restoreAllMocks();
	VARIABLES.forEach((name, index) => {
		const value = before[index];
		if (value === undefined) delete process.env[name];
		else process.env[name] = value;
	});
	await Promise.all(opened.splice(0).map((stop) => stop()));
});

/** A server that answers whatever comes, a proxy's CONNECT too, by these words; '' = it hangs up. */
async function speak(words: (said: string) => string, host = '127.0.0.1'): Promise<number> {
	const server: Server = createServer((socket) => {
		socket.on('error', () => undefined);
		socket.on('data', (data) => {
			const answer = words(data.toString('latin1'));
			if (answer === '') socket.destroy();
			else if (!answer.startsWith('HTTP')) socket.end(answer);
			else socket.write(answer);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, host, resolve));
	opened.push(async () => {
		server.close();
	});
	return (server.address() as AddressInfo).port;
}

const throughProxy = (port: number): void => {
	for (const name of ['HTTPS_PROXY', 'HTTP_PROXY']) {
		process.env[name] = `http://owner:${secrets.proxyPassword}@127.0.0.1:${port}`;
	}
};

const amazonSpApi = {
	marketplace: 'JP',
	clientId: 'client',
	clientSecret: secrets.amazonSecret,
	refreshToken: secrets.amazonToken,
};

/** The real BASE, which only the proxy could reach. */
const realShop = () => {
	const { baseShopOAuth2Api } = shopCredentialAt('http://127.0.0.1:9');
	const accessTokenUrl = 'https://api.thebase.in/1/oauth/token';
	return { baseShopOAuth2Api: { ...baseShopOAuth2Api, apiBaseUrl: '', accessTokenUrl } };
};

const run = async (
	name: string,
	credentials: Parameters<typeof runWorkflow>[1]['credentials'],
	parameters = {},
) =>
	await runWorkflow(
		inARow(itemsNode([{ asin: 'B000000001' }]), {
			name: 'it',
			type: `${PACKAGE}.${name}`,
			parameters,
		}),
		{ credentials, startNode: 'items' },
	);

const filesBelow = (place: string): string =>
	readdirSync(place, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => `${entry.name} ${readFileSync(join(entry.parentPath, entry.name), 'utf8')}`)
		.join('\n');

/** As it is, in a URL, and as a Basic header would hold it. */
const spellings = (secret: string): string[] => [
	secret,
	encodeURIComponent(secret),
	Buffer.from(secret).toString('base64').replace(/=+$/, ''),
	Buffer.from(`owner:${secret}`).toString('base64').replace(/=+$/, ''),
];

function expectNoSecret({ error, raw }: Awaited<ReturnType<typeof runWorkflow>>): void {
	const shown = `${error} ${JSON.stringify(raw)} ${inspect(raw, { depth: 14 })}`;
	const kept = `${shown} ${heard} ${filesBelow(folder)}`;
	// An item that Amazon gave no answer for is unknown and ends no run.
	expect(shown).toMatch(error === undefined ? /"status":"unknown"/ : /./);
	for (const [name, secret] of Object.entries(secrets)) {
		const found = spellings(secret).filter((spelling) => kept.includes(spelling));
		expect([name, found]).toEqual([name, []]);
	}
}

const http = (status: string, body: string): string =>
	`HTTP/1.1 ${status}\r\ncontent-type: text/plain\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

const PROXIES: Array<[kind: string, words: (said: string) => string]> = [
	['refuses the password and quotes it', (said) => http('407 Proxy Authentication Required', said)],
	['has no way there and quotes what it was asked', (said) => http('502 Bad Gateway', said)],
	[
		'lets through to a server whose TLS fails',
		(said) => (said.startsWith('CONNECT') ? 'HTTP/1.1 200 OK\r\n\r\n' : 'no TLS at all'),
	],
	['speaks no HTTP', (said) => said],
	['hangs up', () => ''],
];

describe.each(PROXIES)('a proxy that %s', (_kind, words) => {
	it('should bring SP-API Batch Offers to quote nothing', async () => {
		throughProxy(await speak(words));
		expectNoSecret(await run('spApiBatchOffers', { amazonSpApi }, { options: { retries: 0 } }));
	}, 60_000);

	it('should bring BASE Listings to quote nothing', async () => {
		throughProxy(await speak(words));
		expectNoSecret(await run('baseListings', realShop()));
	}, 60_000);
});

describe.each(['401 Unauthorized', '403 Forbidden', '307 Temporary Redirect'])(
	'a service that answers %s and quotes what it was sent',
	(status) => {
		const quoting = async () => {
			const listener = await listenHttp(({ headers, body }, response) => {
				const said = `${JSON.stringify(headers)} ${body} ${decodeURIComponent(body)}`;
				const errors = [{ code: 'Unauthorized', message: said, details: said }];
				response.writeHead(Number.parseInt(status), {
					'content-type': 'application/json',
					location: `http://127.0.0.1:9/?said=${encodeURIComponent(said)}`,
				});
				response.end(JSON.stringify({ error: 'x', error_description: said, errors }));
			});
			opened.push(listener.stop);
			return listener.url;
		};

		it('should bring SP-API Batch Offers to quote nothing', async () => {
			const endpointOverride = await quoting();
			expectNoSecret(
				await run('spApiBatchOffers', { amazonSpApi: { ...amazonSpApi, endpointOverride } }),
			);
		}, 60_000);

		it('should bring BASE Listings to quote nothing', async () => {
			expectNoSecret(await run('baseListings', shopCredentialAt(await quoting())));
		}, 60_000);
	},
);

it.each([
	['a plain server', () => '-ERR not TLS\r\n'],
	['one that hangs up', () => ''],
])(
	'should quote no password when TLS to a Redis meets %s',
	async (_what, words) => {
		shortenReconnects();
		const ttlCacheRedis = {
			...{ host: '127.0.0.1', port: await speak(words), tls: true },
			...{ username: 'owner', password: secrets.redisPassword },
		};
		expectNoSecret(
			await run('ttlCache', { ttlCacheRedis }, { operation: 'statistics', store: 'redis' }),
		);
	},
	60_000,
);

it('would notice one', () => {
	const raw = {
		planted: `Basic ${Buffer.from(`owner:${secrets.proxyPassword}`).toString('base64')}`,
	};
	expect(() => expectNoSecret({ error: 'x', raw } as never)).toThrow();
});
