import { Random } from '../../simulator/world/random';
import { casesOf } from '../support/cases';
import { openOrderStory, stopWhileReading, type OrderStory } from '../support/orderStory';

/** Where n8n may be killed between the reading of an order and the mark that it was told. */
const places = [
	'実行の開始',
	'BASEの注文',
	'知らせる注文がある？',
	'キャッシュを読む',
	'Amazonの今の価格',
	'キャッシュに保存',
	'注文のお知らせ',
	'実行の締め',
	'知らせることがある？',
	'Chatworkに通知',
] as const;

/** Seeds 1 and 2 are both in the short suite: one dies before the message, one after it. */
const seeds = Array.from({ length: casesOf(20) }, (_, index) => index + 1);

describe('order-watch.json, killed at any moment', () => {
	let story: OrderStory;

	beforeEach(async () => {
		story = await openOrderStory(12);
	}, 60_000);
	afterEach(async () => await story.stop());

	it.each(seeds)(
		'should lose no order and repeat none but those of a message that nobody marked (seed %i)',
		async (seed) => {
			const random = new Random(seed);
			const asins = [...story.asins];
			const messages: string[] = [];
			/** Orders of a message whose mark was never set. */
			const unmarked = new Set<string>();
			const keys: string[] = [];
			for (let round = 0; round < 4; round++) {
				for (let count = random.integer(1, 3); count > 0; count--) {
					keys.push(story.buy(asins.shift()!).unique_key);
				}
				const place = seed <= 2 && round === 0 ? (seed === 1 ? 5 : 9) : random.integer(0, 10);
				const killedAfter = places[place];
				const reading = stopWhileReading(story, random.integer(1, 2));
				const { run, messages: said } = await story.watchLater(
					10,
					killedAfter ? { killedAfter } : { onStart: reading.onStart },
				);
				reading.end();
				const wasMarked = run.ran('通知済みにする');
				for (const key of keys) {
					if (!wasMarked && said.some((text) => text.includes(key))) unmarked.add(key);
				}
				messages.push(...said);
			}
			for (let rest = 0; rest < 3; rest++) messages.push(...(await story.watchLater()).messages);
			for (const key of keys) {
				const of = messages.filter((text) => text.includes(key));
				expect([key, of.length]).toEqual([key, unmarked.has(key) ? expect.any(Number) : 1]);
				expect(of.length).toBeGreaterThan(0);
				for (const again of of.slice(1)) expect(again).toContain('【再送】');
			}
			if (seed === 2) expect(unmarked.size).toBeGreaterThan(0);
		},
		120_000,
	);
});
