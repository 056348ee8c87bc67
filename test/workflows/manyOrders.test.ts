import { openDeskPage } from '../support/deskPages';
import { openOrderStory, type OrderStory } from '../support/orderStory';
import { shortenWaits } from '../support/shortWaits';

/** More orders, or longer ones, than a message holds, through the shipped order-watch.json. */

const SHOP = 'demo-shop';
const PRODUCTS = 40;

let story: OrderStory;

shortenWaits();

beforeEach(async () => {
	story = await openOrderStory(PRODUCTS);
	// Each product with a price of its own, so that no order has another one's figures.
	for (const [index, asin] of story.asins.entries()) {
		story.simulator.world.setOffer(asin, { price: 2000 + index });
	}
}, 60_000);
afterEach(async () => await story.stop());

/** The runs of the watch until nothing is left to tell. */
const watchAll = async (most: number): Promise<string[]> => {
	const messages: string[] = [];
	for (let run = 0; run < most; run++) {
		const watched = await story.watchLater();
		expect(watched.run.error).toBeUndefined();
		if (watched.messages.length === 0) break;
		messages.push(...watched.messages);
	}
	return messages;
};
/** A product's cost and profit, as a message says them. @param fixedFee yen, once for an order */
const figuresOf = (index: number, fixedFee = 40): string => {
	const cost = String(2000 + index).replace('2', '2,');
	return `仕入値 ${cost}円、24時間以内に発送、利益 +${428 - fixedFee - index}円`;
};

it('should tell 200 orders of one interval, each once and with its own figures', async () => {
	const orders = Array.from({ length: 200 }, (_, place) => {
		const index = place % PRODUCTS;
		return { key: story.buy(story.asins[index]!).unique_key, figures: figuresOf(index) };
	});
	const messages = await watchAll(20);
	const entries = messages.flatMap((text) => text.split('\n・'));
	for (const { key, figures } of orders) {
		const of = entries.filter((entry) => entry.includes(key));
		expect([key, of.length]).toEqual([key, 1]);
		expect(of[0]).toContain(figures);
	}
	// Each message says how many are left, those that were not read yet among them.
	let left = 200;
	for (const text of messages) {
		left -= orders.filter(({ key }) => text.includes(key)).length;
		if (left > 0) expect(text).toContain(`ほか ${left}件の注文は、次のお知らせで知らせます。`);
		expect(Buffer.byteLength(text)).toBeLessThan(65_535);
	}
	expect(left).toBe(0);
	const { html } = await openDeskPage('?page=profit_csv&by=days');
	const sum = orders.reduce(
		(total, { figures }) => total + Number(/\+(\d+)円/.exec(figures)![1]),
		0,
	);
	expect(html.split('\r\n')[1]).toContain(`,200,200,${200 * 2600},`);
	expect(html.split('\r\n')[1]).toContain(`,${sum},0,0,0`);
}, 300_000);

/** One order of 200 lines. @returns its key */
const buyMuch = (): string => {
	const bought = Array.from({ length: 200 }, (_, place) => ({
		itemId: story.simulator.world.itemsOf(SHOP, story.asins[place % PRODUCTS]!)[0]!.item_id,
	}));
	return story.order(bought).unique_key;
};

it('should tell every line of an order of 200 lines, each once', async () => {
	const unique_key = buyMuch();
	const messages = await watchAll(10);
	expect(messages.length).toBeGreaterThan(1);
	const entries = messages
		.flatMap((text) => text.split('\n・'))
		.filter((of) => of.includes('利益'));
	expect(entries.filter((entry) => entry.includes(`/order/${unique_key}`))).toHaveLength(200);
	for (let index = 1; index < PRODUCTS; index++) {
		const of = entries.filter((entry) => entry.includes(figuresOf(index, 0)));
		expect([index, of.length]).toEqual([index, 5]);
	}
	expect(messages[0]).toContain(`注文 ${unique_key} は長いため`);
	for (const text of messages) {
		expect(text).not.toMatch(/\n他 \d/);
		expect(Buffer.byteLength(text)).toBeLessThan(65_535);
	}
}, 120_000);

it.each([
	['注文のお知らせ', 0],
	['Chatworkに通知', 1],
])(
	'should lose no line of it where a run is killed after %s',
	async (killedAfter, sent) => {
		const key = buyMuch();
		const { messages: before } = await story.watchLater(10, { killedAfter });
		expect(before).toHaveLength(sent);
		const messages = await watchAll(10);
		const entries = messages
			.flatMap((text) => text.split('\n・'))
			.filter((of) => of.includes('利益'));
		expect(entries.filter((entry) => entry.includes(`/order/${key}`))).toHaveLength(200);
		// Of a message that nobody marked as told, the same lines are sent again, and marked as such.
		const again = entries.filter((entry) => entry.includes('【再送】'));
		expect(again).toHaveLength(messages[0]!.split(`/order/${key}`).length - 1);
	},
	120_000,
);
