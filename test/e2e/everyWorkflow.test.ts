import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { publish } from '../../realN8n/n8n/pages';
import { filesFolder } from '../../realN8n/n8n/environment';
import { workflowsFolder } from '../../realN8n/machine/paths';
import { readDeskForm } from '../support/deskForm';
import { coveredOnCanvas, cutOffOnNotes, sizesOnCanvas } from './canvas';
import { Editor } from './editor';
import { countable, realN8n, type RealN8n, shopName } from './realN8n';
import { waitFor } from '../../realN8n/machine/waiting';

const errorNotice = 'エラーをChatworkに通知';

/** The small print of n8n's own menus. */
const LEGIBLE_PX = 10;

/** By file, the nodes that a person finds marked red on an n8n that has no credential yet. */
const marked: Record<string, string[]> = {
	'basic-info-weekly.json': [
		'BASEの商品一覧',
		'Amazonの商品情報',
		'BASEの商品情報を更新',
		'Chatworkに通知',
		errorNotice,
	],
	'connection-check.json': ['接続を確かめる', errorNotice],
	'freshness-heartbeat.json': ['Chatworkに通知', errorNotice],
	'import-legacy-cache.json': [errorNotice],
	// Steps to copy: nothing is published, so nothing can stop without being seen.
	'message-steps.json': ['Slackに通知', 'LINEに通知', 'メールで通知'],
	'order-watch.json': ['BASEの注文', 'Amazonの今の価格', 'Chatworkに通知'],
	'price-stock-sync.json': [
		'BASEの商品一覧',
		'動きを調べる',
		'Amazonの価格と在庫',
		'BASEを更新',
		'Chatworkに通知',
	],
	'register-products.json': [
		'Amazonの商品情報',
		'Amazonの価格と在庫',
		'BASEに登録',
		'Chatworkに通知',
		errorNotice,
	],
	'shop-desk.json': [
		'ショップの操作画面',
		'緊急停止を解除',
		'元に戻す',
		'別のASINに',
		'商品を削除',
		'BASEの商品一覧',
		'商品を非公開に',
		'Chatworkに通知',
	],
	'tables.json': [errorNotice],
};

const guest = { username: 'owner', password: 'Only-for-this-test-3' };
/** Each of our forms ends with one of these. */
const lastPage = /現在$|しました$|実行できませんでした|今は実行できません/;

/** An outside monitor: counts who calls. */
class Monitor {
	readonly calls: string[] = [];
	private readonly server: Server = createServer((request, response) => {
		this.calls.push(String(request.url));
		response.end('OK');
	});

	async listen(): Promise<string> {
		await once(this.server.listen(0, '127.0.0.1'), 'listening');
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/ping/shop`;
	}

	close(): void {
		this.server.close();
	}
}

describe('every shipped workflow in the hands of its owner', () => {
	const monitor = new Monitor();
	/** Where n8n keeps what was brought in, by file. */
	const places = new Map<string, string>();
	let n8n: RealN8n;
	let editor: Editor;
	/** Of the item that the live run wrote to. */
	let priceBefore: number;

	beforeAll(async () => {
		n8n = await realN8n({ products: 40, unlisted: 20, plain: true, speed: 60 }, countable, {
			credentials: 'none',
		});
		editor = await Editor.open(n8n.stage.url, undefined, undefined, guest);
	});
	afterAll(async () => {
		await editor?.close();
		await n8n?.close();
		monitor.close();
	});

	const open = async (file: string): Promise<void> => {
		await editor.openWorkflow(places.get(file)!);
	};

	/** n8n gives an import its address at once and saves it a moment later. */
	const savedId = async (): Promise<string> => {
		const id = new URL(editor.page.url()).pathname.split('/').at(-1)!;
		const isSaved = async (): Promise<boolean> => {
			const saved = await n8n.stage.api.get<Array<{ id: string }>>('/workflows');
			return saved.some((workflow) => workflow.id === id);
		};
		await waitFor('n8n has saved what was brought in', isSaved);
		return id;
	};

	/** Opens each marked node, as a person does: n8n then takes the credential that it has. */
	const clearDrawnMarks = async (): Promise<void> => {
		const areCleared = async (): Promise<boolean> => {
			for (const name of await editor.markedNodes()) {
				await editor.openNode(name);
				await editor.chooseCredentials();
				await editor.closeNode();
			}
			return (await editor.markedNodes()).length === 0;
		};
		await waitFor('no mark is left', areCleared, 180_000);
	};

	/** Of a workflow just opened: n8n draws the marks a moment after the nodes. */
	const clearMarks = async (): Promise<void> => {
		const areDrawn = async () =>
			(await editor.markedNodes()).some((name) => name.endsWith('Chatworkに通知'));
		await waitFor('the marks are drawn', areDrawn);
		await clearDrawnMarks();
	};

	const fillSettings = async (values: Record<string, string> = {}): Promise<void> => {
		await editor.openNode('設定');
		await editor.fillAssignments(values);
		await editor.closeNode();
	};

	const chatwork = (): Record<string, string> => ({
		chatwork_room_id: String(n8n.simulator.credentials.chatwork.roomId),
	});

	/** What was said in Chatwork since the last time somebody asked. */
	const messages = (): string[] => {
		const bodies = n8n.simulator.messages.list().map(({ body }) => body);
		n8n.simulator.messages.clear();
		return bodies;
	};

	const shop = () =>
		n8n.simulator.world
			.listings(shopName)
			.map(({ item: { item_id, title, price, visible, stock } }) => ({
				item_id,
				title,
				price,
				visible,
				stock,
			}));

	const expectGreen = async (...names: string[]): Promise<void> => {
		const areGreen = async (): Promise<boolean> => {
			const { green } = await editor.outcome();
			return names.every((name) => green.includes(name));
		};
		await waitFor(`${names.join(', ')} turn green`, areGreen);
		expect((await editor.outcome()).red).toEqual([]);
	};

	const choose = (todo: string) => async (form: Page) => {
		await form.getByLabel('やりたいこと').selectOption(todo);
	};

	it.each(Object.keys(marked))('%s comes in, says what it lacks, and is legible', async (file) => {
		await editor.importFile(join(workflowsFolder, file));
		places.set(file, await savedId());
		expect(await editor.markedNodes()).toEqual(marked[file]);
		await editor.showAtFit();
		// The canvas glides to its place.
		const isReadable = async () => (await sizesOnCanvas(editor.page)).headings >= LEGIBLE_PX;
		await waitFor('the headings of the notes can be read as the canvas opens', isReadable);
		await editor.shoot(`fit-${file}`);
		await editor.showAtFullSize();
		await editor.clearSelection();
		const isAtRest = async () => (await sizesOnCanvas(editor.page)).zoom === 1;
		await waitFor('the canvas is shown at its true size', isAtRest);
		await editor.shoot(`whole-${file}`);
		expect((await sizesOnCanvas(editor.page)).letters).toBe(14);
		expect(await coveredOnCanvas(editor.page)).toEqual([]);
		expect(await cutOffOnNotes(editor.page)).toEqual([]);
		await editor.page.setViewportSize({ width: 1600, height: 1000 });
	});

	it('the list above names every shipped workflow', () => {
		const shipped = readdirSync(workflowsFolder).filter((name) => name.endsWith('.json'));
		expect(Object.keys(marked)).toEqual(shipped.sort());
	});

	it('price-stock-sync: connected once, dry: tells what it would do and changes nothing', async () => {
		const { simulator } = n8n;
		const { amazon } = simulator.credentials;
		const { clientId, clientSecret } = simulator.credentials.shops[0]!;
		const [dear] = simulator.world.listings(shopName);
		simulator.world.editListing(shopName, dear!.item.item_id, { price: 50_000 });
		await open('price-stock-sync.json');
		await editor.openNode('BASEの商品一覧');
		await editor.makeCredential(simulator.baseUrl, { clientId, clientSecret }, 'Connect');
		await editor.closeNode();
		await editor.openNode('Amazonの価格と在庫');
		await editor.makeCredential(simulator.amazonUrl, { ...amazon }, 'Save');
		await editor.closeNode();
		await editor.openNode('Chatworkに通知');
		const { apiToken } = simulator.credentials.chatwork;
		await editor.makeCredential(simulator.chatworkUrl, { apiToken }, 'Save');
		await editor.closeNode();
		await clearDrawnMarks();
		await fillSettings(chatwork());
		await editor.askForAll();
		const before = shop();
		await editor.execute();
		await editor.shoot('ran-price-stock-sync');
		await expectGreen('BASEを更新', '実行の締め', 'Chatworkに通知', '通知済みにする');
		expect(messages()).toEqual([expect.stringContaining('【テスト実行】')]);
		expect(shop()).toEqual(before);
		const [row] = await n8n.stage.readTable('sync_runs');
		expect(row).toMatchObject({ dry_run: true, total: 40, fetched: 40, notified: '通知済み' });
	});

	it('price-stock-sync: live, once the owner has switched dry_run off', async () => {
		const { world } = n8n.simulator;
		const listed = world.listings(shopName)[1]!;
		priceBefore = listed.item.price;
		const cost = world.truth(listed.asin!).price!;
		world.setOffer(listed.asin!, { price: Math.round(cost * 1.2) });
		await editor.openNode('設定');
		await editor.chooseAssignment('dry_run', 'false');
		await editor.closeNode();
		await editor.execute();
		await expectGreen('BASEを更新', '通知済みにする');
		const [told] = messages();
		expect(told).not.toContain('【テスト実行】');
		expect(told).toContain('BASE更新 1件 (値上げ 1)');
		expect(shop()[1]!.price).toBeGreaterThan(priceBefore);
	});

	it('price-stock-sync: its watch, started by hand, brings what moved since it last looked', async () => {
		const { world } = n8n.simulator;
		// The first one's price is far from the rule's, which the live sync asked about.
		const place = 2;
		const moved = world.listings(shopName)[place]!;
		const cost = world.truth(moved.asin!).price!;
		const before = shop();
		await editor.executeFrom('見張りの時刻');
		await expectGreen('動きを調べる', 'BASEを更新', '実行の締め', '通知済みにする');
		// Nothing moved, but a run by hand says again what the sync has asked.
		const [asked, ...more] = messages();
		expect(more).toEqual([]);
		expect(asked).toContain('計算した価格と30%より大きく違うため、1件を今の価格のままにしています');
		expect(asked).toContain(
			'Amazonの変動 0件 (価格 0・在庫 0) / BASE更新 0件 / 保留 0件 / 失敗 0件',
		);
		expect(shop()).toEqual(before);

		world.setOffer(moved.asin!, { price: cost + 500 });
		// Nothing is looked at twice within half a minute.
		await delay(31_000);
		await editor.execute();
		await editor.shoot('ran-watch');
		await expectGreen('動きを調べる', 'BASEを更新', '実行の締め', '通知済みにする');
		// It goes by the shop's rules: the sync has been live, so the watch is.
		const [told] = messages();
		expect(told).not.toContain('【テスト実行】');
		expect(told).toContain('価格 1・在庫 0');
		const after = shop();
		expect(after[place]!.price).toBeGreaterThan(before[place]!.price);
		const others = (all: typeof after) => all.filter((_, index) => index !== place);
		expect(others(after)).toEqual(others(before));
	});

	it('connection-check: looks at every connection, and writes nothing without consent', async () => {
		await open('connection-check.json');
		await clearMarks();
		const before = shop();
		const page = await editor.executeForm(async () => undefined, '確かめる', lastPage);
		await editor.shoot('ran-connection-check');
		await expectGreen('接続を確かめる');
		expect(page).toContain('要対応 0');
		expect(page).not.toContain('テスト用の商品');
		expect(messages()).toEqual([]);
		expect(shop()).toEqual(before);
	});

	it('basic-info-weekly: titles and texts are in the cache, the shop is as it was', async () => {
		// Brought in where the credentials are known: n8n sets all but those of its HTTP Requests.
		await editor.importFile(join(workflowsFolder, 'basic-info-weekly.json'));
		await waitFor('n8n has set what it knows', async () => {
			const names = await editor.markedNodes();
			return names.join() === ['Chatworkに通知', errorNotice].join();
		});
		await clearMarks();
		const before = shop();
		await editor.execute();
		await editor.shoot('ran-basic-info-weekly');
		await expectGreen('Amazonの商品情報', 'BASEの商品情報を更新', 'キャッシュに保存', '実行の締め');
		const asins = [...n8n.simulator.world.listings(shopName)].map(({ asin }) => asin!);
		const documents = await n8n.cache.read(asins);
		expect(asins.map((asin) => documents.get(asin)?.title_ja)).toEqual(
			asins.map((asin) => n8n.simulator.world.product(asin).title),
		);
		expect(shop()).toEqual(before);
		messages();
	});

	it('register-products: looks at pasted ASINs and lists nothing', async () => {
		await open('register-products.json');
		await clearMarks();
		const before = shop();
		const free = n8n.simulator.world.unlistedAsins(shopName).slice(0, 2);
		const fill = async (form: Page) => {
			await choose('確認だけ (何も登録しません)')(form);
			await form.getByLabel('ASINまたはURL').fill(free.join('\n'));
		};
		const page = await editor.executeForm(fill, '実行', lastPage);
		await editor.shoot('ran-register-products');
		await expectGreen('BASEに登録', '実行の締め', 'Chatworkに通知');
		expect(page).toContain('【テスト実行】新しい商品の登録');
		expect(messages()).toEqual([expect.stringContaining('【テスト実行】新しい商品の登録')]);
		expect(shop()).toEqual(before);
	});

	it('freshness-heartbeat: calls the outside monitor while all is well, and Chatwork when not', async () => {
		await open('freshness-heartbeat.json');
		await clearMarks();
		await fillSettings({ ping_url: await monitor.listen() });
		await editor.execute();
		await editor.shoot('ran-freshness-heartbeat');
		await expectGreen('同期の様子を調べる', '外部の見張りに知らせる');
		expect(monitor.calls).toEqual(['/ping/shop']);
		expect(messages()).toEqual([]);
		// With an interval of a few milliseconds the last success is long ago.
		await editor.openNode('同期の様子を調べる');
		await editor.field('intervalHours').fill('0.000001');
		await editor.closeNode();
		await editor.execute();
		await expectGreen('Chatworkに通知', '知らせたと記録');
		expect(messages()).toEqual([expect.stringContaining('成功していません')]);
		expect(monitor.calls).toHaveLength(1);
	});

	it('shop-desk: opens with the password, knows the live run, and stops the writing', async () => {
		await open('shop-desk.json');
		await editor.openNode('ショップの操作画面');
		const { username: user, password } = guest;
		await editor.fillFields(await editor.openNewCredential(), { user, password }, 'Save');
		await editor.closeNode();
		await clearMarks();
		await publish(n8n.stage.api, places.get('shop-desk.json')!);
		const address = `${n8n.stage.url}/webhook/amazon-base-desk`;
		const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
		const headers = { authorization };
		const ask = async (query = ''): Promise<string> =>
			await (await fetch(`${address}${query}`, { headers })).text();
		await waitFor('the desk opens', async () => (await fetch(address, { headers })).status === 200);
		expect(await ask('?page=health')).toContain('前回の実行は無事でしたか');
		expect(await ask('?page=history')).toContain('Amazon→BASE 価格・在庫の同期');
		const rows = await n8n.stage.readTable('sync_runs');
		const live = rows.find(({ dry_run }) => dry_run === false)!;
		const run = await ask(`?page=run&id=${String(live.run)}`);
		expect(run).toContain(`${priceBefore.toLocaleString('en')}円`);
		expect(run).toContain('1件を前の価格・公開・在庫・商品コードに戻せます');

		const before = shop();
		const send = async (action: string, typed: Record<string, string>): Promise<number> => {
			const form = readDeskForm(await ask('?page=stop'), action) as Record<string, string>;
			const body = new URLSearchParams({ ...form, ...typed });
			return (await fetch(address, { method: 'POST', headers, body, redirect: 'manual' })).status;
		};
		expect(await send('pause', { pause_reason: '棚卸し' })).toBe(303);
		expect(await n8n.cache.pauses.get(shopName)).toMatchObject({ reason: '棚卸し' });
		expect(await send('resume', {})).toBe(303);
		expect(await n8n.cache.pauses.get(shopName)).toBeNull();
		expect(shop()).toEqual(before);
	});

	it('tables: what the store holds stands in the tables of n8n, and is written anew once lost', async () => {
		await open('tables.json');
		await clearMarks();
		await editor.execute();
		await editor.shoot('ran-tables');
		await expectGreen('商品の変化', '書き込みの変化', '履歴の変化');
		const items = shop().map(({ item_id, price, visible }) => [item_id, price, visible === 1]);
		const shown = async () => {
			const rows = await n8n.stage.readTable('products');
			return rows
				.map(({ item_id, base_price, base_visible }) => [item_id, base_price, !!base_visible])
				.sort(([one], [other]) => Number(one) - Number(other));
		};
		expect(await shown()).toEqual(items);
		const runs = (await n8n.stage.readTable('sync_runs')).map(({ run }) => run);
		const edits = (await n8n.stage.readTable('edits')).map(({ at }) => at);
		expect(edits.length).toBeGreaterThan(0);

		// As after an upgrade: the tables are full, and nobody knows of what.
		const cursors = join(n8n.cacheFolder, 'state', 'tables');
		for (const name of readdirSync(cursors)) rmSync(join(cursors, name));
		await editor.execute();
		await expectGreen('商品を片付ける', '商品の行を追加', '商品の表に書いたと記録');
		await expectGreen('書き込みを片付ける', '履歴を片付ける', '履歴の行を追加');
		expect(await shown()).toEqual(items);
		expect((await n8n.stage.readTable('sync_runs')).map(({ run }) => run)).toEqual(runs);
		expect((await n8n.stage.readTable('edits')).map(({ at }) => at)).toEqual(edits);
	});

	it('import-legacy-cache: counts, brings over, and changes nothing the second time', async () => {
		const folder = join(filesFolder(dirname(n8n.stage.n8nFolder)), 'amazon_products');
		mkdirSync(folder, { recursive: true });
		const put = (name: string, content: object | string): void =>
			writeFileSync(
				join(folder, name),
				typeof content === 'string' ? content : JSON.stringify(content),
			);
		put('B000000001.json', {
			price: 1358.0,
			in_stock: true,
			currency: 'JPY',
			cached_at: '2025-11-24T14:46:56.703054',
		});
		put('B000000002.json', '{');
		const imported = (): string[] =>
			readdirSync(n8n.cacheFolder).filter((name) => name.startsWith('B0000000'));
		const document = () => readFileSync(join(n8n.cacheFolder, 'B000000001.json'), 'utf8');
		await open('import-legacy-cache.json');
		await clearMarks();
		await fillSettings({ legacy_folder: folder });
		await editor.execute();
		await editor.shoot('ran-import-legacy-cache');
		await expectGreen('旧キャッシュを取り込む', '読めなかったファイル', '取り込みの結果');
		expect(imported()).toEqual([]);

		await editor.openNode('設定');
		await editor.chooseAssignment('dry_run', 'false');
		await editor.closeNode();
		await editor.execute();
		expect(imported()).toEqual(['B000000001.json']);
		const first = document();
		expect(JSON.parse(first)).toMatchObject({ price: 1358, in_stock: true });

		await editor.execute();
		await expectGreen('旧キャッシュを取り込む', '取り込みの結果');
		expect(document()).toBe(first);
		expect(readdirSync(folder).sort()).toEqual(['B000000001.json', 'B000000002.json']);
	});

	it('the console stayed silent', () => {
		expect(editor.complaints).toEqual([]);
	});
});
