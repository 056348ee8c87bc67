import { readText } from '../support/deskJobs';
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
	const sent = await send(readDeskForm((await open()).html, 'keep_hidden'));
	expect(sent.status).toBe(422);
	expect(readText(sent.html)).toContain('商品が選ばれていません');
});

it('should be refused once the item moved since the page was opened', async () => {
	const form = readDeskForm((await open()).html, 'keep_hidden');
	const { item_id } = story.shown(dead);
	const state = String(form.state).replace(/@\w+/, '@OTHERS');
	const forged = await send({ ...form, state, member: String(item_id) });
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
	expect((await send({ ...form, member: String(item_id) })).status).toBe(409);
	await show(false);
}, 60_000);

it('should stay hidden for good once the owner has approved that', async () => {
	const { item_id } = story.shown(dead);
	const form = readDeskForm((await open()).html, 'keep_hidden');
	const sent = await send({ ...form, member: String(item_id) });
	expect(sent.status).toBe(303);
	const proposal = await open(sent.location);
	await send(readDeskForm(proposal.html, 'approve'));
	expect(readText((await open()).html)).toContain('売り切れが続く商品はありません');
	story.simulator.world.setOffer(dead, { inStock: true });
	await story.syncLater();
	expect(story.shown(dead).visible).toBe(0);
}, 60_000);
