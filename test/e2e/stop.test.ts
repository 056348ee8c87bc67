import { countable, realN8n, type RealN8n } from './realN8n';

describe('Stop in the editor', () => {
	let n8n: RealN8n;

	beforeAll(async () => {
		// At the real speed a run of 100 items waits for quota nearly all of its 50 seconds.
		n8n = await realN8n({ products: 100, plain: true, speed: 1 }, countable);
	});
	afterAll(async () => {
		await n8n?.close();
	});

	it('ends the execution within 2 seconds while it waits for quota', async () => {
		const { api } = n8n.stage;
		const id = await n8n.stage.start();
		const statusOf = async (): Promise<string> =>
			(await api.get<{ status: string }>(`/executions/${id}`)).status;
		await new Promise((resolve) => setTimeout(resolve, 6_000));
		expect(await statusOf()).toBe('running');
		const pressedAt = Date.now();
		await api.post(`/executions/${id}/stop`, {});
		while ((await statusOf()) === 'running')
			await new Promise((resolve) => setTimeout(resolve, 50));
		expect(Date.now() - pressedAt).toBeLessThan(2_000);
		expect(await statusOf()).toBe('canceled');
	});
});
