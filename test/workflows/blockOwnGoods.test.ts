import { join } from 'node:path';
import { defaultValues } from '../../lib/ledger/rules/ruleValues';
import { noBlocks } from '../../lib/listing/blocks/blockLists';
import { openFolder } from '../support/stored';
import { openStory, type SyncStory } from '../support/syncStory';
import { watchOnce } from '../support/watchOnce';

/** A list about Amazon's products takes no goods of the owner's own off sale: nothing would bring them back. */
describe.each([
	['a code that only looks like one of Amazon’s', 'BEAR000001'],
	['a code in our form that Amazon does not know', 'b-B0OWNGOODS-20260101'],
])('own goods under %s', (_, code) => {
	let story: SyncStory;
	let ours: number;

	beforeAll(async () => {
		story = await openStory(3);
		ours = story.place(code, '手作りのかばん');
		const folder = join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default');
		const { rules } = openFolder({ folder, now: Date.now });
		await story.syncLater();
		const { values } = (await rules.ruling('demo-shop')) ?? { values: defaultValues };
		const blocked = { ...noBlocks, words: ['手作り'] };
		await rules.save('demo-shop', { ...values, blocked }, 'owner');
	}, 60_000);
	afterAll(async () => await story.stop());

	it('should stay on sale in the sync and the watch, though a word names them', async () => {
		await story.syncLater();
		await story.later(async () => await watchOnce(story), 0.5);
		await story.syncLater();
		expect(story.item(ours).visible).toBe(1);
	}, 90_000);
});
