import { giveVariations } from '../../simulator/world/variations';
import { readDeskForm } from '../support/deskForm';
import { openDeskOf } from '../support/deskJobs';
import { openStory } from '../support/syncStory';

const SHOP = 'demo-shop';

it('should not delete an item that got a row of a living product since the owner chose it', async () => {
	const story = await openStory(4);
	const { world } = story.simulator;
	const desk = openDeskOf(story);
	const [dead, living] = [story.nextAsin(), story.nextAsin()];
	const { item_id, identifier } = story.shown(dead);
	world.setOffer(dead, { inStock: false });
	await story.syncLater();
	await story.later(async () => await story.sync(), 31 * 24);
	const { html } = await desk.open('?page=dead_wood');
	const chosen = { ...readDeskForm(html, 'dead_wood'), say: 'delete', member: String(item_id) };
	const second = await desk.send(chosen);
	const rows = [dead, living].map((code, at) => ({ variation: `${at}`, stock: 2, code }));
	giveVariations(world, SHOP, item_id, rows, identifier);

	const sent = await desk.send({ ...readDeskForm(second.html, 'delete_dead'), sure: 'yes' });
	const run = await desk.soon(async () => await desk.goOn(sent));
	expect(run.error).toBeUndefined();
	await story.stop();

	expect(world.shop(SHOP).get(item_id)).toBeDefined();
}, 60_000);
