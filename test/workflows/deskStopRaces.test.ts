import { defaultValues } from '../../lib/ledger/rules/ruleValues';
import { readDeskForm } from '../support/deskForm';
import { openDeskOf, readText } from '../support/deskJobs';
import { openDeskPage, sendDeskForm } from '../support/deskPages';
import { openStory, type SyncStory } from '../support/syncStory';

/** Two jobs of the desk at once, and two shops in one store: found by a review. */

const SHOP = 'demo-shop';

let story: SyncStory;
let desk: ReturnType<typeof openDeskOf>;

beforeEach(async () => {
	story = await openStory(30);
	desk = openDeskOf(story);
}, 60_000);
afterEach(async () => await story.stop());

const visible = (): number => story.asins.filter((asin) => story.shown(asin).visible === 1).length;

const until = async (condition: () => boolean): Promise<void> => {
	while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
};

it('should begin one job for two taps', async () => {
	const { html } = await desk.open('?page=stop');
	const form = { ...readDeskForm(html, 'brake'), sure: 'yes' };
	const answers = await desk.soon(
		async () => await Promise.all([sendDeskForm(form), sendDeskForm(form)]),
	);
	expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
	expect(answers.filter(({ goesOn }) => goesOn)).toHaveLength(1);
});

it('should leave nothing hidden by a brake that is released while it still hides', async () => {
	for (let item = 0; item < 5; item++) story.place(`MY-${item}`, `手作りの品 ${item}`);
	const own = story.simulator.world.listings(SHOP).filter(({ asin }) => asin === null);
	const pulled = await desk.press('brake', { sure: 'yes' });
	const shown = (): number => visible() + own.filter(({ item }) => item.visible === 1).length;
	await desk.soon(async () => {
		const hiding = desk.goOn(pulled);
		await until(() => visible() < 25);
		const { html } = await openDeskPage('?page=stop');
		const sent = await sendDeskForm({ ...readDeskForm(html, 'release'), sure: 'yes' });
		await Promise.all([hiding, desk.goOn(sent)]);
	});
	await story.syncLater();
	expect(shown()).toBe(35);
	expect(await desk.stored().brakes.last(SHOP)).toBeNull();
	expect(await desk.stored().pauses.get(SHOP)).toBeNull();
}, 60_000);

it('should keep the shop stopped by a brake that is pulled while another one is released', async () => {
	const first = await desk.press('brake', { sure: 'yes' });
	await desk.soon(async () => await desk.goOn(first));
	const release = await desk.press('release', { sure: 'yes' });
	const again = await desk.press('brake', { sure: 'yes' });
	const ended = await desk.soon(async () => await desk.goOn(release));
	expect(ended.error).toContain('もう一度緊急停止がかかったため');
	expect(await desk.stored().brakes.get(SHOP)).not.toBeNull();
	expect(await desk.stored().pauses.get(SHOP)).toMatchObject({ by: 'brake' });
	await desk.soon(async () => await desk.goOn(again));
	expect(visible()).toBe(0);
	await story.syncLater();
	expect(visible()).toBe(0);
}, 60_000);

it('should put nothing back while closed days hold, and keep their end', async () => {
	const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
	const closed = await desk.press('brake', { sure: 'yes', day_of_return: day });
	await desk.soon(async () => await desk.goOn(closed));
	const run = (await desk.stored().deskJobs.last(SHOP))!.run;
	const { html } = await desk.open(`?page=run&id=${run}`);
	expect(readText(html)).toContain('緊急停止・休業の間は、元に戻せません');
	expect(html).not.toContain('name="action" value="undo"');
	expect(await desk.stored().pauses.get(SHOP)).toMatchObject({ by: 'brake' });
}, 60_000);

it('should show no goods that their owner showed and hid again since the brake', async () => {
	const [kept, taken] = [story.place('MY-1', '手作りの品'), story.place('MY-2', '売り終えた品')];
	await story.syncLater();
	const pulled = await desk.press('brake', { sure: 'yes' });
	await desk.soon(async () => await desk.goOn(pulled));
	story.simulator.world.editListing(SHOP, taken, { visible: 1 });
	await story.syncLater();
	story.simulator.world.editListing(SHOP, taken, { visible: 0 });
	await story.syncLater();
	const sent = await desk.press('release', { sure: 'yes' });
	await desk.soon(async () => await desk.goOn(sent));
	expect(story.item(kept).visible).toBe(1);
	expect(story.item(taken).visible).toBe(0);
}, 60_000);

describe('two shops in one store', () => {
	beforeEach(async () => {
		await desk.stored().rules.save('other-shop', { ...defaultValues, live: true }, 'settings');
	});

	it('should offer no job for a shop that the workflow may not serve, but its pause', async () => {
		const { html } = await desk.open('?account=other-shop&page=stop');
		expect(readText(html)).toContain('別のショップの認証情報を使っています');
		expect(html).not.toContain('name="action" value="brake"');
		const paused = await desk.send(readDeskForm(html, 'pause'));
		expect(paused.status).toBe(303);
		expect(await desk.stored().pauses.get('other-shop')).not.toBeNull();
	});
});
