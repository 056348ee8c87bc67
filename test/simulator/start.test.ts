import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startSimulator } from '../../simulator/start';
import { call } from './callers';

it('should name a port that is taken, and leave none of its own open', async () => {
	const first = await startSimulator({ products: 1 });
	const port = Number(new URL(first.chatworkUrl).port);
	const freed = await startSimulator({ products: 1 });
	const amazon = Number(new URL(freed.amazonUrl).port);
	await freed.stop();

	await expect(startSimulator({ products: 1, ports: { amazon, chatwork: port } })).rejects.toThrow(
		`Port ${port} for chatwork cannot be opened: another program uses it`,
	);
	const again = await startSimulator({ products: 1, ports: { amazon } });
	expect(new URL(again.amazonUrl).port).toBe(String(amazon));
	await Promise.all([first.stop(), again.stop()]);
});

it('should listen on the loopback address and end with stop, answers owed or not', async () => {
	const simulator = await startSimulator({ products: 1 });
	simulator.faults.add({ kind: 'silence' });
	const url = `${simulator.baseUrl}/1/users/me`;
	const owed = call(url).catch((error: unknown) => error);
	while (simulator.counters.of('base', 'users/me').calls === 0) await call(simulator.controlUrl);
	await simulator.stop();

	expect(new URL(simulator.baseUrl).hostname).toBe('127.0.0.1');
	expect(String(await owed)).toContain('fetch failed');
	await expect(call(simulator.amazonUrl)).rejects.toThrow();
});

it('should hand out what a client needs to sign in', async () => {
	const shops = [{ name: 'mise', clientId: 'client-of-mise' }];
	const simulator = await startSimulator({ products: 1, shops });
	const [shop] = simulator.credentials.shops;
	await simulator.stop();

	expect(shop).toMatchObject({
		name: 'mise',
		clientId: 'client-of-mise',
		clientSecret: 'mise-secret',
		authorizeUrl: `${simulator.baseUrl}/1/oauth/authorize`,
		accessTokenUrl: `${simulator.baseUrl}/1/oauth/token`,
		apiBaseUrl: `${simulator.baseUrl}/1`,
	});
	expect(simulator.credentials.amazon.refreshToken).not.toBe('');
	expect(simulator.credentials.chatwork).toEqual({
		apiToken: 'chatwork-simulator',
		roomId: 424_242,
	});
});

it('should make the whole catalog of 10,772 products in seconds', async () => {
	const begun = performance.now();
	const simulator = await startSimulator({ products: 10_772 });
	await simulator.stop();

	// And a stranger's book for every eighth of the owner's own goods, of which there are 216.
	expect(simulator.world.products.size).toBe(10_772 + 27);
	expect(performance.now() - begun).toBeLessThan(10_000);
});

it('should import nothing of what it is there to test', () => {
	const root = resolve(__dirname, '../../simulator');
	const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
		name.endsWith('.ts'),
	);
	const imports = files.flatMap((name) =>
		[...readFileSync(join(root, name), 'utf8').matchAll(/(?:from|import) '([^']+)'/g)].map(
			(found) => found[1]!,
		),
	);

	expect(files.length).toBeGreaterThan(30);
	expect(imports.filter((path) => /(^|\/)(lib|nodes|credentials)\//.test(path))).toEqual([]);
});
