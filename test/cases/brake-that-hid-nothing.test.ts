import { brakeAtDesk, goOnAtDesk, pressAtDesk, readText } from '../support/deskJobs';
import { openDeskPage } from '../support/deskPages';
import { shortenWaits } from '../support/shortWaits';
import { openStory, type SyncStory } from '../support/syncStory';

shortenWaits();

let story: SyncStory;
beforeEach(async () => void (story = await openStory(12)), 60_000);
afterEach(async () => await story.stop());

const ALL_HIDDEN = '商品はすべて非公開です';
const home = async () => readText((await openDeskPage('')).html);
const onSale = () =>
	story.simulator.world.listings('demo-shop').filter(({ item }) => item.visible === 1).length;

it('should not say that all is hidden where the job that hides never began', async () => {
	await story.later(async () => await pressAtDesk('brake', { sure: 'yes' }), 0.1);
	expect(onSale()).toBe(12);
	expect(await story.later(home, 24)).not.toContain(ALL_HIDDEN);
}, 60_000);

it('should not say that all is hidden where only a chosen item was', async () => {
	const item_ids = String(story.shown(story.nextAsin()).item_id);
	await story.later(async () => {
		await goOnAtDesk(story, await pressAtDesk('brake', { sure: 'yes', item_ids }));
	}, 0.1);
	expect(onSale()).toBe(11);
	expect(await story.later(home, 0.1)).not.toContain(ALL_HIDDEN);
}, 60_000);

it('should not say that all is hidden where BASE refused to hide some', async () => {
	story.simulator.faults.add({ kind: 'neverEditable', service: 'base', count: 3 });
	await story.later(async () => await brakeAtDesk(story), 0.1);
	expect(onSale()).toBe(3);
	expect(await story.later(home, 0.1)).not.toContain(ALL_HIDDEN);
}, 60_000);
