import { readDeskForm } from '../support/deskForm';
import { failureOf, reportFailure } from '../support/errorTrigger';
import { openDeskPage, sendDeskForm } from '../support/deskPages';
import { openStory, type SyncStory } from '../support/syncStory';
import { runWorkflow } from '../support/n8nEngine';
import { askForAll, chatworkOf, shippedWorkflow } from '../support/shopWorld';

/** Messages lead to the desk, once the owner has said where it is. */

const DESK = 'https://n8n.example.com/webhook/amazon-base-desk';

let story: SyncStory;

beforeEach(async () => {
	story = await openStory(6);
}, 60_000);
afterEach(async () => await story.stop());

const sayPlace = async (desk_url: string) => {
	const { html } = await openDeskPage('?page=settings');
	return await sendDeskForm({ ...readDeskForm(html, 'settings'), desk_url });
};

/** Amazon gets dearer: the sync changes a price and tells it. */
const raisePrice = async (): Promise<string> => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { price: 3000 });
	const { message } = await story.syncLater();
	expect(story.shown(asin).price).toBe(3900);
	return message;
};

it('should have no address in any message before that', async () => {
	expect(await raisePrice()).not.toContain('http');
}, 60_000);

it.each([
	[DESK, DESK],
	[`${DESK}?account=my-shop&page=settings`, DESK],
	['ｈｔｔｐ://localhost:5678/webhook/desk', 'http://localhost:5678/webhook/desk'],
])('should be taken from what the owner pasted: %s', async (typed, kept) => {
	expect((await sayPlace(typed)).status).toBe(303);
	const { html } = await openDeskPage('?page=settings');
	expect(readDeskForm(html, 'settings').desk_url).toBe(kept);
});

it.each(['localhost', 'javascript:alert(1)', 'https://me:secret@n8n.example.com/', 'メモ'])(
	'should be asked back about %p',
	async (typed) => {
		const { status, html } = await sayPlace(typed);
		expect(status).toBe(422);
		expect(html).toContain('アドレスとして読めません');
	},
);

it('should lead from the message of a run to that run', async () => {
	await sayPlace(DESK);
	const message = await raisePrice();
	const [, id] = /実行番号 ([\w-]+)/.exec(message)!;
	expect(message).toContain(`この実行: ${DESK}?account=demo-shop&page=run&id=${id}`);
	expect((await openDeskPage(`?page=run&id=${id}`)).html).toContain(id);
}, 60_000);

it('should lead from a proposal to the page that approves it', async () => {
	await sayPlace(DESK);
	const { message } = await story.syncLater({ markup: 1.5 });
	expect(message).toContain(`操作画面で承認する: ${DESK}?account=demo-shop&page=proposal&code=`);
}, 60_000);

it('should lead from a question to the page that answers it', async () => {
	await story.stop();
	const prepare = ({ world }: SyncStory['simulator']): void => {
		const [far] = world.listings('demo-shop');
		world.editListing('demo-shop', far!.item.item_id, { price: 9000 });
	};
	story = await openStory(6, { prepare });
	await sayPlace(DESK);
	const { message } = await story.later(async () => await story.sync(), 26);
	expect(message).toContain(`操作画面で答える: ${DESK}?account=demo-shop&page=questions`);
}, 60_000);

it('should lead from the message of a failure to the run that stopped', async () => {
	await sayPlace(DESK);
	const { simulator, credentials } = story;
	simulator.faults.add({ kind: 'accountRestricted' });
	const settings = { dry_run: false, ...askForAll, ...chatworkOf(simulator) };
	const run = await runWorkflow(shippedWorkflow('price-stock-sync.json', settings), {
		...{ credentials, startNode: '定期実行', executionId: '71' },
	});
	const failed = await reportFailure(failureOf(run, '71'), credentials);
	const { id } = run.output('実行の開始')[0]?.run as { id: string };
	expect(failed.text).toContain(`この実行: ${DESK}?account=demo-shop&page=run&id=${id}`);
}, 60_000);
