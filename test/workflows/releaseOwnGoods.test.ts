import { submitForm } from '../support/submitForm';
import { openStory, type SyncStory } from '../support/syncStory';

/** The brake hides all that the shop sells, the owner's own goods too, and its release brings all of it back. */

/** As long as an ASIN, and none of Amazon's. */
const CODE = 'B0OWNGOODS';

let story: SyncStory;
let ours: number;

const submit = async (todo: string) =>
	await submitForm(story, 'emergency-brake.json', { todo, item_ids: '', reason: '' });

beforeEach(async () => {
	story = await openStory(3);
	ours = story.place(`b-${CODE}-20260101`, '手作りのかばん');
	await story.syncLater();
	await submit('商品を非公開にする');
}, 60_000);
afterEach(async () => await story.stop());

it('should show goods again that Amazon never knew', async () => {
	expect(story.item(ours).visible).toBe(0);

	await submit('緊急停止を解除する');

	expect(story.item(ours).visible).toBe(1);
}, 60_000);

it('should not learn from a release that such goods are gone', async () => {
	await submit('緊急停止を解除する');
	await story.syncLater();

	expect(story.item(ours).visible).toBe(1);
}, 60_000);
