import { goOnAtDesk, readText } from '../support/deskJobs';
import { readDeskForm } from '../support/deskForm';
import { openDeskPage, sendDeskForm, type DeskAnswer } from '../support/deskPages';
import { openStory, type SyncStory } from '../support/syncStory';
import { withStoredData } from '../support/withStoredData';

/** Items that Amazon does not sell for weeks: the message names them, and the owner decides at the desk. */

const SHOP = 'demo-shop';
const DESK = 'https://n8n.example/webhook/amazon-base-desk';
const WEEKS = 31 * 24;

let story: SyncStory;
let dead: string;
let message: string;

beforeAll(async () => {
	story = await openStory(4);
	dead = story.nextAsin();
	await withStoredData(async ({ rules }) => {
		await rules.amend(SHOP, { desk_url: DESK }, 'owner');
	});
	story.simulator.world.setOffer(dead, { inStock: false });
	await story.syncLater();
	message = (await story.later(async () => await story.sync(), WEEKS)).message;
}, 120_000);
afterAll(async () => await story.stop());

const open = async (address = '?page=dead_wood'): Promise<DeskAnswer> =>
	await story.later(async () => await openDeskPage(address), 0);
const send = async (form: ReturnType<typeof readDeskForm>): Promise<DeskAnswer> =>
	await story.later(async () => await sendDeskForm(form), 0);

it('should be named by the message of the sync, with the way to the list', () => {
	expect(message).toContain('Amazonで 30日以上買えない商品が 1件あります');
	expect(message).toContain(`売り切れが続く商品: ${DESK}?account=demo-shop&page=dead_wood`);
});

it('should be named once a week, and not by each sync', async () => {
	expect((await story.syncLater()).message).not.toContain('日以上買えない');
	const nextWeek = await story.later(async () => await story.sync(), 7 * 24);
	expect(nextWeek.message).toContain('日以上買えない商品が 1件あります');
});

it('should stand in the list with the time since when', async () => {
	const { html } = await open();
	expect(readText(html)).toContain('売り切れが続く商品 1件');
	expect(html).toContain(`page=item&amp;id=${story.shown(dead).item_id}`);
	expect(readText(html)).toMatch(/売り切れ \(3\d日前から\)/);
});

it('should ask back where nothing was ticked', async () => {
	const sent = await send(readDeskForm((await open()).html, 'dead_wood'));
	expect(sent.status).toBe(422);
	expect(readText(sent.html)).toContain('商品が選ばれていません');
});

it('should be refused once the item moved since the page was opened', async () => {
	const form = readDeskForm((await open()).html, 'dead_wood');
	const { item_id } = story.shown(dead);
	const state = String(form.state).replace(/@\w+/, '@OTHERS');
	const forged = await send({ ...form, state, say: 'keep_hidden', member: String(item_id) });
	expect(forged.status).toBe(403);
	const show = async (visible: boolean) =>
		await story.later(
			async () =>
				await withStoredData(async ({ items }) => {
					const listing = (await items.read(SHOP))!.listings.find(
						(each) => each.item_id === item_id,
					)!;
					await items.note({ ...listing, visible, read_at: new Date(Date.now()).toISOString() });
				}),
			0,
		);
	await show(true);
	expect((await send({ ...form, say: 'keep_hidden', member: String(item_id) })).status).toBe(409);
	await show(false);
}, 60_000);

it('should be deleted once the owner has said so twice, and the journal keeps its code', async () => {
	const other = story.nextAsin();
	const { item_id, identifier } = story.shown(other);
	story.simulator.world.setOffer(other, { inStock: false });
	await story.syncLater();
	await story.later(async () => await story.sync(), WEEKS);
	const form = readDeskForm((await open()).html, 'dead_wood');
	const second = await send({ ...form, say: 'delete', member: String(item_id) });
	expect(readText(second.html)).toContain('この 1件をBASEから削除します。元に戻せません');
	const unsure = await send(readDeskForm(second.html, 'delete_dead'));
	expect(readText(unsure.html)).toContain('確認の欄にチェックを入れてから');
	const sent = await send({ ...readDeskForm(second.html, 'delete_dead'), sure: 'yes' });
	expect(sent.status).toBe(303);
	expect(story.item(item_id).visible).toBe(0);
	const run = await story.later(async () => await goOnAtDesk(story, sent), 0);
	expect(run.error).toBeUndefined();
	const left = story.simulator.world.listings(SHOP).map(({ item }) => item.item_id);
	expect(left).not.toContain(item_id);
	expect(left).toHaveLength(3);
	expect(readText((await open()).html)).toContain('削除した商品 1件');
	await withStoredData(async ({ deskJobs, journal }) => {
		const [entry] = await journal.ofRun((await deskJobs.last(SHOP))!.run);
		const { from } = entry!.field_edits.deleted!;
		expect(from).toContain(identifier);
		expect(entry!.answer?.outcome).toBe('applied');
	});
	const last = await withStoredData(async ({ deskJobs }) => (await deskJobs.last(SHOP))!.run);
	const { html } = await open(`?page=run&id=${last}`);
	expect(readText(html)).toContain(`削除しました (${identifier}`);
	expect(html).not.toContain('value="undo"');
	expect((await story.syncLater()).error).toBeUndefined();
}, 60_000);

it('should stay hidden for good once the owner has approved that', async () => {
	const { item_id } = story.shown(dead);
	const form = readDeskForm((await open()).html, 'dead_wood');
	const sent = await send({ ...form, say: 'keep_hidden', member: String(item_id) });
	expect(sent.status).toBe(303);
	const proposal = await open(sent.location);
	await send(readDeskForm(proposal.html, 'approve'));
	expect(readText((await open()).html)).toContain('売り切れが続く商品はありません');
	story.simulator.world.setOffer(dead, { inStock: true });
	await story.syncLater();
	expect(story.shown(dead).visible).toBe(0);
}, 60_000);
