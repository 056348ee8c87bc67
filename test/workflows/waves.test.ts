import { openQuestions } from '../support/openQuestions';
import { COST, openStory, PRICE, type SyncRun, type SyncStory } from '../support/syncStory';

/**
 * What moves a whole shop at once: a sale, a holiday of the carriers, an hour of wrong answers. 10,772 items with
 * FULL_CASES=1, else a fortieth. BASE allows 5,000 calls an hour, so a large shop needs several runs.
 */

const ITEMS = process.env.FULL_CASES === '1' ? 10_772 : 270;
const DAY = 24 * 3_600_000;
const SHOWN_IN_MESSAGE = 4_000;
const LIMIT_MS = ITEMS > 1000 ? 3_600_000 : 120_000;

let story: SyncStory;

beforeAll(async () => {
	story = await openStory(ITEMS);
}, LIMIT_MS);
afterAll(async () => await story.stop());
afterEach(() => story.simulator.faults.clear());

const countShown = (price: number) =>
	story.asins.filter((asin) => {
		const { visible, price: now } = story.shown(asin);
		return visible === 1 && now === price;
	}).length;
const heldIn = ({ items }: SyncRun) =>
	items.filter(({ result }) => result?.action === 'held').length;
const alarmsIn = (message: string) => message.match(/3時間に.+?が [\d,]+件ありました/g) ?? [];

/** Runs as the schedule does, an hour apart where BASE's hour is used up, until nothing waits. */
async function syncUntilDone(): Promise<SyncRun[]> {
	const runs: SyncRun[] = [];
	for (;;) {
		const run = runs.length === 0 ? await story.syncLater() : await story.later(story.sync, 1);
		runs.push(run);
		const isDone = !run.items.some(({ result }) => result?.action === 'deferred');
		if (isDone || runs.length > 12) return runs;
	}
}

it(
	'should follow a sale of 40% of the shop without a question',
	async () => {
		const onSale = story.asins.slice(0, Math.floor(ITEMS * 0.4));
		// 1,600 x 1.3 = 2,080 yen.
		for (const asin of onSale) {
			story.simulator.world.setOffer(asin, { price: 1600, inStock: true, shipping: 0 });
		}

		const runs = await syncUntilDone();

		expect(countShown(2080)).toBe(onSale.length);
		expect(countShown(PRICE)).toBe(ITEMS - onSale.length);
		expect(runs.reduce((sum, run) => sum + heldIn(run), 0)).toBe(0);
		expect(await openQuestions()).toEqual([]);
		expect(alarmsIn(runs[0]!.message)).toHaveLength(1);
		// A look and an edit each, and 5,000 calls an hour.
		expect(runs.length).toBeLessThanOrEqual(Math.ceil((onSale.length * 2) / 4000) + 1);
	},
	LIMIT_MS,
);

it(
	'should hide all that ships too late, say so once, and show it again by itself',
	async () => {
		for (const asin of story.asins) {
			story.simulator.world.setOffer(asin, {
				...{ price: COST, shipping: 0, availability: 'FUTURE_WITH_DATE' },
				availableDate: new Date(Date.now() + 30 * DAY).toISOString(),
			});
		}
		const closing = await syncUntilDone();
		expect(story.asins.filter((asin) => story.shown(asin).visible === 1)).toEqual([]);
		const told = closing.map(({ message }) => message).join('\n');
		expect(alarmsIn(told)).toEqual([expect.stringContaining('非公開が') as string]);
		expect(closing[0]!.message.length).toBeLessThan(SHOWN_IN_MESSAGE);
		// A look at the list for many hides leaves nearly the whole hour to them.
		expect(closing.length).toBeLessThanOrEqual(Math.ceil(ITEMS / 4800) + 1);

		for (const asin of story.asins) {
			story.simulator.world.setOffer(asin, { price: COST, inStock: true, shipping: 0 });
		}
		const opening = await syncUntilDone();

		expect(countShown(PRICE)).toBe(ITEMS);
		expect([...closing, ...opening].reduce((sum, run) => sum + heldIn(run), 0)).toBe(0);
		expect(await openQuestions()).toEqual([]);
	},
	LIMIT_MS,
);

it(
	'should hide nothing in an hour of false zeros beside Buy Box prices',
	async () => {
		story.simulator.faults.add({ kind: 'falselySoldOut', count: 8 });

		await story.syncLater();
		await story.later(story.sync, 1);

		expect(countShown(PRICE)).toBe(ITEMS);
	},
	LIMIT_MS,
);

it(
	'should move nothing by a plausible wrong markup before its approval',
	async () => {
		const { message } = await story.syncLater({ markup: 1.2 });

		expect(countShown(PRICE)).toBe(ITEMS);
		expect(message).toContain('掛け率 1.3 → 1.2');
	},
	LIMIT_MS,
);
