import { readFileSync } from 'node:fs';
import { startSimulator, type Simulator } from '../../simulator/start';
import { runWorkflow, useTemporaryUserFolder, type Credentials } from '../support/n8nEngine';
import { quickenFirstCalls } from '../support/quickRates';
import { chatworkOf, credentialsFor, submittedForm } from '../support/shopWorld';

const SHOP = 'demo-shop';
/** Pixels: BASE takes no larger size in this story. Amazon has 1500, 500 and 75. */
const MOST_PIXELS = 1000;

/** W12, images: BASE refuses files of more than 4 MB, which the largest size at Amazon can be. */
describe('register-products.json where BASE refuses large images', () => {
	let simulator: Simulator;
	let credentials: Credentials;
	let asin: string;

	beforeAll(() => void quickenFirstCalls());
	beforeEach(async () => {
		useTemporaryUserFolder();
		simulator = await startSimulator({
			products: 5,
			unlisted: 5,
			plain: true,
			speed: 1e6,
			tokenSpeed: 1,
		});
		credentials = credentialsFor(simulator);
		asin = simulator.world.unlistedAsins(SHOP)[0]!;
	});
	afterEach(async () => await simulator.stop());

	const register = async () => {
		const { workflow, startNode } = submittedForm(
			'register-products.json',
			{ todo: '登録する', asins: asin },
			chatworkOf(simulator),
		);
		const run = await runWorkflow(workflow, { credentials, startNode });
		expect(run.error).toBeUndefined();
		return run.output('BASEに登録')[0]?.result as { action: string; error: string | null };
	};
	const imagesOfItem = () => {
		const items = simulator.world.listings(SHOP).map(({ item }) => item);
		const item = items.find(({ identifier }) => identifier.includes(asin));
		return item?.images.filter((link) => link !== '') ?? [];
	};

	it('should register the largest size where BASE takes it', async () => {
		expect(await register()).toMatchObject({ action: 'created', error: null });
		expect(imagesOfItem().join()).toMatch(/_SL1500_/);
	});

	it('should register the next smaller size of each picture', async () => {
		simulator.faults.add({ kind: 'largeImage', count: MOST_PIXELS });
		expect(await register()).toMatchObject({ action: 'created', error: null });
		expect(imagesOfItem().length).toBeGreaterThan(0);
		for (const link of imagesOfItem()) expect(link).toMatch(/_SL500_/);
	});

	it('should keep the item hidden where BASE refuses every size, and say why', async () => {
		simulator.faults.add({ kind: 'largeImage', count: 10 });
		const { action, error } = await register();
		expect(action).toBe('hidden');
		expect(error).toContain('image_put_fail');
	});

	it('should keep the smaller sizes in the cache, for later updates', async () => {
		await register();
		const folder = `${process.env.N8N_USER_FOLDER}/.n8n/amazon-base-sync/default`;
		const document = JSON.parse(readFileSync(`${folder}/${asin}.json`, 'utf8')) as {
			images: string[];
			smaller_images: Record<string, string[]>;
		};
		const [main] = document.images;
		expect(document.smaller_images[main!]).toEqual(
			[500, 75].map((side) => main!.replace('_SL1500_', `_SL${side}_`)),
		);
	});
});
