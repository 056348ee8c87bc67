import { describeRefusal, recognise } from '../../lib/listing/codes/recognition';
import { readMarkup } from '../../lib/listing/pricing/typedMarkup';
import { brakeAtDesk } from '../support/deskJobs';
import { shortenWaits } from '../support/shortWaits';
import { openStory } from '../support/syncStory';

shortenWaits();

it('should not offer a markup as the likely meaning that is refused when it is typed', () => {
	const read = readMarkup('10');
	const likely = read.kind === 'slip' ? read.likely : null;
	expect(likely === null || likely > 100).toBe(true);
});

it('should not say that Amazon has no such product where its page only has no title', () => {
	const refusal = recognise({ title: '手作りのバッグ' }, { title: null }, '2026-11-24T21:00:00Z');
	expect(describeRefusal('code', refusal, 'B0006L0120')).not.toContain('商品がありません');
});

it('should not head the message about closed days as an emergency brake', async () => {
	const story = await openStory(12);
	story.simulator.messages.clear();
	const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
	await story.later(async () => await brakeAtDesk(story, { day_of_return: day }), 0.1);
	const [message] = story.simulator.messages.list();
	await story.stop();
	expect(message!.body).toContain('休業のため非公開にします');
	expect(message!.body).not.toContain('[title]緊急停止');
}, 60_000);
