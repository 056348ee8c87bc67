import { openDeskPage, sendDeskForm } from '../support/deskPages';
import { readDeskForm } from '../support/deskForm';
import { shippedWatch } from '../support/watchOnce';
import { runWorkflow, useTemporaryUserFolder } from '../support/n8nEngine';
import { chatworkOf, shippedWorkflow } from '../support/shopWorld';
import { openStory, PRICE, type SyncStory } from '../support/syncStory';

/** The stops and the rules of a shop are kept by its name: no run goes past them under another one. */

let story: SyncStory;
beforeEach(async () => void (story = await openStory(8)), 60_000);
afterEach(async () => await story.stop());

it.each([false, true])(
	'should not work on a known shop under a new name, dry run: %s',
	async (dry_run) => {
		const asin = story.nextAsin();
		await sendDeskForm(readDeskForm((await openDeskPage('?page=stop')).html, 'pause'));
		story.simulator.world.setOffer(asin, { price: 1800, inStock: true, shipping: 0 });

		for (const _ of [1, 2]) {
			const { error } = await story.syncLater({ account: 'second-shop', dry_run });
			expect(error).toContain('ショップ「demo-shop」の商品です');
		}

		expect(story.shown(asin).price).toBe(PRICE);
	},
	60_000,
);

it('should watch nothing under a new name', async () => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { inStock: false });
	const workflow = shippedWatch({ account: 'second-shop' });
	await story.later(async () => {
		await runWorkflow(workflow, { credentials: story.credentials, startNode: '見張りの時刻' });
	});
	expect(story.shown(asin).visible).toBe(1);
}, 60_000);

it('should take another name for a shop that only dry runs have read', async () => {
	useTemporaryUserFolder();
	const { simulator, credentials } = story;
	for (const account of ['', 'my-shop']) {
		const workflow = shippedWorkflow('price-stock-sync.json', {
			account,
			...chatworkOf(simulator),
		});
		const { error } = await runWorkflow(workflow, { credentials, startNode: '手動で実行' });
		expect(error).toBeUndefined();
	}
}, 60_000);

it('should go on under the name that it has', async () => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { price: 1800, inStock: true, shipping: 0 });
	const { error } = await story.syncLater({ account: 'demo-shop' });
	expect(error).toBeUndefined();
	expect(story.shown(asin).price).toBe(2340);
}, 60_000);
