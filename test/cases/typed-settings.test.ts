import { openStory, type SyncStory } from '../support/syncStory';

/** Values of 設定 that can't be taken are answered in words. */

let story: SyncStory;

beforeAll(async () => {
	story = await openStory(6);
});
afterAll(async () => await story.stop());

it('should say that a word in approve is no code', async () => {
	const { message } = await story.syncLater({ approve: 'はい' });
	expect(message).toContain(
		'承認 はい という番号はありません。お知らせに書かれた番号を確かめてください。',
	);
});

it.each(['__proto__', 'constructor'])('should refuse a shop named %s in words', async (account) => {
	const { error } = await story.syncLater({ account });
	expect(error).toContain(`ショップ名 (account)「${account}」は使えません。`);
});
