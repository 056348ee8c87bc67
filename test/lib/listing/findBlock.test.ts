import { noBlocks, type BlockLists } from '../../../lib/listing/blocks/blockLists';
import { findBlock, type BlockedProduct } from '../../../lib/listing/blocks/findBlock';

const lists = (changes: Partial<BlockLists>): BlockLists => ({ ...noBlocks, ...changes });

const product = (changes: Partial<BlockedProduct> = {}): BlockedProduct => ({
	asin: 'B0006L0120',
	title: '自動給水器 2.5L',
	amazon: { title_ja: 'ウォーターペット 自動給水器 2.5L 静音', brand: 'ウォーターペット' },
	...changes,
});

it('should block nothing by empty lists', () => {
	expect(findBlock(noBlocks, product())).toBeNull();
});

it('should block nothing by blank entries', () => {
	expect(
		findBlock(lists({ asins: ['', ' '], brands: [' '], words: ['', '　'] }), product()),
	).toBeNull();
});

it('should block no ASIN where no product is known', () => {
	const unknown = product({ asin: '', amazon: null });
	expect(findBlock(lists({ asins: [''] }), unknown)).toBeNull();
});

it.each(['B0006L0120', ' b0006l0120 ', 'Ｂ０００６Ｌ０１２０'])(
	'should block the ASIN %j',
	(entry) => {
		expect(findBlock(lists({ asins: ['B000000001', entry] }), product())).toEqual({
			by: 'asin',
			entry,
			action: 'hide',
		});
	},
);

it.each([
	['as Amazon names it', 'ウォーターペット', 'ウォーターペット'],
	['in half-width letters', 'ｳｫｰﾀｰﾍﾟｯﾄ', 'ウォーターペット'],
	['in small letters', 'waterpet', 'WaterPet'],
	['inside a longer one', 'WaterPet', 'WaterPet(ウォーターペット)'],
])('should block a brand %s', (_, entry, brand) => {
	const found = findBlock(lists({ brands: [entry] }), product({ amazon: { brand } }));
	expect(found).toMatchObject({ by: 'brand', entry });
});

it('should not take a part of another Latin word for the brand', () => {
	const amazon = { brand: 'Amazonite' };
	expect(findBlock(lists({ brands: ['Amazon'] }), product({ amazon }))).toBeNull();
});

it('should not look for a brand in the titles where Amazon names another', () => {
	const amazon = { brand: 'ペットの友', title_ja: 'ウォーターペット対応 フィルター' };
	expect(findBlock(lists({ brands: ['ウォーターペット'] }), product({ amazon }))).toBeNull();
});

it.each([
	['null', { brand: null }],
	['absent', {}],
	['empty', { brand: '' }],
	['unknown as a whole', null],
])('should look for a brand in the titles where it is %s', (_, amazon) => {
	const of = product({ amazon, title: 'ウォーターペット 自動給水器' });
	expect(findBlock(lists({ brands: ['ウォーターペット'] }), of)).toMatchObject({ by: 'brand' });
	expect(findBlock(lists({ brands: ['ペットの友'] }), of)).toBeNull();
});

it.each([
	['in the title at Amazon', { title: '給水器', amazon: { title_ja: '静音 給水器' } }],
	['in the title of the shop', { title: '静音 給水器', amazon: { title_ja: '給水器' } }],
	['in the brand', { title: '給水器', amazon: { brand: '静音工房' } }],
	['where Amazon was never asked', { title: '静音 給水器', amazon: null }],
])('should block a word %s', (_, changes) => {
	const found = findBlock(
		lists({ words: ['電子たばこ', '静音'], action: 'tell' }),
		product(changes),
	);
	expect(found).toEqual({ by: 'word', entry: '静音', action: 'tell' });
});

it('should make no word of the end of one text and the beginning of the next', () => {
	const of = product({ title: '音の出る給水器', amazon: { title_ja: '給水器 静' } });
	expect(findBlock(lists({ words: ['静音'] }), of)).toBeNull();
});
