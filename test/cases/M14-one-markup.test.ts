import { runWorkflow } from '../support/n8nEngine';
import { shippedWorkflow, submittedForm } from '../support/shopWorld';
import { watchOnce } from '../support/watchOnce';
import { COST, openStory, PRICE, type SyncStory } from '../support/syncStory';

/**
 * M14: the markup stood in three workflows and they fought: one price went up and down in turns. Now it
 * is changed in one place, and sync, watch and register go by it.
 */

let story: SyncStory;

beforeAll(async () => {
	story = await openStory(12, { unlisted: 1 });
}, 120_000);

afterAll(async () => {
	await story.stop();
});

const watch = async () => await watchOnce(story);

const register = async (asin: string) => {
	const { workflow, startNode } = submittedForm('register-products.json', {
		todo: '確認だけ (何も登録しません)',
		asins: asin,
	});
	const run = await runWorkflow(workflow, { credentials: story.credentials, startNode });
	expect(run.error).toBeUndefined();
	return run.output('BASEに登録')[0]?.result as { price?: number; error: string | null };
};

const prices = () => new Set(story.asins.map((asin) => story.shown(asin).price));

it('should ask before it goes by a markup that is changed in the settings of the sync', async () => {
	const { message, rules } = await story.sync({ markup: '1.4' });

	expect(prices()).toEqual(new Set([PRICE]));
	expect(message).toContain('「設定」の変更はまだ使っていません: 掛け率 1.3 → 1.4。');
	expect(message).toContain(`「設定」の approve に ${rules!.proposal!.code} を入れ`);
});

it('should go by the old markup everywhere until the owner approves', async () => {
	await watch();
	expect(prices()).toEqual(new Set([PRICE]));
});

it('should go by the new markup everywhere once its code is typed', async () => {
	const { rules } = await story.sync({ markup: '1.4' });
	const approve = rules!.proposal!.code.toLowerCase();

	const { message } = await story.sync({ markup: '1.4', approve });

	expect(message).toContain('を受け付けました。これから新しいルール (版 2) で価格を決めます。');
	expect(prices()).toEqual(new Set([2800]));
	await watch();
	expect(prices()).toEqual(new Set([2800]));
});

it('should leave the prices alone in turns of sync and watch', async () => {
	for (let turn = 0; turn < 2; turn++) {
		await story.sync({ markup: '1.4' });
		await watch();
		expect(prices()).toEqual(new Set([2800]));
	}
});

it('should price a new product by the same markup', async () => {
	const [asin] = story.simulator.world.unlistedAsins('demo-shop');
	story.simulator.world.setOffer(asin!, { price: COST, inStock: true, shipping: 0 });

	expect(await register(asin!)).toMatchObject({ price: 2800 });
});

it('should have one place for the markup in all shipped workflows', () => {
	const texts = ['register-products.json', 'basic-info-weekly.json'].map((file) =>
		JSON.stringify(shippedWorkflow(file).nodes.map(({ parameters }) => parameters)),
	);
	for (const text of texts) expect(text).not.toContain('"markup"');
});
