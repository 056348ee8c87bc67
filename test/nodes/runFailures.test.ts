import { inARow, itemsNode, runWorkflow, useTemporaryUserFolder } from '../support/n8nEngine';

const type = 'n8n-nodes-amazon-base-sync.runGuard';
const MINUTE = 60_000;

/** A credential dies, and the schedule comes every ten minutes. */
describe('Run Guard: Failed', () => {
	let now = 0;
	let executions = 0;

	beforeEach(() => {
		now = Date.parse('2026-11-23T08:00:00+09:00');
		jest.spyOn(Date, 'now').mockImplementation(() => now);
		useTemporaryUserFolder();
	});
	afterEach(() => jest.restoreAllMocks());

	const outputOf = async (parameters: object, item: object) => {
		const node = { name: 'it', type, parameters: { ...parameters } };
		const done = await runWorkflow(
			{ id: 'w1', name: '同期', ...inARow(itemsNode([item]), node) },
			{ credentials: {}, executionId: `${++executions}` },
		);
		expect(done.error).toBeUndefined();
		return done.output('it')[0];
	};
	const run = async (parameters: object, item: object) => (await outputOf(parameters, item))!;
	/** Whether a message goes out: without one there is nothing to send. */
	const report = async (item: object) => {
		const failed = await outputOf({ operation: 'failed' }, item);
		if (failed) expect(failed).toMatchObject({ has_message: true });
		return failed !== undefined;
	};
	const start = async () => await run({ operation: 'start', account: 'main', task: 'sync' }, {});
	const fail = async (why = '認証できません') => {
		const { id } = (await start()).run as { id: string };
		const error = { message: `${why} (実行 ${id})` };
		const execution = { id: `${executions}`, lastNodeExecuted: 'BASEの商品一覧', error };
		const item = { workflow: { id: 'w1', name: '同期' }, execution };
		return await report(item);
	};
	const succeed = async () => await run({ operation: 'finish' }, await start());
	/** When the owner heard of it, in minutes after the first failure. */
	const heardWithin = async (hours: number) => {
		const heard: number[] = [];
		for (let minutes = 0; minutes < hours * 60; minutes += 10) {
			if (await fail()) heard.push(minutes);
			now += 10 * MINUTE;
		}
		return heard;
	};

	it('should tell of a dead credential 3 times in the first day', async () => {
		expect(await heardWithin(24)).toEqual([0, 60, 23 * 60]);
	}, 60_000);

	it('should tell another failure at once, and the end of all once', async () => {
		const since = '2026-11-23T08:00:00.000+09:00';
		expect(await fail()).toBe(true);
		now += 10 * MINUTE;
		expect([await fail(), await fail('ショップが停止中です')]).toEqual([false, true]);
		expect((await succeed()).recovered).toMatchObject({
			...{ reason: expect.stringContaining('認証できません') as string, since },
		});
		expect(await succeed()).not.toHaveProperty('recovered');
		expect(await fail()).toBe(true);
	});

	it('should end with a success a failure from before the first node', async () => {
		const trigger = { error: { message: '始まりません' } };
		const item = { workflow: { id: 'w1', name: '同期' }, trigger };
		expect(await report(item)).toBe(true);
		expect(await report(item)).toBe(false);
		expect((await succeed()).recovered).toMatchObject({ reason: '始まりません' });
	});
});
