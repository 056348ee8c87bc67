import { isRunId, makeFreeRunId } from '../../../../lib/ledger/runs/makeRunId';

const NOW = Date.parse('2026-11-24T21:00:10+09:00');

/** A history that has a number this many times before one is free. */
const taken = (times: number) => {
	const asked: string[] = [];
	const get = async (id: string): Promise<object | null> => {
		asked.push(id);
		return asked.length <= times ? {} : null;
	};
	return { asked, get };
};

describe('the number of a run', () => {
	it('should tell the minute of its start in Japan', async () => {
		const id = await makeFreeRunId(NOW, taken(0));
		expect(id).toMatch(/^20261124-2100-[0-9a-f]{4}$/);
		expect(isRunId(id)).toBe(true);
	});

	it('should be another one where a run of the same minute has it', async () => {
		const history = taken(3);
		const id = await makeFreeRunId(NOW, history);
		expect(history.asked).toHaveLength(4);
		expect(id).toBe(history.asked.at(-1));
	});
});
