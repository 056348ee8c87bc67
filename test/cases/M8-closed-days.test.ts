import { readDeskForm } from '../support/deskForm';
import { brakeAtDesk, releaseAtDesk } from '../support/deskJobs';
import { openDeskPage, sendDeskForm } from '../support/deskPages';
import { openStory, type SyncStory } from '../support/syncStory';

/** M8: closed days are a setting. Everything is hidden until the day of return; then the sync shows it again. */

const ITEMS = 12;

let story: SyncStory;

beforeEach(async () => {
	story = await openStory(ITEMS);
}, 60_000);
afterEach(async () => await story.stop());

const visible = () => story.asins.filter((asin) => story.shown(asin).visible === 1).length;
const HOUR = 3_600_000;
const returnIn = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();
const close = async (hours: number) =>
	await brakeAtDesk(story, { reason: '年末年始', day_of_return: returnIn(hours) });

it('should hide everything at once, and show nothing before the day of return', async () => {
	await close(48);
	expect(visible()).toBe(0);

	await story.syncLater();

	expect(visible()).toBe(0);
}, 60_000);

it('should show again by itself what Amazon sells, and leave what it does not', async () => {
	const soldOut = story.nextAsin();
	await close(48);
	story.simulator.world.setOffer(soldOut, { inStock: false });

	await story.later(async () => await story.sync(), 49);

	expect(visible()).toBe(ITEMS - 1);
	expect(story.shown(soldOut).visible).toBe(0);
}, 60_000);

it('should leave hidden what the owner had hidden before', async () => {
	const asin = story.nextAsin();
	story.simulator.world.editListing('demo-shop', story.shown(asin).item_id, { visible: 0 });
	await close(48);

	await story.later(async () => await story.sync(), 49);

	expect(story.shown(asin).visible).toBe(0);
}, 60_000);

it("should let the owner's own goods be shown by a release after that day", async () => {
	const goods = story.place('手作り-1', '手作りのかご');
	await close(48);
	expect(story.item(goods).visible).toBe(0);

	await story.later(async () => {
		const { message } = await story.sync();
		expect(message).toContain('同期が自動で公開しない商品 1件は非公開のままです');
		await releaseAtDesk(story);
	}, 49);

	expect(story.item(goods).visible).toBe(1);
}, 60_000);

it('should refuse a day of return that is over', async () => {
	const { html } = await openDeskPage('?page=stop');
	const typed = { sure: 'yes', day_of_return: returnIn(-1) };
	const { status, html: answer } = await sendDeskForm({ ...readDeskForm(html, 'brake'), ...typed });

	expect(status).toBe(422);
	expect(answer).toContain('過ぎています');
	expect(visible()).toBe(ITEMS);
}, 60_000);
