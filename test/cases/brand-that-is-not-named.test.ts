import { noBlocks } from '../../lib/listing/blocks/blockLists';
import { runWorkflow } from '../support/n8nEngine';
import { goLive } from '../support/shopRules';
import { chatworkOf, shippedWorkflow } from '../support/shopWorld';
import { shortenWaits } from '../support/shortWaits';
import { openStory, type SyncStory } from '../support/syncStory';

/** Amazon names the brand of a product in one weekly look and not in the next: a null field (W12). */

shortenWaits();

let story: SyncStory;
let asin: string;
beforeEach(async () => {
	story = await openStory(12);
	asin = story.nextAsin();
}, 60_000);
afterEach(async () => await story.stop());

const change = (facts: { title?: string; brand?: string | null }) =>
	void Object.assign(story.simulator.world.product(asin), facts);
const costs = (price: number) =>
	void story.simulator.world.setOffer(asin, { price, inStock: true, shipping: 0 });
const lookWeekly = async () =>
	await story.later(async () => {
		const settings = { ttl_days: 0, ...chatworkOf(story.simulator) };
		const workflow = shippedWorkflow('basic-info-weekly.json', settings);
		const { credentials } = story;
		await runWorkflow(workflow, { credentials, startNode: '定期実行' });
	}, 7 * 24);
const other = { title: '折りたたみ自転車 20インチ 6段変速', brand: '別ブランド' };

it('should keep holding the price of what sells another product', async () => {
	await lookWeekly();
	await story.syncLater();
	change(other);
	await lookWeekly();
	costs(1700);
	expect((await story.syncLater()).message).toContain('別のものに変わった可能性');
	expect(story.shown(asin).price).toBe(2600);

	change({ brand: null });
	await lookWeekly();
	await story.syncLater();

	expect(story.shown(asin).price).toBe(2600);
}, 60_000);

it('should notice another product although the first look named no brand', async () => {
	const { title, brand } = story.simulator.world.product(asin);
	change({ brand: null });
	await lookWeekly();
	await story.syncLater();
	change({ title, brand });
	await lookWeekly();
	await story.syncLater();

	change(other);
	await lookWeekly();
	costs(1700);
	await story.syncLater();

	expect(story.shown(asin).price).toBe(2600);
}, 60_000);

it('should not show a product of a blocked brand again', async () => {
	change({ brand: 'ペットの友' });
	await lookWeekly();
	await goLive('demo-shop', { blocked: { ...noBlocks, brands: ['ペットの友'] } });
	await story.syncLater();
	expect(story.shown(asin).visible).toBe(0);

	change({ brand: null });
	await lookWeekly();
	await story.syncLater();

	expect(story.shown(asin).visible).toBe(0);
}, 60_000);

it('should not show a product again whose title at Amazon has a blocked word', async () => {
	change({ title: 'VAPE用ケース 大容量' });
	await lookWeekly();
	await goLive('demo-shop', { blocked: { ...noBlocks, words: ['vape'] } });
	await story.syncLater();
	expect(story.shown(asin).visible).toBe(0);

	change({ title: '' });
	await lookWeekly();
	await story.syncLater();

	expect(story.shown(asin).visible).toBe(0);
}, 60_000);
