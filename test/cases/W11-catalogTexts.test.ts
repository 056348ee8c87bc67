import { catalogTextsOf } from '../../simulator/world/catalog';
import { startWeeklyLook, type Looked, type WeeklyLook } from '../support/weeklyLook';

/** W11: attributes in three languages and of two marketplaces, with markup, in another order each time. */
describe('the weekly look at a catalog of many languages', () => {
	let look: WeeklyLook;
	let looked: Looked[];

	beforeAll(async () => {
		look = await startWeeklyLook(120);
		await look.run();
		looked = await look.looked();
	}, 300_000);
	afterAll(async () => await look.simulator.stop());

	const textsOf = ({ document }: Looked): string[] =>
		[
			document.title_ja,
			document.brand,
			document.category,
			document.description_ja,
			...(document.bullet_points ?? []),
		].filter((text): text is string => typeof text === 'string');
	const allTexts = (): string => looked.flatMap(textsOf).join('\n');

	it('should look at nearly all of the shop', () => {
		expect(looked.length).toBeGreaterThan(100);
		expect(allTexts().length).toBeGreaterThan(10_000);
	});

	it('should keep no text of another language', () => {
		expect(allTexts()).not.toMatch(/MATERIAL|SIZE:|CARE|WARRANTY|Household|Storage|材质|尺寸|清洗/);
	});

	it('should keep no text that was written for another marketplace', () => {
		expect(allTexts()).not.toMatch(/米国/);
		expect(JSON.stringify(looked.map(({ document }) => document))).not.toMatch(/I\/US/);
	});

	it('should keep no tag and no entity', () => {
		expect(allTexts()).not.toMatch(/<\/?(p|br|ul|li|div)\b|&(#\d+|amp|lt|gt|quot|nbsp);/i);
	});

	it('should keep the Japanese bullets as their seller wrote them', () => {
		for (const { product, oddities, document } of looked) {
			const { bullets } = catalogTextsOf(product);
			const expected = oddities.nullPlace === 'attributes' ? [] : bullets;
			expect([...(document.bullet_points ?? [])].sort()).toEqual([...expected].sort());
		}
	});

	it('should keep the lines of a description, and none of a foreign one', () => {
		const descriptions = looked.map(({ document }) => document.description_ja ?? null);
		const written = looked.map(({ product, oddities }) =>
			oddities.nullPlace === 'attributes' ? null : catalogTextsOf(product).description,
		);
		expect(descriptions).toEqual(written);
		expect(written.filter((text) => text === null).length).toBeGreaterThan(20);
		expect(written.filter((text) => text?.includes('\n')).length).toBeGreaterThan(20);
	});

	it('should tell of no change where Amazon answers the same in another order', async () => {
		const counts = await look.run();
		expect(counts).not.toHaveProperty('refreshed');
		expect(counts).not.toHaveProperty('drifted');
	}, 300_000);

	it("should send nothing to the shop for another order of Amazon's answer", async () => {
		look.simulator.counters.reset();
		const counts = await look.run({ update_title: true, update_detail: true, update_images: true });
		expect(counts).not.toHaveProperty('updated');
		expect(look.simulator.counters.of('base', 'items/edit').calls).toBe(0);
		expect(look.simulator.counters.of('base', 'items/add_image').calls).toBe(0);
	}, 300_000);
});
