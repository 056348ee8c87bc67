import { runWorkflow } from '../support/n8nEngine';
import { chatworkOf, submittedForm } from '../support/shopWorld';
import { shortenWaits } from '../support/shortWaits';
import { openStory } from '../support/syncStory';
import { onNextCall } from '../support/whenEditArrives';

shortenWaits();

it('should not register a product that the owner listed while the run was at work', async () => {
	const story = await openStory(12, { unlisted: 6 });
	const { simulator, credentials } = story;
	const [first = '', second = ''] = simulator.world.unlistedAsins('demo-shop');
	const byHand = `b-${second}-20261130000000`;
	onNextCall(simulator, 'items/add_image', () => void story.place(byHand, 'by hand'));
	const answers = { todo: '登録する', asins: `${first} ${second}` };
	const form = submittedForm('register-products.json', answers, chatworkOf(simulator));
	await runWorkflow(form.workflow, { credentials, startNode: form.startNode });
	await story.stop();

	const codes = simulator.world.listings('demo-shop').map(({ item }) => item.identifier);
	expect(codes.filter((code) => code.includes(second))).toEqual([byHand]);
}, 60_000);
