import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import { createTransport } from '../../lib/spApi/transport/transport';
import { findMarketplace } from '../../lib/spApi/marketplaces';
import { listenHttp } from '../support/httpListener';
import { inARow, itemsNode, runWorkflow, useTemporaryUserFolder } from '../support/n8nEngine';
import { shopCredentialAt, shopSecrets } from '../support/shopCredential';

/** Whoever can make a service answer with a redirect must not be sent a token by us. */

type Listener = Awaited<ReturnType<typeof listenHttp>>;

let stranger: Listener;
let service: Listener;
let opened: Listener[];

beforeAll(() => void useTemporaryUserFolder());
beforeEach(async () => {
	stranger = await listenHttp((_request, response) => {
		response.setHeader('content-type', 'application/json').end('{"items":[],"user":{}}');
	});
	opened = [stranger];
});
afterEach(async () => await Promise.all(opened.map((each) => each.stop())));

const redirectWith = async (status: number) => {
	const listener = await listenHttp((_request, response) => {
		response.writeHead(status, { location: `${stranger.url}/1/items` }).end();
	});
	opened.push(listener);
	return listener;
};

const REDIRECTS = [301, 302, 303, 307, 308];

it.each(REDIRECTS)("should ask nobody else when BASE's list answers %d", async (status) => {
	service = await redirectWith(status);
	const node = { name: 'it', type: 'n8n-nodes-amazon-base-sync.baseListings' };
	const run = await runWorkflow(inARow(itemsNode([{}]), node), {
		credentials: shopCredentialAt(service.url),
		startNode: 'items',
	});
	expect(service.heard.length).toBeGreaterThan(0);
	expect(stranger.heard).toEqual([]);
	expect(run.error).toContain(`BASEが別のサイトへの転送を返しました (HTTP ${status})`);
	expect(JSON.stringify(run.raw)).not.toContain(shopSecrets.access_token);
});

const transport = () =>
	createTransport({
		marketplace: findMarketplace('JP'),
		clientId: 'client',
		clientSecret: 'amazon-client-secret',
		refreshToken: 'amazon-refresh-token',
		endpointOverride: service.url,
		now: Date.now,
	});

it.each(REDIRECTS)('should ask nobody else when Amazon answers a call by %d', async (status) => {
	service = await redirectWith(status);
	const answer = await transport().call({ method: 'GET', path: '/catalog' }, 'access-token');
	expect(answer.status).toBe(status);
	expect(stranger.heard).toEqual([]);
});

it.each(REDIRECTS)('should ask nobody else when the token service answers %d', async (status) => {
	service = await redirectWith(status);
	const answer = await transport().requestToken({ grant_type: 'refresh_token' });
	expect(answer.status).toBe(status);
	expect(stranger.heard).toEqual([]);
});

const workflows = join(__dirname, '../../workflows');
const shipped = readdirSync(workflows).filter((name) => name.endsWith('.json'));

it.each(shipped)('should follow no redirect with a token in %s', (file) => {
	const { nodes } = JSON.parse(readFileSync(join(workflows, file), 'utf8')) as { nodes: INode[] };
	const asking = nodes.filter(
		({ parameters }) => (parameters.nodeCredentialType ?? parameters.genericAuthType) !== undefined,
	);
	expect(asking.length).toBeGreaterThan(0);
	// n8n's HTTP Request follows them where nothing is said (from version 4 on).
	for (const { parameters } of asking) {
		expect(parameters.options).toMatchObject({
			redirect: { redirect: { followRedirects: false } },
		});
	}
});
