import { CallBudget, type CountStore } from '../../../lib/baseShop/budget';
import { CALLS_PER_HOUR } from '../../../lib/shop/shopLimits';
import { patientBudget } from '../../../lib/shop/patientBudget';

const START = Date.parse('2026-11-24T21:40:00+09:00');

/** Counts in memory, by name and window. */
function counts(): CountStore & { used: Map<string, number> } {
	const used = new Map<string, number>();
	return {
		used,
		take: async (name, { startsAt }, amount, limit) => {
			const key = `${name} ${startsAt}`;
			const now = used.get(key) ?? 0;
			if (now + amount > limit) return { ok: false, used: now };
			used.set(key, now + amount);
			return { ok: true, used: now + amount };
		},
		raise: async (name, { startsAt }, to) => {
			const key = `${name} ${startsAt}`;
			used.set(key, Math.max(used.get(key) ?? 0, to));
		},
	};
}

function world() {
	let now = START;
	const store = counts();
	const waits: string[] = [];
	const budget = new CallBudget({ counts: store, account: 'shop', now: () => now });
	const patient = patientBudget(budget, {
		now: () => now,
		sleep: async (ms) => void (now += ms),
		onWait: (until) => waits.push(new Date(until).toISOString()),
	});
	return { budget, patient, waits, now: () => now, pass: (ms: number) => (now += ms) };
}

describe('patientBudget', () => {
	it('should take all of the hour, then wait for the next one, just past its turn', async () => {
		const { patient, waits, now } = world();
		for (let call = 0; call < CALLS_PER_HOUR; call++)
			expect(await patient.take(1, 'lowers_risk')).toBe(true);
		expect(waits).toEqual([]);
		expect(await patient.take(1, 'lowers_risk')).toBe(true);
		expect(waits).toEqual(['2026-11-24T13:00:05.000Z']);
		expect(now()).toBe(Date.parse('2026-11-24T22:00:05+09:00'));
	});

	it('should leave what is kept for hides to them, and wait for the next hour', async () => {
		const { budget, patient, waits } = world();
		await budget.note(CALLS_PER_HOUR * 0.7);
		expect(await patient.take(1, 'adds_risk')).toBe(true);
		expect(waits).toEqual(['2026-11-24T13:00:05.000Z']);
	});

	it('should wait for the next day where the day is used up', async () => {
		const { budget, patient, waits } = world();
		await budget.exhausted('day');
		expect(await patient.take(1, 'lowers_risk')).toBe(true);
		// The day ends at midnight in Japan: 22:00, 23:00 and 0:00 were tried.
		expect(waits).toHaveLength(3);
	});
});

describe('CallBudget', () => {
	it('should keep the last 30% of the hour for what lowers risk', async () => {
		const { budget } = world();
		for (let call = 0; call < 3500; call++) await budget.take(1, 'adds_risk');
		expect(await budget.take(1, 'adds_risk')).toBe(false);
		for (let call = 0; call < 1500; call++) expect(await budget.take(1, 'lowers_risk')).toBe(true);
		expect(await budget.take(1, 'lowers_risk')).toBe(false);
	});

	it('should count what was read, and never refuse it', async () => {
		const { budget } = world();
		await budget.note(4999);
		expect(await budget.take(2, 'lowers_risk')).toBe(false);
		await budget.note(10);
		expect(await budget.take(1, 'lowers_risk')).toBe(false);
	});

	it('should take a refusal right after the turn of the hour for one of the hour before', async () => {
		const { budget, pass } = world();
		pass(20 * 60_000 + 30_000);
		await budget.exhausted('hour');
		expect(await budget.take(1, 'lowers_risk')).toBe(true);
		pass(60_000);
		await budget.exhausted('hour');
		expect(await budget.take(1, 'lowers_risk')).toBe(false);
	});

	it('should give an account 1,000 new items a day', async () => {
		const { budget, pass } = world();
		for (let item = 0; item < 1000; item++) expect(await budget.takeNewItem()).toBe(true);
		expect(await budget.takeNewItem()).toBe(false);
		pass(2 * 3_600_000 + 21 * 60_000);
		expect(await budget.takeNewItem()).toBe(true);
	});
});
