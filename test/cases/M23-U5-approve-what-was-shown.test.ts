import { join } from 'node:path';
import { openFolder } from '../support/stored';
import { syncOnce } from '../support/syncOnce';
import { openStory, type SyncStory } from '../support/syncStory';

/**
 * M23 and U5: a run stops after too many edits of a kind and asks about the rest. The code of the first
 * message does what the owner saw in it, three runs later too, and the limit of a run by hand does not cut
 * it.
 */

const ITEMS = 300;
/** The shop's prices before it goes live: below the floor, so that nobody is asked about a first price. */
const LOW = 2000;
const LIMIT = 50;

let story: SyncStory;

beforeAll(async () => {
	story = await openStory(ITEMS, {
		first: { dry_run: true },
		prepare: ({ world }) => {
			for (const { asin, item } of world.listings('demo-shop')) {
				if (asin !== null) world.editListing('demo-shop', item.item_id, { price: LOW });
			}
		},
	});
}, 120_000);

afterAll(async () => {
	await story.stop();
});

const cheap = () => story.asins.filter((asin) => story.shown(asin).price === LOW).length;
const readQuestion = (message: string) =>
	/多すぎるため、([\d,]+)件を止めています。続きも行うには ([0-9A-Z]{6})、行わないには ([0-9A-Z]{6})/.exec(
		message,
	) ?? [];

let first: string[] = [];

it('should ask with a code for yes and for no about what the run stopped', async () => {
	const { message } = await story.syncLater();

	expect(cheap()).toBe(ITEMS - LIMIT);
	first = readQuestion(message);
	expect(first[1]).toBe(String(ITEMS - LIMIT));
	expect(message).toContain('ブレーカー作動: 値上げが 50件に達した');
}, 60_000);

it('should take the code of the first message runs later, for all that is left of it', async () => {
	await story.syncLater();
	await story.syncLater();
	expect(cheap()).toBe(ITEMS - 3 * LIMIT);

	// By hand, with a limit of 20 items: the answer is about more.
	const settings = { approve: first[2], manual_limit: 20 };
	const { message } = await story.later(
		async () => await syncOnce(story.simulator, story.credentials, { byHand: true, settings }),
	);

	expect(message).toContain(`お答え ${first[2]} を受け付けました。150件を計算した価格にします。`);
	expect(cheap()).toBe(0);
	const folder = join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default');
	const cache = openFolder({ folder, now: Date.now });
	expect([...(await cache.questions.due('demo-shop'))]).toEqual([]);
	await cache.close();
}, 120_000);

it('should not take a used code for a later wave', async () => {
	const { world } = story.simulator;
	for (const asin of story.asins) world.setOffer(asin, { price: 3000, inStock: true, shipping: 0 });

	const { message } = await story.syncLater({ approve: first[2] });

	expect(message).toContain(`承認 ${first[2]} は使用済みです`);
	const raised = story.asins.filter((asin) => story.shown(asin).price === 3900).length;
	expect(raised).toBe(LIMIT);
	const [, , , no] = readQuestion(message);
	const refused = await story.syncLater({ approve: no });
	expect(refused.message).toContain(`お答え ${no} を受け付けました`);
}, 120_000);
