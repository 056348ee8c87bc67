import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { findMarketplace } from '../../lib/spApi/marketplaces';
import { createTransport } from '../../lib/spApi/transport/transport';
import { startSimulator } from '../../simulator/start';
import { temporaryFolder } from '../support/temporaryFolder';

/** Behind a company's proxy: Amazon is reached through it, as everything else that n8n asks. */

const API_HOST = 'sellingpartnerapi-fe.amazon.com:443';
const TOKEN_HOST = 'api.amazon.com:443';
const VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy', 'ALL_PROXY', 'all_proxy'];

let proxy: Server;
let asked: Array<{ host: string; password: string | undefined }>;
let before: Array<string | undefined>;

beforeEach(async () => {
	before = VARIABLES.map((name) => process.env[name]);
	for (const name of VARIABLES) delete process.env[name];
	asked = [];
	proxy = createServer();
	proxy.on('connect', ({ url = '', headers }, socket) => {
		asked.push({ host: url, password: headers['proxy-authorization'] });
		socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n');
	});
	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
	VARIABLES.forEach((name, index) => {
		const value = before[index];
		if (value === undefined) delete process.env[name];
		else process.env[name] = value;
	});
	await new Promise((resolve) => proxy.close(resolve));
});

/** A certificate that nobody signed, for a server that plays Amazon behind the proxy. */
function selfSigned(): { key: string; cert: string } {
	const { folder, remove } = temporaryFolder();
	const made = spawnSync('openssl', [
		...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=amazon'],
		...['-addext', `subjectAltName=DNS:${API_HOST.replace(':443', '')}`],
		...['-keyout', `${folder}/key.pem`, '-out', `${folder}/cert.pem`],
	]);
	if (made.status !== 0) throw new Error(`openssl failed: ${String(made.stderr)}`);
	const [key, cert] = ['key.pem', 'cert.pem'].map((name) =>
		readFileSync(`${folder}/${name}`, 'utf8'),
	);
	remove();
	return { key: key!, cert: cert! };
}

const transportTo = (endpointOverride?: string) =>
	createTransport({
		marketplace: findMarketplace('JP'),
		clientId: 'client',
		clientSecret: 'the-secret',
		refreshToken: 'the-refresh-token',
		endpointOverride,
		deadlineMs: 2_000,
		now: Date.now,
	});
const proxyUrl = (login = '') =>
	`http://${login}127.0.0.1:${(proxy.address() as AddressInfo).port}`;
const request = { method: 'GET', path: '/catalog/2022-04-01/items' } as const;
const callApi = async (override?: string) =>
	await transportTo(override)
		.call(request, 'the-token')
		.catch((error: unknown) => error);
const askToken = async () =>
	await transportTo()
		.requestToken({ grant_type: 'refresh_token' })
		.catch((error: unknown) => error);

it('should ask Amazon and its token service through HTTPS_PROXY', async () => {
	process.env.HTTPS_PROXY = proxyUrl();
	await callApi();
	await askToken();
	expect(asked.map(({ host }) => host)).toEqual([API_HOST, TOKEN_HOST]);
});

it('should give the proxy its password, and no error of it', async () => {
	process.env.HTTPS_PROXY = proxyUrl('owner:proxy-word@');
	const outcome = await callApi();
	expect(asked[0]?.password).toBe(`Basic ${Buffer.from('owner:proxy-word').toString('base64')}`);
	const told = `${String(outcome)} ${JSON.stringify(outcome)} ${(outcome as Error).stack ?? ''}`;
	for (const secret of ['proxy-word', 'the-secret', 'the-refresh-token', 'the-token']) {
		expect(told).not.toContain(secret);
	}
});

it('should bring back an answer that came through the proxy', async () => {
	const certificate = selfSigned();
	const amazon = createSecureServer(certificate, (_request, response) => response.end('{"a":1}'));
	await new Promise<void>((resolve) => amazon.listen(0, '127.0.0.1', resolve));
	proxy.removeAllListeners('connect');
	proxy.on('connect', (_request, socket) => {
		const tunnel = connect((amazon.address() as AddressInfo).port, '127.0.0.1', () => {
			socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			tunnel.pipe(socket).pipe(tunnel);
		});
	});
	process.env.HTTPS_PROXY = proxyUrl();
	const trusted = getCACertificates();
	setDefaultCACertificates([...trusted, certificate.cert]);
	const answer = await callApi();
	setDefaultCACertificates(trusted);
	await new Promise((resolve) => amazon.close(resolve));
	expect(answer).toMatchObject({ status: 200, body: '{"a":1}' });
});

it('should go past the proxy where NO_PROXY names the host', async () => {
	process.env.HTTPS_PROXY = proxyUrl();
	process.env.NO_PROXY = '.amazon.com';
	await callApi();
	await askToken();
	expect(asked).toEqual([]);
});

it('should never ask a proxy for a simulator on this machine', async () => {
	process.env.HTTPS_PROXY = proxyUrl();
	const simulator = await startSimulator({ products: 1 });
	const answer = await callApi(simulator.amazonUrl);
	await simulator.stop();
	expect(answer).toMatchObject({ status: 403 });
	expect(asked).toEqual([]);
});
