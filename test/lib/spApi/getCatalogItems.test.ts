import { getCatalogItems, type CatalogOutcome } from '../../../lib/spApi/catalog/getCatalogItems';
import { findMarketplace } from '../../../lib/spApi/marketplaces';
import { fakeAmazon } from '../../support/fakeAmazon';

const JAPAN = findMarketplace('JP');
const [FIRST, SECOND] = ['B000000001', 'B000000002'] as const;

const item = (asin: unknown, itemName: unknown = '箱') => ({
	asin,
	summaries: [{ marketplaceId: JAPAN.marketplaceId, itemName, brand: null }],
});

/** What becomes of two ASINs where Amazon answers so. */
describe('getCatalogItems', () => {
	beforeEach(() => jest.useFakeTimers());
	afterEach(() => jest.useRealTimers());

	const outcomesOf = async (body: object): Promise<Array<CatalogOutcome | undefined>> => {
		const { client } = fakeAmazon({ answer: () => ({ body: JSON.stringify(body) }) });
		const asked = getCatalogItems([FIRST, SECOND], {
			client,
			marketplace: JAPAN,
			signal: undefined,
			onProgress: () => undefined,
		});
		await jest.advanceTimersByTimeAsync(60_000);
		const outcomes = await asked;
		return [outcomes.get(FIRST), outcomes.get(SECOND)];
	};

	it('should call an ASIN unknown that a whole answer leaves out', async () => {
		const [first, second] = await outcomesOf({ numberOfResults: 1, items: [item(FIRST)] });
		expect(first).toMatchObject({ kind: 'found', info: { title_ja: '箱', brand: null } });
		expect(second).toEqual({ kind: 'not_found' });
	});

	it('should name the field of an item that cannot be read, and not call it unknown', async () => {
		const [first, second] = await outcomesOf({ items: [item(FIRST), item(null)] });
		expect(first).toMatchObject({ kind: 'found' });
		expect(second).toEqual({
			kind: 'failed',
			reason:
				'この商品かもしれない応答を読めません (items[1] の asin を読めません)。次の実行で調べ直します',
		});
	});

	it('should fail an ASIN alone that is answered twice in two ways', async () => {
		const items = [item(FIRST), item(SECOND), item(FIRST, '棚')];
		const [first, second] = await outcomesOf({ items });
		expect(first).toEqual({
			kind: 'failed',
			reason: `asin ${FIRST} の答えが2つあり、内容が違います。次の実行で調べ直します`,
		});
		expect(second).toMatchObject({ kind: 'found' });
	});

	it('should call nothing unknown where Amazon found more than it sent', async () => {
		const [, second] = await outcomesOf({ numberOfResults: 2, items: [item(FIRST)] });
		expect(second).toEqual({
			kind: 'failed',
			reason: 'Amazonの応答が途中までしかありません。次の実行で調べ直します',
		});
	});

	it('should fail every ASIN of an answer without items', async () => {
		const outcomes = await outcomesOf({ numberOfResults: 0, items: null });
		expect(outcomes.map((outcome) => outcome?.kind)).toEqual(['failed', 'failed']);
	});
});
