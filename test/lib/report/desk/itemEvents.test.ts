import type { TrailPoint } from '../../../../lib/listing/trail';
import { listEvents } from '../../../../lib/report/desk/itemEvents';

const point = (at: number, price: number | null, is_on: boolean | null = true): TrailPoint => ({
	...{ at, price, is_on },
});

describe('the events of an item', () => {
	it('should be none for a course that never changed', () => {
		expect(listEvents([point(1, 2600)], [point(1, 2000)])).toEqual([]);
	});

	it('should bring both courses into one order, newest first', () => {
		const shop = [point(1, 2600), point(4, 3120)];
		const amazon = [point(1, 2000), point(3, 2400)];
		expect(listEvents(shop, amazon)).toEqual([
			{ at: 4, place: 'BASE', text: '2,600円 → 3,120円', tone: 'calm' },
			{ at: 3, place: 'Amazon', text: '2,000円 → 2,400円', tone: 'calm' },
		]);
	});

	it('should say that a product is sold out, and that it is back at another price', () => {
		const amazon = [point(1, 2000), point(2, null, false), point(3, 2100)];
		expect(listEvents([], amazon)).toEqual([
			{ at: 3, place: 'Amazon', text: '在庫あり、2,100円', tone: 'good' },
			{ at: 2, place: 'Amazon', text: '在庫なし', tone: 'warn' },
		]);
	});

	it('should say that the shop hides an item and cuts its price in one', () => {
		const shop = [point(1, 2600), point(2, 2500, false)];
		expect(listEvents(shop, [])).toEqual([
			{ at: 2, place: 'BASE', text: '非公開、2,600円 → 2,500円', tone: 'warn' },
		]);
	});

	it('should say that nothing is known any more', () => {
		const amazon = [point(1, 2000), point(2, null, null)];
		expect(listEvents([], amazon)).toMatchObject([{ text: '確認できません', tone: 'calm' }]);
	});
});
