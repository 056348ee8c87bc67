import { brakeAtDesk, releaseAtDesk } from '../support/deskJobs';
import { openStory, type SyncStory } from '../support/syncStory';

/** The brake hides all that the shop sells, the owner's own goods too, and its release brings all of it back. */

/** As long as an ASIN, and none of Amazon's. */
const CODE = 'B0OWNGOODS';

let story: SyncStory;
let ours: number;

beforeEach(async () => {
	story = await openStory(3);
	ours = story.place(`b-${CODE}-20260101`, '手作りのかばん');
	await story.syncLater();
	await brakeAtDesk(story);
}, 60_000);
afterEach(async () => await story.stop());

it('should show goods again that Amazon never knew', async () => {
	expect(story.item(ours).visible).toBe(0);

	await releaseAtDesk(story);

	expect(story.item(ours).visible).toBe(1);
}, 60_000);

it('should not learn from a release that such goods are gone', async () => {
	await releaseAtDesk(story);
	await story.syncLater();

	expect(story.item(ours).visible).toBe(1);
}, 60_000);
