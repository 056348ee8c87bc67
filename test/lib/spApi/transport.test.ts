import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { findMarketplace } from '../../../lib/spApi/marketplaces';
import { createTransport } from '../../../lib/spApi/transport/transport';

/** 300 kB, so that it arrives in many pieces; no piece but by chance ends between two characters. */
const answer = JSON.stringify({ title: '素材'.repeat(50_000) });

describe('the transport', () => {
	let server: Server;

	beforeAll(async () => {
		server = createServer((_request, response) => response.end(answer));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	});
	afterAll(() => server.close());

	it('should keep every character whole that arrives in two pieces', async () => {
		const { port } = server.address() as AddressInfo;
		const transport = createTransport({
			marketplace: findMarketplace('JP'),
			clientId: 'client',
			clientSecret: 'secret',
			refreshToken: 'refresh',
			endpointOverride: `http://127.0.0.1:${port}`,
			now: Date.now,
		});
		const { body } = await transport.call({ method: 'GET', path: '/catalog' }, 'token');
		expect(body === answer).toBe(true);
	});
});
