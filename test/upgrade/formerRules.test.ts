import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IWorkflowBase } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../simulator/start';
import { runWorkflow, useTemporaryUserFolder, type Credentials } from '../support/n8nEngine';
import { quickenFirstCalls } from '../support/quickRates';
import { askForAll, chatworkOf, credentialsFor, shippedWorkflow } from '../support/shopWorld';

/** Shops of version 0.1, whose workflows each had a markup of their own, bring in the new sync. */

const SHOP = 'demo-shop';
let simulator: Simulator;
let credentials: Credentials;
let hours = 0;

const atLater = async <T>(work: () => Promise<T>): Promise<T> => {
	hours += 4;
	const realNow = Date.now;
	const clock = jest.spyOn(Date, 'now').mockImplementation(() => realNow() + hours * 3_600_000);
	try {
		return await work();
	} finally {
		clock.mockRestore();
	}
};

const runNow = async (workflow: IWorkflowBase, startNode: string) =>
	await atLater(async () => {
		simulator.messages.clear();
		simulator.counters.reset();
		const run = await runWorkflow(workflow, { credentials, startNode });
		expect(run.error).toBeUndefined();
		return {
			message: simulator.messages.list()[0]?.body ?? '',
			edits: simulator.counters.of('base', 'items/edit').calls,
		};
	});

/** A workflow as version 0.1 shipped it. */
const former = async (file: string, startNode: string, markup: number) => {
	const text = readFileSync(join(__dirname, 'previous', file), 'utf8');
	const workflow = JSON.parse(text) as IWorkflowBase;
	const settings = workflow.nodes.find(({ name }) => name === '設定')!;
	const { assignments } = settings.parameters.assignments as {
		assignments: Array<{ name: string; value: unknown }>;
	};
	const values: Record<string, unknown> = {
		...{ dry_run: false, markup },
		...chatworkOf(simulator),
		chatwork_api_url: `${simulator.chatworkUrl}/v2`,
	};
	for (const assignment of assignments) {
		if (assignment.name in values) assignment.value = values[assignment.name];
	}
	return await runNow(workflow, startNode);
};
const formerSync = async (markup: number) =>
	await former('price-stock-sync.json', '3時間ごと', markup);
const formerWatch = async (markup: number) => await former('price-watch.json', '30分ごと', markup);

const sync = async (settings: Record<string, unknown> = {}) =>
	await runNow(
		{
			...shippedWorkflow('price-stock-sync.json', {
				dry_run: false,
				...askForAll,
				...chatworkOf(simulator),
				...settings,
			}),
			id: 'the-new-sync',
		},
		'定期実行',
	);

const prices = () =>
	new Set(
		simulator.world
			.listings(SHOP)
			.filter(({ asin }) => asin !== null)
			.map(({ item }) => item.price),
	);

/** All that Amazon has costs 2,000 yen, and the shop stands at the markup's price. */
const openShop = async (price: number) => {
	useTemporaryUserFolder();
	quickenFirstCalls();
	simulator = await startSimulator({ products: 12, plain: true, speed: 1e6, tokenSpeed: 1 });
	credentials = credentialsFor(simulator);
	for (const { asin, item } of simulator.world.listings(SHOP)) {
		simulator.world.setOffer(asin!, { price: 2000, inStock: true, shipping: 0 });
		simulator.world.editListing(SHOP, item.item_id, { price });
	}
};

afterEach(async () => {
	await simulator.stop();
});

it('should begin with the rule of before, whatever the new settings leave empty', async () => {
	await openShop(2800);
	await formerSync(1.4);

	const dry = await sync({ dry_run: true });
	expect(dry.message).not.toContain('掛け率 1.3');
	const { edits, message } = await sync();

	expect(edits).toBe(0);
	expect(prices()).toEqual(new Set([2800]));
	expect(message).toBe('');
});

it('should ask before it goes by a markup that differs from the one of before', async () => {
	await openShop(2800);
	await formerSync(1.4);

	const { edits, message } = await sync({ markup: '1.5' });

	expect(edits).toBe(0);
	expect(prices()).toEqual(new Set([2800]));
	expect(message).toContain('掛け率 1.4 → 1.5');
});

it('should name the markups of before that differ, and change no price until one is typed', async () => {
	await openShop(2800);
	await formerSync(1.4);
	await formerWatch(1.3);
	const before = prices();

	const asked = await sync();
	expect(asked.message).toContain(
		'これまでのワークフローの掛け率が違います (「Amazon→BASE 価格・在庫の同期」は 1.4、「Amazon→BASE 動きの見張り」は 1.3)。',
	);
	expect(asked.edits).toBe(0);
	expect(prices()).toEqual(before);

	await sync({ markup: '1.4' });
	expect(prices()).toEqual(new Set([2800]));
});

it('should say in the messages of an old workflow that it is to be replaced', async () => {
	await openShop(2600);
	await formerSync(1.3);
	await sync();
	const [first] = simulator.world.listings(SHOP);
	simulator.world.setOffer(first!.asin!, { price: 2300, inStock: true, shipping: 0 });

	const { message } = await formerSync(1.3);

	expect(message).toContain('新しい版のワークフローを読み込み、こちらは Unpublish してください。');
});

describe.each([
	[1, 1.3],
	[2, 1.45],
	[3, 1.2],
])('a shop as odd as real ones (seed %i, markup %d)', (seed, markup) => {
	/** What the shop shows after a day of version 0.1 and one run more, by either version. */
	const shownAfter = async (last: () => Promise<{ edits: number }>) => {
		useTemporaryUserFolder();
		quickenFirstCalls();
		simulator = await startSimulator({ products: 80, seed, speed: 1e6, tokenSpeed: 1 });
		credentials = credentialsFor(simulator);
		hours = 0;
		await formerSync(markup);
		await formerSync(markup);
		simulator.world.advance({ share: 0.3 });
		expect((await last()).edits).toBeGreaterThan(0);
		return simulator.world
			.listings(SHOP)
			.map(({ item: { item_id, price, visible, stock } }) => ({ item_id, price, visible, stock }));
	};

	it('should get no edit by the upgrade but what 0.1 itself would have sent', async () => {
		const by01 = await shownAfter(async () => await formerSync(markup));
		await simulator.stop();
		const byNew = await shownAfter(async () => await sync());

		expect(byNew).toEqual(by01);
	}, 120_000);
});
