import { SimulatedTime } from '../../../bench/freshness/simulatedTime';
import type { Sight } from '../../../lib/freshness/looks';
import { workSlice, type Lane, type SliceRules } from '../../../lib/freshness/workSlice';

const INTERVALS: Record<Lane, number> = { look: 2_000, batch: 10_000, single: 2_000 };
const START = 1_000_000;

interface Call {
	at: number;
	lane: Lane;
	asins: string[];
}

const names = (count: number, letter = 'L') =>
	Array.from({ length: count }, (_, place) => `${letter}${place}`);

/** Plays one slice: what is in `moved` shows a movement at its look. */
async function play(
	over: Partial<SliceRules>,
	moved: ReadonlySet<string> = new Set(),
	fails?: Lane,
) {
	const time = new SimulatedTime(START);
	const calls: Call[] = [];
	const free: Record<Lane, number> = { look: START, batch: START, single: START };
	const urgentTurns: Lane[] = [];
	const note = (lane: Lane, asins: string[]) => {
		calls.push({ at: time.now() - START, lane, asins });
		if (lane === fails) throw new Error(`${lane} failed`);
	};
	const rules: SliceRules = {
		...{ first: [], ranking: { looks: [], confirmations: [] }, confirmsAll: true, share: 1 },
		...{ endsAt: START + 60_000, sizes: { look: 20, batch: 20, single: 1 } },
		...over,
	};
	const work = workSlice(rules, {
		...{ now: time.now, sleep: time.sleep, intervalOf: (lane) => INTERVALS[lane] },
		turn: async (lane, isUrgent, signal) => {
			if (isUrgent) urgentTurns.push(lane);
			await time.sleep(free[lane] - time.now(), signal);
			free[lane] = time.now() + INTERVALS[lane];
		},
		look: async (asins) => {
			note('look', asins);
			await time.sleep(300);
			return new Map(
				asins.map((asin): [string, Sight] => [asin, moved.has(asin) ? 'moved' : 'same']),
			);
		},
		confirm: async (lane, asins) => {
			note(lane, asins);
			await time.sleep(500);
		},
	});
	const failure = await time.run(
		work.then(
			() => null,
			(error: Error) => error.message,
		),
	);
	const of = (lane: Lane) => calls.filter((call) => call.lane === lane);
	const asinsOf = (...lanes: Lane[]) =>
		lanes.flatMap((lane) => of(lane).flatMap(({ asins }) => asins));
	return { calls, of, asinsOf, failure, urgentTurns, tookMs: time.now() - START };
}

describe('workSlice', () => {
	it('should look down the ranking at the pace of the quota, each item once', async () => {
		const looks = names(2_000);
		const { of, asinsOf } = await play({ ranking: { looks, confirmations: [] } });
		expect(of('look').length).toBeGreaterThanOrEqual(29);
		expect(of('look').length).toBeLessThanOrEqual(30);
		expect(asinsOf('look')).toEqual(looks.slice(0, asinsOf('look').length));
	});

	it('should confirm what moved with the next call, before everything else', async () => {
		const looks = names(2_000);
		const moved = new Set([looks[250]!]);
		const { calls, urgentTurns } = await play(
			{ ranking: { looks, confirmations: names(2_000, 'C') } },
			moved,
		);
		const seen = calls.find(({ lane, asins }) => lane === 'look' && asins.includes(looks[250]!))!;
		const confirmed = calls.find(
			({ lane, asins }) => lane !== 'look' && asins.includes(looks[250]!),
		)!;
		expect(confirmed.at - seen.at).toBeLessThanOrEqual(300 + INTERVALS.single);
		expect(confirmed.asins[0]).toBe(looks[250]);
		expect(urgentTurns.length).toBeGreaterThan(0);
	});

	it('should look at an item before it confirms it', async () => {
		const { calls } = await play({
			ranking: { looks: names(500), confirmations: names(500, 'C') },
		});
		const looked = new Set<string>();
		for (const { lane, asins } of calls) {
			if (lane === 'look') for (const asin of asins) looked.add(asin);
			else expect(asins.filter((asin) => !looked.has(asin))).toEqual([]);
		}
	});

	it('should keep both confirming lanes busy, and confirm nothing twice', async () => {
		const { of, asinsOf } = await play({
			ranking: { looks: names(2_000), confirmations: names(2_000, 'C') },
		});
		expect(of('batch').length).toBeGreaterThanOrEqual(5);
		expect(of('single').length).toBeGreaterThanOrEqual(26);
		const all = asinsOf('batch', 'single');
		expect(new Set(all).size).toBe(all.length);
		expect(all.length).toBeGreaterThanOrEqual(115);
	});

	it('should take no more than its share of each quota', async () => {
		const { of } = await play({
			share: 0.5,
			ranking: { looks: names(2_000), confirmations: names(2_000, 'C') },
		});
		expect(of('look').length).toBeLessThanOrEqual(15);
		expect(of('single').length).toBeLessThanOrEqual(15);
		expect(of('batch').length).toBeLessThanOrEqual(3);
	});

	it('should confirm without a sign only if it may', async () => {
		const ranking = { looks: names(40), confirmations: names(40, 'C') };
		const { asinsOf } = await play({ confirmsAll: false, ranking }, new Set(['L7']));
		expect(asinsOf('look')).toEqual(ranking.looks);
		expect(asinsOf('batch', 'single')).toEqual(['L7']);
	});

	it('should confirm what comes first whatever its look shows', async () => {
		const { asinsOf } = await play({ confirmsAll: false, first: ['OWED'] });
		expect(asinsOf('look')).toEqual(['OWED']);
		expect(asinsOf('batch', 'single')).toEqual(['OWED']);
	});

	it('should end early once everything was looked at and confirmed', async () => {
		const { tookMs } = await play({ ranking: { looks: names(40), confirmations: [] } });
		expect(tookMs).toBeLessThan(5_000);
	});

	it('should begin no call after its end', async () => {
		const { calls } = await play({
			endsAt: START + 10_000,
			ranking: { looks: names(2_000), confirmations: names(2_000, 'C') },
		});
		expect(Math.max(...calls.map(({ at }) => at))).toBeLessThanOrEqual(10_000);
	});

	it('should do nothing in a slice without time', async () => {
		const { calls } = await play({
			endsAt: START - 1,
			ranking: { looks: names(40), confirmations: [] },
		});
		expect(calls).toEqual([]);
	});

	it.each<Lane>(['look', 'batch', 'single'])('should end all lanes when %s fails', async (lane) => {
		const { failure, tookMs } = await play(
			{ ranking: { looks: names(2_000), confirmations: names(2_000, 'C') } },
			new Set(),
			lane,
		);
		expect(failure).toBe(`${lane} failed`);
		expect(tookMs).toBeLessThan(20_000);
	});
});
