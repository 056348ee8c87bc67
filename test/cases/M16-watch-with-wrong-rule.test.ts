import type { INode } from 'n8n-workflow';
import { openStory, PRICE, type SyncStory } from '../support/syncStory';
import { runWorkflow } from '../support/n8nEngine';
import { askForAll, chatworkOf, shippedWorkflow } from '../support/shopWorld';
import { watchOnce } from '../support/watchOnce';

/**
 * M16: somebody sets a markup of 1.2 in the watch's own Detect Changes, while Amazon rises a little. A cut that
 * no fall at Amazon explains does not reach the shop, however few there are in a run.
 */

const ITEMS = 130;

let story: SyncStory;

beforeEach(async () => {
	story = await openStory(ITEMS);
	// The watch knows what it compares with.
	await watchOnce(story);
}, 120_000);
afterEach(async () => await story.stop());

const setWrongRule = (nodes: INode[]): void => {
	const node = nodes.find(({ name }) => name === '変動と価格の判断')!;
	node.parameters = { ...node.parameters, rulesFrom: 'here', markup: 1.2 };
};

/** 2,050 x 1.2 = 2,460 yen, 2,050 x 1.3 = 2,670 yen. */
const rise = (from: number, to: number): void => {
	for (const asin of story.asins.slice(from, to)) {
		story.simulator.world.setOffer(asin, { price: 2050, inStock: true, shipping: 0 });
	}
};
const cut = () => story.asins.filter((asin) => story.shown(asin).price < PRICE).length;

it('should cut nothing by a rise at Amazon', async () => {
	rise(0, 60);

	await story.later(async () => await watchOnce(story, setWrongRule), 0.5);

	expect(cut()).toBe(0);
}, 120_000);

it('should cut nothing if fewer rise in each run than any limit', async () => {
	for (const from of [0, 30, 60, 90]) {
		rise(from, from + 30);
		await story.later(async () => await watchOnce(story, setWrongRule), 0.5);
	}

	expect(cut()).toBe(0);
}, 120_000);

it('should cut nothing in the sync by the same mistake, though nothing moved at Amazon', async () => {
	const { simulator, credentials } = story;
	const settings = { dry_run: false, ...askForAll, ...chatworkOf(simulator) };
	const workflow = shippedWorkflow('price-stock-sync.json', settings);
	setWrongRule(workflow.nodes);

	const run = await runWorkflow(workflow, { credentials, startNode: '定期実行' });

	expect(run.error).toBeUndefined();
	expect(cut()).toBe(0);
}, 120_000);

it('should tell the owner that cuts are kept back', async () => {
	rise(0, 60);

	await story.later(async () => await watchOnce(story, setWrongRule), 1.5);

	const bodies = story.simulator.messages.list().map(({ body }) => body);
	expect(bodies.some((body) => story.asins.some((asin) => body.includes(asin)))).toBe(true);
	expect(cut()).toBe(0);
}, 120_000);

it('should still cut by the rule of the shop where Amazon fell', async () => {
	const [asin] = story.asins;
	story.simulator.world.setOffer(asin!, { price: 1800, inStock: true, shipping: 0 });

	await story.later(async () => await watchOnce(story), 0.5);

	// 1,800 x 1.3.
	expect(story.shown(asin!).price).toBe(2340);
}, 120_000);
