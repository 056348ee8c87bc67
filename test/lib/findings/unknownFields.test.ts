import {
	findDifferences,
	findUnknownFields,
	known,
	type KnownFields,
} from '../../../lib/findings/unknownFields';

const fields: KnownFields = { items: { id: known, price: { amount: known } }, free: known };

describe('findUnknownFields', () => {
	it('should find nothing in an answer that holds less than it may', () => {
		expect(findUnknownFields({ items: [{ id: 1 }, { price: null }] }, fields)).toEqual([]);
	});

	it('should name each field once, by its path and without its value', () => {
		const answer = {
			items: [
				{ id: 1, colour: 'red' },
				{ colour: 'blue', price: { tax: 10 } },
			],
			free: { anything: [1] },
		};
		expect(findUnknownFields(answer, fields)).toEqual(['items[].colour', 'items[].price.tax']);
	});

	it('should not show a name that may be data', () => {
		expect(findUnknownFields({ '予約 太郎': 1, 'a@b.example': 2 }, fields)).toEqual(['(…)']);
	});

	it('should name at most 20', () => {
		const many = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`field${at}`, 1]));
		expect(findUnknownFields(many, fields)).toHaveLength(20);
	});
});

describe('findDifferences', () => {
	it('should name what differs, came or went, but what it was told to leave out', () => {
		const before = { title: 'a', price: 1, stock: 2, rows: [1] };
		const after = { title: 'a', price: 2, rows: [2], visible: 1 };
		const ignored = (name: string) => name === 'price';
		expect(findDifferences(before, after, ignored)).toEqual(['rows', 'stock', 'visible']);
	});
});
