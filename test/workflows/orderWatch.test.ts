import { join } from 'node:path';
import { runWorkflow, useTemporaryUserFolder } from '../support/n8nEngine';
import { chatworkOf, shippedWorkflow } from '../support/shopWorld';
import { openFolder } from '../support/stored';
import {
	openOrderStory,
	orderScopes,
	personalTexts,
	readAllFiles,
	type OrderStory,
	type OrderWatch,
} from '../support/orderStory';
import { shortenWaits } from '../support/shortWaits';

const SHOP = 'demo-shop';

const own = { title: '手作りの器', identifier: 'UTSUWA-12' };

describe('order-watch.json', () => {
	let story: OrderStory;
	/** Everything that a test saw of the runs, for the search at the end. */
	const seen: OrderWatch[] = [];

	shortenWaits();

	beforeAll(async () => {
		story = await openOrderStory(60);
	}, 60_000);
	afterAll(async () => await story.stop());
	afterEach(() => {
		story.simulator.faults.clear();
		story.connect();
	});

	const offerOf = (asin: string, script: Parameters<typeof story.simulator.world.setOffer>[1]) =>
		story.simulator.world.setOffer(asin, script);
	const watch = async (minutes = 10): Promise<string> => {
		const watched = await story.watchLater(minutes);
		seen.push(watched);
		expect(watched.run.error).toBeUndefined();
		expect(watched.messages.length).toBeLessThanOrEqual(1);
		return watched.messages[0] ?? '';
	};
	/** A run of which an error is expected. */
	const watchAndFail = async (): Promise<OrderWatch> => {
		const watched = await story.watchLater();
		seen.push(watched);
		expect(watched.messages).toEqual([]);
		return watched;
	};

	it('should tell a new order once, with what it costs now and leaves', async () => {
		const asin = story.nextAsin();
		const { unique_key } = story.buy(asin);
		const message = await watch();
		expect(message).toContain('■ 買えます 1点');
		// 3.6% of 2,600 is 94, 3% is 78, 40 fixed: 2,600 - 212 - 2,000.
		expect(message).toContain('売値 2,600円、仕入値 2,000円、24時間以内に発送、利益 +388円');
		expect(message).toContain(`https://www.amazon.co.jp/dp/${asin}`);
		expect(message).toContain(`https://admin.thebase.com/shop_admin/orders/order/${unique_key}`);
		expect(await watch()).toBe('');
	}, 60_000);

	it('should ask nobody at Amazon where there is no order to tell, and leave no run behind', async () => {
		story.simulator.counters.reset();
		const before = (await ledger().history.ids()).length;
		expect(await watch()).toBe('');
		expect(await ledger().history.ids()).toHaveLength(before);
		expect(story.simulator.counters.snapshot().totals.amazon.calls).toBe(0);
		expect(story.simulator.counters.snapshot().totals.chatwork.calls).toBe(0);
	}, 60_000);

	it('should tell 20 orders of all kinds, each once and with its own figures', async () => {
		const { simulator } = story;
		const kinds = new Map<string, string[]>();
		const say = (key: string, ...texts: string[]) => kinds.set(key, texts);
		const next = () => story.nextAsin();

		for (let index = 0; index < 4; index++) say(story.buy(next()).unique_key, '利益 +388円');
		const dear = next();
		offerOf(dear, { price: 2808 });
		say(story.buy(dear).unique_key, '赤字です -420円', '仕入値 2,808円');
		const soldOut = next();
		offerOf(soldOut, { inStock: false });
		say(story.buy(soldOut).unique_key, '買えません: キャンセルまたは代わりを');
		// 3 x 2,600 = 7,800: 281 + 234 + 40; 3 x 2,000 go out.
		const three = story.buy(next(), 'ordered', 3).unique_key;
		say(three, '× 3個', '売値 2,600円 × 3、仕入値 2,000円 × 3', '利益 +1,245円');
		say(story.buy(next(), 'unpaid').unique_key, '入金待ち');
		say(story.buy(next(), 'unshippable').unique_key, '利益 +388円');
		const ownId = story.place(own.identifier, own.title);
		say(story.order([{ itemId: ownId }]).unique_key, own.title, `商品ID ${ownId}`);
		const [one, other] = [next(), next()];
		offerOf(other, { inStock: false });
		const items = [one, other].map((asin) => ({
			itemId: simulator.world.itemsOf(SHOP, asin)[0]!.item_id,
		}));
		const both = story.order(items).unique_key;
		say(both, one, other);
		const deleted = next();
		const gone = simulator.world.itemsOf(SHOP, deleted)[0]!.item_id;
		say(story.order([{ itemId: gone }]).unique_key, deleted, '利益 +388円');
		simulator.world.deleteListing(SHOP, gone);
		const late = story.place('XX-1', '後から登録して消した商品');
		say(story.order([{ itemId: late }]).unique_key, 'BASEから削除された商品です');
		simulator.world.deleteListing(SHOP, late);
		const silent = ['cancelled', 'dispatched', 'shipping'] as const;
		const untold = silent.map((status) => story.buy(next(), status).unique_key);
		for (let index = 0; index < 4; index++) say(story.buy(next()).unique_key, '利益 +388円');
		expect(kinds.size + untold.length).toBe(20);

		const told = new Map<string, string[]>();
		for (let run = 0; run < 6; run++) {
			const message = await watch();
			for (const key of [...kinds.keys(), ...untold]) {
				if (message.includes(key)) told.set(key, [...(told.get(key) ?? []), message]);
			}
		}
		for (const key of untold) expect(told.has(key)).toBe(false);
		for (const [key, texts] of kinds) {
			expect([key, told.get(key)?.length]).toEqual([key, 1]);
			for (const text of texts) expect(told.get(key)![0]).toContain(text);
		}
		const [message] = told.get(both)!;
		expect(message!.split(both).length - 1).toBe(2);
		const ofOwn = [...told.values()].flat().find((text) => text.includes(own.title))!;
		const line = ofOwn.split('\n').findIndex((text) => text.includes(own.title));
		expect(
			ofOwn
				.split('\n')
				.slice(line, line + 4)
				.join(),
		).not.toMatch(/買えます|赤字|利益/);
	}, 120_000);

	it('should tell an unpaid order again when it is paid, with the figures of that moment', async () => {
		const asin = story.nextAsin();
		const order = story.buy(asin, 'unpaid');
		expect(await watch()).toMatch(/入金待ち.*まだ買わないで/);
		expect(await watch()).toBe('');
		offerOf(asin, { price: 2100 });
		story.move(order, 'ordered');
		const message = await watch();
		expect(message).toContain('■ 買えます');
		expect(message).toContain('仕入値 2,100円、24時間以内に発送、利益 +288円');
	}, 60_000);

	it('should tell of a cancelled order only where it told of the order before', async () => {
		const order = story.buy(story.nextAsin());
		const quick = story.buy(story.nextAsin());
		story.move(quick, 'cancelled');
		const first = await watch();
		expect(first).toContain(order.unique_key);
		expect(first).not.toContain(quick.unique_key);
		story.move(order, 'cancelled');
		const message = await watch();
		expect(message).toContain('キャンセルされた注文 (買わないでください) 1点');
		expect(message).toContain(order.unique_key);
		expect(await watch()).toBe('');
	}, 60_000);

	it('should count what was sold once, and take back what is cancelled', async () => {
		const asin = story.nextAsin();
		const { item_id } = story.simulator.world.itemsOf(SHOP, asin)[0]!;
		const units = async () =>
			[...((await ledger().sales.read(SHOP))?.items.get(item_id)?.days.values() ?? [])].join();
		story.buy(asin, 'ordered', 3);
		const cancelled = story.buy(asin, 'unpaid', 2);
		await watch();
		expect(await units()).toBe('5');
		// An hour later the open order is read again.
		await watch(70);
		expect(await units()).toBe('5');
		story.move(cancelled, 'cancelled');
		await watch();
		expect(await units()).toBe('3');
	}, 60_000);

	it('should tell once when an open order stops being buyable, and ask until it is sent', async () => {
		const asin = story.nextAsin();
		const order = story.buy(asin);
		expect(await watch()).toContain('買えます');
		offerOf(asin, { inStock: false });
		// Within the hour nobody asks again.
		expect(await watch(20)).toBe('');
		const message = await watch(60);
		expect(message).toContain('【続報】');
		expect(message).toContain('買えません: キャンセルまたは代わりを');
		expect(message).toContain(order.unique_key);
		expect(await watch(70)).toBe('');
		// It can be bought again, but the sale would lose 1,000 yen.
		offerOf(asin, { inStock: true, price: 3388, shipping: 0 });
		expect(await watch(70)).toContain('赤字です -1,000円');
		expect(await watch(70)).toBe('');
		story.move(order, 'dispatched');
		expect(await watch(70)).toBe('');
		const { notes } = await ledger().orders.read(SHOP);
		expect(notes[order.unique_key]?.status).toBe('dispatched');
	}, 120_000);

	it('should tell an order that Amazon does not answer for at once, and again when it does', async () => {
		const { unique_key } = story.buy(story.nextAsin());
		story.simulator.faults.add({ kind: 'status', service: 'amazon' });
		const message = await watch();
		expect(message).toContain('確認できません');
		expect(message).toContain(unique_key);
		expect(await watch()).toBe('');
		story.simulator.faults.clear();
		expect(await watch()).toContain('利益 +388円');
		expect(await watch()).toBe('');
	}, 120_000);

	it('should withhold no order where Amazon refuses the account', async () => {
		const { unique_key } = story.buy(story.nextAsin());
		story.simulator.faults.add({ kind: 'accountRestricted' });
		const message = await watch();
		expect(message).toContain(unique_key);
		expect(message).toContain('確認できません (Amazonに聞けませんでした');
		expect(await watch()).toBe('');
		story.simulator.faults.clear();
		expect(await watch()).toContain('利益 +388円');
	}, 120_000);

	it('should name an order that cannot be read, and tell it once it can', async () => {
		const { unique_key } = story.buy(story.nextAsin());
		story.simulator.faults.add({ kind: 'oddOrder' });
		const message = await watch();
		expect(message).toContain(`注文 ${unique_key}`);
		expect(message).toContain('BASEの注文の応答を読めません (price)');
		expect(await watch()).toBe('');
		story.simulator.faults.clear();
		expect(await watch()).toContain('利益 +388円');
	}, 60_000);

	it('should say in one sentence how to connect again where the right is missing', async () => {
		story.connect(orderScopes.slice(0, 3));
		const { run } = await watchAndFail();
		expect(run.lastNode).toBe('BASEの注文');
		expect(run.error).toMatch(/^BASEの認証情報に注文を読む権限がない.*Read Orders をオン.*Connect/);
		expect(run.error!.match(/。/g)?.length).toBeLessThanOrEqual(2);
	}, 60_000);

	it('should say in its own message why it stopped', async () => {
		story.connect(orderScopes.slice(0, 3));
		const { run } = await watchAndFail();
		const workflow = shippedWorkflow('order-watch.json', chatworkOf(story.simulator));
		const trigger = workflow.nodes.find(({ name }) => name === 'エラー発生時')!;
		const execution = {
			...{ id: 'test-execution', lastNodeExecuted: run.lastNode, error: { message: run.error } },
		};
		trigger.type = 'test.items';
		trigger.parameters = {
			items: JSON.stringify([{ workflow: { id: workflow.id, name: workflow.name }, execution }]),
		};
		const told = await runWorkflow(workflow, {
			...{ credentials: story.credentials, mode: 'error', startNode: trigger.name },
		});
		expect(told.error).toBeUndefined();
		const [message, ...more] = story.simulator.messages.list();
		expect(more).toEqual([]);
		expect(message?.body).toContain('Read Orders をオン');
		expect(message?.body).toContain('注文は失われません');
	}, 60_000);

	it.each([
		'databaseError',
		'hourLimit',
		'shopRestricted',
		'cut',
		'reset',
		'html',
		'status',
	] as const)(
		'should lose no order to %s at BASE',
		async (kind) => {
			const { unique_key } = story.buy(story.nextAsin());
			story.simulator.faults.add({ kind, service: 'base', operation: 'orders' });
			const { run } = await watchAndFail();
			expect(run.error).toMatch(/BASE/);
			story.simulator.faults.clear();
			expect(await watch(70)).toContain(unique_key);
			expect(await watch()).toBe('');
		},
		60_000,
	);

	it('should tell an order again where Chatwork did not take the message', async () => {
		const { unique_key } = story.buy(story.nextAsin());
		story.simulator.faults.add({ kind: 'chatworkDown' });
		const { run } = await watchAndFail();
		expect(run.lastNode).toBe('Chatworkに通知');
		story.simulator.faults.clear();
		expect(await watch()).toContain(unique_key);
		expect(await watch()).toBe('');
	}, 60_000);

	const ledger = () => {
		const folder = join(process.env.N8N_USER_FOLDER!, '.n8n', 'amazon-base-sync', 'default');
		return openFolder({ folder, now: Date.now });
	};

	it('should have left nothing about a customer anywhere', () => {
		const texts = personalTexts(story);
		expect(texts.length).toBeGreaterThan(100);
		const all = [
			...readAllFiles(process.env.N8N_USER_FOLDER!),
			...seen.map(({ run }) => JSON.stringify(run.raw)),
			...seen.flatMap(({ messages }) => messages),
		];
		const left = all.join('\n').toLowerCase();
		// The search finds what is there: a title of the shop's own goods, and a number of an order.
		expect(left).toContain(own.title);
		expect(left).toContain(story.simulator.world.shop(SHOP).orders[0]!.unique_key.toLowerCase());
		expect(texts.filter((text) => left.includes(text.toLowerCase()))).toEqual([]);
	});
});

describe('order-watch.json before any sync', () => {
	let story: OrderStory;

	beforeAll(async () => {
		story = await openOrderStory(40);
		// Nothing is remembered: no list of the shop, no rule book.
		useTemporaryUserFolder();
	}, 60_000);
	afterAll(async () => await story.stop());

	it('should tell more orders than a message holds in several, each once', async () => {
		const keys = story.asins.slice(2, 40).map((asin) => story.buy(asin).unique_key);
		const told: string[] = [];
		for (let run = 0; run < 6; run++) told.push(...(await story.watch()).messages);
		for (const key of keys) {
			expect([key, told.filter((text) => text.includes(key)).length]).toEqual([key, 1]);
		}
		expect(told.length).toBeGreaterThan(1);
		for (const text of told) expect(text.length).toBeLessThan(4_500);
	}, 120_000);

	it('should tell the open orders of the last days, and nothing of those that are settled', async () => {
		useTemporaryUserFolder();
		for (const { unique_key } of story.simulator.world.shop(SHOP).orders) {
			story.simulator.world.moveOrder(SHOP, unique_key, 'dispatched');
		}
		const open = story.buy(story.asins[0]!).unique_key;
		const sent = story.buy(story.asins[1]!, 'dispatched').unique_key;
		const { run, messages } = await story.watchLater(3 * 24 * 60);
		expect(run.error).toBeUndefined();
		expect(messages).toHaveLength(1);
		// The usual rule: 3.6% + 3% + 40 yen, and nothing else goes out.
		expect(messages[0]).toContain('売値 2,600円、仕入値 2,000円、24時間以内に発送、利益 +388円');
		expect(messages[0]).toContain(open);
		expect(messages[0]).not.toContain(sent);
	}, 60_000);

	it('should leave orders of more than a week ago alone', async () => {
		useTemporaryUserFolder();
		const { run, messages } = await story.watchLater(8 * 24 * 60);
		expect(run.error).toBeUndefined();
		expect(messages).toEqual([]);
	}, 60_000);
});
