import { catalogTextsOf } from '../../simulator/world/catalog';
import { nullPlaces, type NullPlace } from '../../simulator/world/catalogOddities';
import { startWeeklyLook, type Looked, type WeeklyLook } from '../support/weeklyLook';

/** W12, catalog: a null in one field of an item's answer. */
describe('the weekly look at a catalog with single nulls', () => {
	let look: WeeklyLook;
	let looked: Looked[];

	beforeAll(async () => {
		look = await startWeeklyLook(200);
		await look.run();
		looked = await look.looked();
	}, 300_000);
	afterAll(async () => await look.simulator.stop());

	const withNull = (place: NullPlace): Looked[] => {
		const found = looked.filter(({ oddities }) => oddities.nullPlace === place);
		expect(found.length).toBeGreaterThan(0);
		return found;
	};

	it.each(nullPlaces)('should keep the title of an item whose %s is null', (place) => {
		for (const { product, document } of withNull(place)) {
			expect(document.title_ja).toBe(product.title);
		}
	});

	it('should take a null brand for none, and keep the category beside it', () => {
		for (const { product, document } of withNull('brand')) {
			expect(document).toMatchObject({ brand: null, category: product.category.join(' > ') });
		}
	});

	it('should take a null classification for none, and keep the brand beside it', () => {
		for (const { product, document } of withNull('browseClassification')) {
			expect(document).toMatchObject({ brand: product.brand, category: null });
		}
	});

	it.each(['bulletRow', 'bulletValue'] as const)(
		'should keep all bullets beside a null %s',
		(place) => {
			for (const { product, document } of withNull(place)) {
				const { bullets } = catalogTextsOf(product);
				expect([...document.bullet_points!].sort()).toEqual([...bullets].sort());
			}
		},
	);

	it('should keep brand and pictures of an item without attributes', () => {
		for (const { product, document } of withNull('attributes')) {
			expect(document).toMatchObject({
				brand: product.brand,
				description_ja: null,
				bullet_points: [],
			});
			const variants = new Set(catalogTextsOf(product).images.map(({ variant }) => variant));
			expect(document.images).toHaveLength(variants.size);
		}
	});

	it('should still know the largest size of a picture by its width alone', () => {
		for (const { document } of withNull('imageHeight')) {
			expect(document.images?.[0] ?? '_SL1500_').toContain('_SL1500_');
		}
	});

	it('should keep the smaller sizes of a picture beside it', () => {
		for (const { document } of withNull('brand')) {
			for (const link of document.images ?? []) {
				const smaller = [500, 75].map((side) => link.replace('_SL1500_', `_SL${side}_`));
				expect(document.smaller_images?.[link]).toEqual(smaller);
			}
		}
	});

	it('should lose that size alone whose variant is null', () => {
		for (const { document } of withNull('imageVariant')) {
			expect(document.images?.[0] ?? '_SL500_').toContain('_SL500_');
			expect(document.images?.[1] ?? '_SL1500_').toContain('_SL1500_');
		}
	});
});
