import { pressAtDesk, undoAtDesk } from '../support/deskJobs';
import { shortenWaits } from '../support/shortWaits';
import { openStory, type SyncStory } from '../support/syncStory';
import { withStoredData } from '../support/withStoredData';

/** An undo takes a refill back: that only lowers the risk, so it needs no young answer and no stock at Amazon. */

shortenWaits();

let story: SyncStory;
let asin: string;
let run: string;

beforeEach(async () => {
	story = await openStory(12);
	asin = story.nextAsin();
	story.simulator.world.editListing('demo-shop', story.shown(asin).item_id, { stock: 0 });
	await story.syncLater();
	expect(story.shown(asin)).toMatchObject({ stock: 1, visible: 1 });
	run = await withStoredData(async ({ journal }) => (await journal.runs()).at(-1)!.run);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await story.stop();
});

const undo = async (hours: number): Promise<string> => {
	const undone = await story.later(async () => await undoAtDesk(story, run), hours);
	return String(undone.output('結果をまとめる')[0]?.page)
		.replace(/<style>.*?<\/style>/s, '')
		.replace(/<[^>]+>/g, ' ');
};

it('control: should empty it again at once', async () => {
	await undo(0.1);
	expect(story.shown(asin).stock).toBe(0);
}, 60_000);

it('should empty it again the next day', async () => {
	await undo(20);
	expect(story.shown(asin).stock).toBe(0);
}, 60_000);

it('should empty it again in a stopped shop where Amazon does not sell it any more', async () => {
	await story.later(async () => void (await pressAtDesk('pause', { reason: '棚卸し' })), 0.1);
	story.simulator.world.setOffer(asin, { inStock: false });
	await story.syncLater();
	expect(story.shown(asin)).toMatchObject({ visible: 1, stock: 1 });
	const page = await undo(0.1);
	// Today: 保留: Amazonに在庫がありません
	expect(page).not.toContain('保留');
	expect(story.shown(asin)).toMatchObject({ stock: 0 });
}, 60_000);
