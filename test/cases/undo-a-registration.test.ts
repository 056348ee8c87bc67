import { readText, undoAtDesk } from '../support/deskJobs';
import { openDeskPage } from '../support/deskPages';
import { runWorkflow } from '../support/n8nEngine';
import { shortenWaits } from '../support/shortWaits';
import { chatworkOf, submittedForm } from '../support/shopWorld';
import { openStory, type SyncStory } from '../support/syncStory';
import { withStoredData } from '../support/withStoredData';

/** A registration of a shop that is named nowhere stands among the runs at the desk, and can be taken back there. */

shortenWaits();

let story: SyncStory;
beforeAll(async () => void (story = await openStory(12, { unlisted: 4 })), 60_000);
afterAll(async () => await story.stop());

it('should be listed, and undone for good', async () => {
	const [asin = ''] = story.simulator.world.unlistedAsins('demo-shop');
	const answers = { todo: '登録する', asins: asin };
	const form = submittedForm('register-products.json', answers, chatworkOf(story.simulator));
	const { credentials } = story;
	await story.later(async () => {
		await runWorkflow(form.workflow, { credentials, startNode: form.startNode });
	}, 0.1);
	const made = () =>
		story.simulator.world.listings('demo-shop').find(({ item }) => item.identifier.includes(asin))!
			.item;
	expect(made().visible).toBe(1);
	const run = await withStoredData(async ({ journal }) => (await journal.runs()).at(-1)!.run);
	const page = await story.later(
		async () => (await openDeskPage(`?page=run&id=${run}`)).html,
		0.01,
	);
	expect(readText(page)).toContain('最後の一覧にない 1件は、BASEで確かめてから戻します。');
	await story.syncLater();

	const runs = await story.later(async () => (await openDeskPage('?page=runs')).html, 0.01);
	expect(readText(runs)).toContain('新しい商品の登録');
	expect(runs).toContain(run);
	await story.later(async () => await undoAtDesk(story, run), 0.1);

	expect(made().visible).toBe(0);
	await story.syncLater();
	await story.syncLater();
	expect(made().visible).toBe(0);
}, 60_000);
