import { openStory, PRICE, type SyncStory } from '../support/syncStory';
import { watchOnce } from '../support/watchOnce';

/**
 * M15: at night the owner types a markup of 1.2 in place of 1.3. Nothing goes out before the owner has seen what
 * it would do, by the sync or by the watch.
 */

const ITEMS = 130;

let story: SyncStory;

beforeAll(async () => {
	story = await openStory(ITEMS);
}, 120_000);
afterAll(async () => await story.stop());

const moved = () => story.asins.filter((asin) => story.shown(asin).price !== PRICE).length;

it('should move nothing in the sync, and give the code in the message', async () => {
	const { message, rules } = await story.syncLater({ markup: '1.2' });

	expect(moved()).toBe(0);
	expect(rules?.proposal?.code).toMatch(/^[0-9A-Z]{6}$/);
	expect(message).toContain(rules?.proposal?.code);
	// 2,000 yen by 1.2 are 2,400.
	expect(message).toContain(
		`承認すると: 値上げ 0件・値下げ ${ITEMS}件 (平均 -200円)・非公開 0件・公開・補充 0件・変わらず 0件・まだ分からない 0件 (全 ${ITEMS}件)`,
	);
	expect(message).toMatch(/いちばん大きな変更: .+ \(B[0-9A-Z]{9}\) 2,600円 → 2,400円 \(-200円\)/);
	expect(message).toContain('Amazonの確認は');
}, 60_000);

it('should move nothing in a watch after it, though Amazon moves a little', async () => {
	await story.syncLater({ markup: '1.2' });
	await story.later(async () => await watchOnce(story), 0.5);
	for (const asin of story.asins.slice(0, 60)) {
		// 2,020 x 1.3 = 2,630: too near to be worth an edit. By 1.2 it would be a cut to 2,420.
		story.simulator.world.setOffer(asin, { price: 2020, inStock: true, shipping: 0 });
	}

	await story.later(async () => await watchOnce(story), 0.5);

	expect(moved()).toBe(0);
}, 60_000);

it('should still move nothing in the next syncs without an answer', async () => {
	await story.syncLater({ markup: '1.2' });
	await story.syncLater({ markup: '1.2' });

	expect(moved()).toBe(0);
}, 60_000);
