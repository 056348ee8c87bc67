import { noFigures } from '../../../../lib/freshness/figures';
import { unwatched } from '../../../../lib/freshness/looks';
import { Looks } from '../../../../lib/ledger/shop/shopLooks';
import { MemoryStore } from '../../../support/memoryStore';

const HOUR = 3_600_000;
const NOON = Date.parse('2026-11-30T12:00:00Z');

it('should know how old its looks are after the clock was set back', async () => {
	let now = NOON;
	const looks = new Looks(new MemoryStore(), () => now);
	const note = async (asin: string) => {
		const { setBack } = await looks.read('shop');
		await looks.note('shop', {
			looks: new Map([[asin, { ...unwatched, looked: now, confirmed: now }]]),
			...{ found: { shown: 0, hidden: 0 }, figures: noFigures(), setBack },
			listed: new Set(['A', 'B']),
		});
	};
	await note('A');
	now = NOON - 2 * HOUR;
	const found = { at: now, by: 2 * HOUR + 5 * 60_000 };
	expect(await looks.read('shop')).toMatchObject({ setBack: found });
	await note('B');
	now += HOUR;
	const { items, setBack } = await looks.read('shop');
	expect(items.get('A')!.looked).toBe(now - HOUR - 5 * 60_000);
	expect(items.get('B')!.looked).toBe(now - HOUR);
	expect(setBack).toEqual(found);
});

it('should add up the time of an item that is looked at twice a minute', async () => {
	const looks = new Looks(new MemoryStore(), () => NOON);
	for (let look = 0; look < 10; look++) {
		const { items, setBack } = await looks.read('shop');
		const { watched } = items.get('A') ?? unwatched;
		await looks.note('shop', {
			looks: new Map([['A', { ...unwatched, looked: NOON, watched: watched + 24_000 }]]),
			...{ found: { shown: 0, hidden: 0 }, figures: noFigures(), setBack, listed: new Set(['A']) },
		});
	}
	expect((await looks.read('shop')).items.get('A')!.watched).toBeCloseTo(240_000);
});
