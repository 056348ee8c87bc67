import { join } from 'node:path';
import { pageOfTable } from '../../realN8n/n8n/dataTables';
import { syncWorkflow } from '../../realN8n/n8n/workflows';
import { workflowsFolder } from '../../realN8n/machine/paths';
import { coveredOnCanvas } from './canvas';
import { Editor } from './editor';
import { countable, realN8n, type RealN8n, shopName } from './realN8n';
import { waitFor } from '../../realN8n/machine/waiting';

/** What the shop owner does with the mouse, in the order of the first day: nothing is prepared. */
describe('the first day at the editor', () => {
	let n8n: RealN8n;
	let editor: Editor;
	/** Place of the item whose first price is far from the rule's. */
	let far = 0;

	beforeAll(async () => {
		n8n = await realN8n({ products: 90, plain: true, speed: 60 }, countable, {
			credentials: 'none',
		});
		editor = await Editor.open(n8n.stage.url);
	});

	afterAll(async () => {
		await editor?.close();
		await n8n?.close();
	});

	it('imports the sync through the menu and sees what is missing marked red', async () => {
		await editor.importFile(join(workflowsFolder, syncWorkflow));
		await editor.shoot('1-imported');
		expect(await editor.markedNodes()).toEqual([
			'BASEの商品一覧',
			'動きを調べる',
			'Amazonの価格と在庫',
			'BASEを更新',
			'Chatworkに通知',
		]);
	});

	it('sees nodes, labels and notes clear of each other', async () => {
		expect(await coveredOnCanvas(editor.page)).toEqual([]);
	});

	it('connects the shop in its window, once for both nodes, on the consent page', async () => {
		const { baseUrl, credentials } = n8n.simulator;
		const { clientId, clientSecret } = credentials.shops[0]!;
		await editor.openNode('BASEの商品一覧');
		await editor.makeCredential(baseUrl, { clientId, clientSecret }, 'Connect');
		await editor.closeNode();
		expect(n8n.simulator.counters.of('base', 'oauth/token')).toMatchObject({
			calls: 1,
			rejected: 0,
		});
		expect(await editor.markedNodes()).toEqual([
			'動きを調べる',
			'Amazonの価格と在庫',
			'Chatworkに通知',
		]);
	});

	it('gives the keys to Amazon and Chatwork, and no mark is left', async () => {
		const { amazonUrl, chatworkUrl, credentials } = n8n.simulator;
		const { amazon, chatwork } = credentials;
		await editor.openNode('Amazonの価格と在庫');
		await editor.makeCredential(amazonUrl, { ...amazon }, 'Save');
		await editor.closeNode();
		await editor.openNode('Chatworkに通知');
		await editor.makeCredential(chatworkUrl, { apiToken: chatwork.apiToken }, 'Save');
		await editor.closeNode();
		await waitFor('no mark is left', async () => (await editor.markedNodes()).length === 0);
	});

	it('fills in the room and presses Execute: a dry run, green, told in Chatwork', async () => {
		const { world, messages } = n8n.simulator;
		// Its price by the rule is far below what the owner asks for it.
		far = world.listings(shopName).findIndex(({ item }) => item.price < 20_000);
		const itemId = world.listings(shopName)[far]!.item.item_id;
		world.editListing(shopName, itemId, { price: 50_000 });
		await editor.openNode('設定');
		await editor.fillAssignments({
			chatwork_room_id: String(n8n.simulator.credentials.chatwork.roomId),
		});
		await editor.shoot('2-settings');
		await editor.closeNode();
		await editor.execute();
		await editor.shoot('3-executed');
		// 5 up to the loop, the loop and its 5, then 5 of report and message.
		const green = await editor.page.getByTestId('canvas-node-status-success').count();
		expect(green).toBeGreaterThanOrEqual(15);
		expect((await editor.outcome()).red).toEqual([]);
		expect(messages.list().map(({ body }) => body)).toEqual([
			expect.stringContaining('【テスト実行】'),
		]);
		expect(world.listings(shopName)[far]!.item.price).toBe(50_000);
	});

	/** The owner changes 設定 and presses Execute. Gives the message, '' = none. */
	const executeWith = async (settings: Record<string, string>): Promise<string> => {
		n8n.simulator.messages.clear();
		await editor.openNode('設定');
		await editor.fillAssignments(settings);
		await editor.closeNode();
		await editor.execute();
		expect((await editor.outcome()).red).toEqual([]);
		return n8n.simulator.messages.list()[0]?.body ?? '';
	};
	const shownPrices = () =>
		n8n.simulator.world.listings(shopName).map(({ item: { price } }) => price);

	it('goes live, and is asked about the price that is far from the rule', async () => {
		await editor.openNode('設定');
		await editor.chooseAssignment('dry_run', 'false');
		await editor.closeNode();
		const told = await executeWith({});
		expect(told).not.toContain('【テスト実行】');
		expect(told).toContain('1件を今の価格のままにしています');
		expect(shownPrices()[far]).toBe(50_000);
	});

	it('answers with the code of the message, and the price follows the rule', async () => {
		const asked = n8n.simulator.messages.list()[0]!.body;
		const yes = /計算した価格にするには ([0-9A-Z]{6})/.exec(asked)![1]!;
		// Each run asks Amazon, as runs three hours apart do.
		await editor.askForAll();
		const told = await executeWith({ approve: yes });
		expect(told).toContain(`お答え ${yes} を受け付けました。1件に反映します。`);
		expect(shownPrices()[far]).toBeLessThan(50_000);
	});

	it('types another markup: it is told with its code, and nothing moves', async () => {
		const before = shownPrices();
		const told = await executeWith({ markup: '1.4' });
		await editor.shoot('5-proposal');
		expect(told).toContain('「設定」の変更はまだ使っていません: 掛け率 1.3 → 1.4。');
		expect(shownPrices()).toEqual(before);
	});

	it('types the code: all prices follow, and it hears how many', async () => {
		const asked = n8n.simulator.messages.list()[0]!.body;
		const code = /approve に ([0-9A-Z]{6}) を入れ/.exec(asked)![1]!;
		const before = shownPrices();
		const told = await executeWith({ approve: code });
		expect(told).toContain(`承認 ${code} を受け付けました。これから新しいルール (版 2)`);
		const dearer = shownPrices().filter((price, index) => price > before[index]!);
		expect(dearer.length).toBeGreaterThan(50);
		// The first day's other raises count too.
		const [, count] = /3時間に値上げが (\d+)件ありました。/.exec(told) ?? [];
		expect(Number(count)).toBeGreaterThanOrEqual(dearer.length);
	});

	it('sees Amazon cut everything: half the shop follows, and it is asked about the rest', async () => {
		const { world } = n8n.simulator;
		for (const { asin, item } of world.listings(shopName)) {
			// The shop's price is 1.4 times the cost: this is three quarters of the cost.
			const price = Math.floor((item.price * 75) / 140);
			if (asin !== null) world.setOffer(asin, { price, inStock: true, shipping: 0 });
		}
		const before = shownPrices();
		const told = await executeWith({ approve: '' });
		expect(told).toContain('同じ種類の変更が多すぎるため');
		const cheaper = shownPrices().filter((price, index) => price < before[index]!);
		// Half of 90. The owner's first answer caused the cut of before, not Amazon.
		expect(cheaper).toHaveLength(45);
	});

	it('answers yes by hand, with a limit of 5: all that was shown follows', async () => {
		const asked = n8n.simulator.messages.list()[0]!.body;
		const [, count, yes] = /(\d+)件を止めています。続きも行うには ([0-9A-Z]{6})/.exec(asked)!;
		expect(Number(count)).toBeGreaterThan(5);
		const before = shownPrices();
		const told = await executeWith({ approve: yes!, manual_limit: '5' });
		expect(told).toContain(`お答え ${yes} を受け付けました。${count}件に反映します。`);
		const moved = shownPrices().filter((price, index) => price !== before[index]!);
		expect(moved).toHaveLength(Number(count));
	});

	it('types 13 by a slip: it is asked back, and nothing moves', async () => {
		const before = shownPrices();
		const told = await executeWith({ markup: '13', approve: '' });
		expect(told).toContain('「13」は入れ間違いではありませんか');
		expect(told).toContain('これまでのルールのまま続けています');
		expect(shownPrices()).toEqual(before);
	});

	it('finds the products in their Data Table', async () => {
		const [listed] = n8n.simulator.world.listings(shopName);
		await n8n.stage.readTable('products');
		await editor.page.goto(await pageOfTable(n8n.stage.api, 'products'));
		await editor.page.getByText(listed!.asin!).first().waitFor();
		await editor.shoot('6-products');
	});

	it('saw no error in the console', () => {
		expect(editor.complaints).toEqual([]);
	});
});
