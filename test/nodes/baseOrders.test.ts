import { BaseShopOAuth2Api } from '../../credentials/BaseShopOAuth2Api.credentials';
import { customerMark } from '../../simulator/world/orders';
import { resolveCredential } from '../support/credentialExpressions';
import { inARow, itemsNode, runWorkflow } from '../support/n8nEngine';
import { openOrderStory, type OrderStory } from '../support/orderStory';

const SHOP = 'demo-shop';
const ordersNode = 'n8n-nodes-amazon-base-sync.baseOrders';

describe('the scope of the credential', () => {
	const scopeOf = async (filledIn: Record<string, string | boolean | null>) =>
		(await resolveCredential(new BaseShopOAuth2Api(), filledIn)).scope;

	it.each<Record<string, string | boolean | null>>([
		{},
		{ readOrders: false },
		{ readOrders: null },
		{ readOrders: '' },
	])('should be what it always was with %j', async (filledIn) => {
		expect(await scopeOf(filledIn)).toBe('read_users read_items write_items');
	});

	it('should hold the right to read orders where it is switched on', async () => {
		expect(await scopeOf({ readOrders: true })).toBe(
			'read_users read_items write_items read_orders',
		);
	});
});

describe('BASE Orders alone on a canvas', () => {
	let story: OrderStory;

	beforeAll(async () => {
		story = await openOrderStory(12);
	}, 60_000);
	afterAll(async () => await story.stop());

	const run = async (
		parameters: Record<string, string>,
		items: object[] = [{}],
		onError?: string,
	) => {
		const node = { name: 'it', type: ordersNode, parameters, ...(onError ? { onError } : {}) };
		return await runWorkflow(inARow(itemsNode(items), node as never), {
			credentials: story.credentials,
			startNode: 'items',
		});
	};

	it('Get By Key should give the lines with our listing and ASIN, and nothing of the customer', async () => {
		const [asin] = story.asins;
		const { unique_key, items } = story.buy(asin!, 'ordered', 2);
		const result = await run({ operation: 'getByKey', orderKeys: unique_key });
		expect(result.error).toBeUndefined();
		expect(result.output('it')).toMatchObject([
			{
				asin,
				listing: { item_id: items[0]!.item_id, price: 2600 },
				order: {
					...{ account: SHOP, key: unique_key, status: 'ordered', is_new: true, trouble: null },
					line: { item_id: items[0]!.item_id, variation_id: null, price: 2600, amount: 2 },
				},
			},
		]);
		expect(JSON.stringify(result.raw)).not.toContain(customerMark);
	}, 60_000);

	it('Get By Key should name what it cannot find, and go on where the node may', async () => {
		const { unique_key } = story.buy(story.asins[1]!);
		const items = [{ order: { key: 'NOSUCHORDER00000' } }, { order: { key: unique_key } }];
		const stopped = await run({ operation: 'getByKey' }, items);
		expect(stopped.error).toContain('no_order');
		const result = await run({ operation: 'getByKey' }, items, 'continueRegularOutput');
		const [missing, found] = result.output('it');
		expect(missing?.error).toContain('no_order');
		expect(found).toMatchObject({ order: { key: unique_key } });
	}, 60_000);

	it.each(['   ', '、'])('Get By Key should say that it needs a key for %j', async (orderKeys) => {
		expect((await run({ operation: 'getByKey', orderKeys })).error).toContain(
			'注文の番号がありません',
		);
	});

	it('Get New should give the same orders until they are marked as told', async () => {
		const keysOf = (result: Awaited<ReturnType<typeof run>>) =>
			new Set(result.output('it').map(({ order }) => (order as { key: string }).key));
		const { unique_key } = story.buy(story.asins[2]!);
		const first = keysOf(await run({ operation: 'getNew' }));
		expect(first).toContain(unique_key);
		expect(keysOf(await run({ operation: 'getNew' }))).toEqual(first);
	}, 60_000);

	it('should find the row that was bought, by its own code', async () => {
		const [, , , one, other] = story.asins;
		const itemId = story.place('', '色ちがい');
		const row = (variation_id: number, variation: string, asin: string) => ({
			...{ variation_id, variation, variation_stock: 1 },
			variation_identifier: `b-${asin}-20261124210000`,
		});
		story.simulator.world.editListing(SHOP, itemId, {
			variations: [row(11, '黒', one!), row(12, '白', other!)],
		});
		const { unique_key } = story.order([{ itemId, variationId: 12 }]);
		const [found] = (await run({ operation: 'getByKey', orderKeys: unique_key })).output('it');
		expect(found).toMatchObject({
			...{ asin: other, variation: { variation_id: 12, title: '白' } },
			order: { line: { variation_id: 12, variation: '白' }, foreign: null },
		});
		// The owner takes the row away after it was bought.
		story.simulator.world.editListing(SHOP, itemId, {
			variations: [row(11, '黒', one!), row(13, '赤', story.asins[5]!)],
		});
		await story.sync();
		const [later] = (await run({ operation: 'getByKey', orderKeys: unique_key })).output('it');
		expect(later).toMatchObject({
			asin: null,
			order: { foreign: expect.stringContaining('もうありません') },
		});
	}, 60_000);

	it('should not ask Amazon about a code that names nothing, nor about what was sent', async () => {
		const itemId = story.place('UTSUWA-12', '手作りの器');
		const own = story.order([{ itemId }]).unique_key;
		const sent = story.buy(story.asins[6]!, 'dispatched').unique_key;
		const found = (await run({ operation: 'getByKey', orderKeys: `${own}, ${sent}` })).output('it');
		expect(found).toMatchObject([
			{ asin: null, order: { foreign: expect.stringContaining('UTSUWA-12') } },
			{ asin: null, order: { foreign: null, line: { status: 'dispatched' } } },
		]);
	}, 60_000);

	it('should say how to connect again where the right is missing', async () => {
		story.connect(['read_users', 'read_items', 'write_items']);
		const { error } = await run({ operation: 'getByKey', orderKeys: 'KEY' });
		expect(error).toContain('Read Orders をオン');
		expect(error).toContain('Connect ボタン (接続中なら Switch account) で接続し直してください');
	}, 60_000);
});
