import { brakeAtDesk, pressAtDesk, readText } from '../support/deskJobs';
import { openDeskPage } from '../support/deskPages';
import { shortenWaits } from '../support/shortWaits';
import { openStory } from '../support/syncStory';

shortenWaits();

it('should show that closed days end by its whole date', async () => {
	const story = await openStory(12);
	const then = new Date(Date.now() + 335 * 86_400_000);
	const day = then.toISOString().slice(0, 10);
	await story.later(async () => {
		await brakeAtDesk(story, { day_of_return: day });
	}, 0.1);
	const pages = await story.later(async () => {
		const opened = await Promise.all(['', '?page=stop'].map(openDeskPage));
		return opened.map(({ html }) => readText(html));
	}, 0.1);
	await story.stop();
	for (const page of pages) expect(page).toContain(`${day} 00:00`);
}, 60_000);

it('should ask back about a day of return of more than a year ahead', async () => {
	const story = await openStory(4);
	const day = `${new Date().getUTCFullYear() + 2}-12-29`;
	const sent = await story.later(
		async () => await pressAtDesk('brake', { sure: 'yes', day_of_return: day }),
		0.1,
	);
	await story.stop();
	expect(sent.status).toBe(422);
	expect(readText(sent.html)).toContain('1年より先です');
}, 60_000);
