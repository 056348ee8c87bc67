import { readDeskForm } from '../support/deskForm';
import { openDeskPage, sendDeskForm } from '../support/deskPages';
import { openStory, PRICE, type SyncStory } from '../support/syncStory';

/** A browser sends a form again (reload, back, a restored tab): what the owner took back since stays taken back. */

let story: SyncStory;
beforeAll(async () => void (story = await openStory(8)), 60_000);
afterAll(async () => await story.stop());

const formOf = async (page: string, action: string) =>
	readDeskForm((await openDeskPage(page)).html, action);

it('should not stop a shop again by the form that stopped it before', async () => {
	const form = await formOf('?page=stop', 'pause');
	expect((await sendDeskForm(form)).location).toContain('done=paused');
	await sendDeskForm(await formOf('?page=stop', 'resume'));

	const again = await sendDeskForm(form);

	expect(again.location).not.toContain('done=paused');
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { price: 1800, inStock: true, shipping: 0 });
	await story.syncLater();
	expect(story.shown(asin).price).not.toBe(PRICE);
}, 60_000);

it('should not let a shop go on again by the form that let it before', async () => {
	await sendDeskForm(await formOf('?page=stop', 'pause'));
	const form = await formOf('?page=stop', 'resume');
	await sendDeskForm(form);
	await sendDeskForm(await formOf('?page=stop', 'pause'));

	expect((await sendDeskForm(form)).location).not.toContain('done=resumed');

	await sendDeskForm(await formOf('?page=stop', 'resume'));
}, 60_000);

it('should not switch to dry runs again, nor back', async () => {
	const dry = await formOf('?page=live', 'dry');
	expect((await sendDeskForm(dry)).location).toContain('done=dry');
	const live = await formOf('?page=live', 'live');
	expect((await sendDeskForm(live)).location).toContain('done=live');
	expect((await sendDeskForm(dry)).location).not.toContain('done=dry');
	await sendDeskForm(await formOf('?page=live', 'dry'));
	expect((await sendDeskForm(live)).location).not.toContain('done=live');
	await sendDeskForm(await formOf('?page=live', 'live'));
}, 60_000);

it('should not give an item its own rule again after it was taken away', async () => {
	const { item_id } = story.shown(story.nextAsin());
	const page = `?page=item&id=${item_id}`;
	const own = { ...(await formOf(page, 'own_rule')), never: 'はい' };
	const sent = await sendDeskForm(own);
	const proposal = sent.location.slice(sent.location.indexOf('?'));
	const proposed = (await openDeskPage(proposal)).html;
	const approve = proposed.includes('name="action" value="approve"')
		? readDeskForm(proposed, 'approve')
		: null;
	if (approve) await sendDeskForm(approve);
	const back = await sendDeskForm(await formOf(page, 'to_auto'));
	const after = (await openDeskPage(back.location.slice(back.location.indexOf('?')))).html;
	if (after.includes('name="action" value="approve"'))
		await sendDeskForm(readDeskForm(after, 'approve'));

	const again = await sendDeskForm(own);

	expect(again.status).not.toBe(303);
	if (approve) expect((await sendDeskForm(approve)).location).not.toContain('done=saved');
}, 60_000);

it('should not give back a price that the owner set anew', async () => {
	const asin = story.nextAsin();
	const { item_id } = story.shown(asin);
	const setByHand = () => story.simulator.world.editListing('demo-shop', item_id, { price: 2700 });
	setByHand();
	await story.syncLater();
	const form = { ...(await formOf(`?page=item&id=${item_id}`, 'word')), say: 'give_back' };
	await sendDeskForm(form);
	await story.syncLater();
	expect(story.shown(asin).price).toBe(PRICE);
	setByHand();
	await story.syncLater();

	expect((await sendDeskForm(form)).status).toBe(409);

	await story.syncLater();
	expect(story.shown(asin).price).toBe(2700);
}, 60_000);
