import { readDeskForm } from '../support/deskForm';
import { openDeskOf, readText } from '../support/deskJobs';
import { COST, openStory, type SyncStory } from '../support/syncStory';

/** A sold-out item gets another ASIN at the desk, sells again, and is put back. */

const SHOP = 'demo-shop';
const NEW = 'B0NEWMODEL';

let story: SyncStory;
let desk: ReturnType<typeof openDeskOf>;
let id: number;
let oldCode: string;

beforeEach(async () => {
	story = await openStory(3);
	desk = openDeskOf(story);
	const asin = story.nextAsin();
	({ item_id: id, identifier: oldCode } = story.shown(asin));
	story.simulator.world.setOffer(asin, { inStock: false });
	await story.syncLater();
	expect(story.item(id).visible).toBe(0);
}, 60_000);
afterEach(async () => await story.stop());

/** Puts a product into Amazon that the shop does not sell yet. */
const offerNew = (asin: string, title: string): void => {
	story.simulator.world.addStranger(asin, title);
	story.simulator.world.setOffer(asin, { price: COST, inStock: true, shipping: 0 });
};
const ask = async (asin: string) => {
	const { html } = await desk.open(`?page=recode&id=${id}`);
	return await desk.send({ ...readDeskForm(html, 'recode'), asin });
};
/** Asks for another ASIN, and waits for the end of the job. */
const change = async (asin: string): Promise<string> => {
	story.simulator.messages.clear();
	const sent = await ask(asin);
	expect(sent.status).toBe(303);
	const run = await desk.soon(async () => await desk.goOn(sent));
	expect(run.error).toBeUndefined();
	return story.simulator.messages.list()[0]?.body ?? '';
};
const lastRun = async (): Promise<string> => (await desk.stored().deskJobs.last(SHOP))!.run;

it('should be written into the code and sold by the next sync', async () => {
	offerNew(NEW, story.item(id).title);
	const message = await change(`https://www.amazon.co.jp/dp/${NEW}`);
	expect(message).toContain('別のASINへの変更');
	expect(message).toContain(NEW);
	expect(story.item(id).identifier).toBe(oldCode.replace(/B0\w{8}/, NEW));
	const page = await desk.text(`?page=recode&id=${id}&done=recode_begun`);
	expect(page).toContain('変えた商品 1件');
	expect(page).not.toContain('いまAmazonの商品名を確かめて');
	await story.syncLater();
	expect(story.item(id).visible).toBe(1);
}, 60_000);

it('should be put back by an undo of its run', async () => {
	offerNew(NEW, story.item(id).title);
	await change(NEW);
	const run = await lastRun();
	expect(await desk.text('?page=runs')).toContain('別のASINにする作業');
	const { html } = await desk.open(`?page=run&id=${run}`);
	expect(readText(html)).toContain(`商品コード ${oldCode} →`);
	const sent = await desk.send({ ...readDeskForm(html, 'undo'), sure: 'yes' });
	await desk.soon(async () => await desk.goOn(sent));
	expect(story.item(id).identifier).toBe(oldCode);
}, 60_000);

it('should not be written where Amazon’s title is another one', async () => {
	offerNew(NEW, '木製まな板 ひのき 大 45cm');
	const message = await change(NEW);
	expect(message).toContain('商品名が一致しません');
	expect(story.item(id).identifier).toBe(oldCode);
	expect(await desk.text(`?page=recode&id=${id}`)).toContain('商品コードは変えていません');
}, 60_000);

it('should not be written where another item sells it already', async () => {
	const message = await change(story.nextAsin());
	expect(message).toContain('がすでに販売しています');
	expect(story.item(id).identifier).toBe(oldCode);
}, 60_000);

it('should be asked back where no ASIN was typed', async () => {
	const sent = await ask('水筒');
	expect(sent.status).toBe(422);
	expect(readText(sent.html)).toContain('ASINを1つ入れてください');
	expect(sent.goesOn).toBeUndefined();
}, 60_000);

it('should wait for the end of a brake', async () => {
	await desk.stored().brakes.add(SHOP, { run: 'brake', pausedBefore: null });
	const { html } = await desk.open(`?page=recode&id=${id}`);
	expect(readText(html)).toContain('先に「停止・休業」で解除してください');
	expect(html).not.toContain('value="recode"');
}, 60_000);
