import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { publish } from '../../realN8n/n8n/pages';
import { turnedTo } from '../../realN8n/n8n/stage';
import { readWorkflow, type WorkflowFile } from '../../realN8n/n8n/workflows';
import { waitFor } from '../../realN8n/machine/waiting';
import { countable, realN8n, type RealN8n, shopName } from './realN8n';
import { openForm } from './signIn';

const files = ['register-products.json', 'connection-check.json'];
const doors = { register: '/form/amazon-base-register', check: '/form/amazon-base-check' };

/** The forms that change the shop, filled in on a phone, against a real n8n. */
describe('the forms of the shop owner', () => {
	let n8n: RealN8n;
	let browser: Browser;
	const shots = process.env.SCREENSHOTS ?? mkdtempSync(join(tmpdir(), 'forms-'));

	beforeAll(async () => {
		mkdirSync(shots, { recursive: true });
		const workflows = await Promise.all(files.map(readWorkflow));
		n8n = await realN8n({ products: 40, unlisted: 20, plain: true, speed: 60 }, countable, {
			others: workflows,
		});
		for (const workflow of workflows) await prepare(workflow);
		for (const door of Object.values(doors)) {
			await waitFor(`${door} opens`, async () => (await status(door, 'GET')) !== 404);
		}
		browser = await chromium.launch({
			executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
			args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic'],
		});
	});
	afterAll(async () => {
		await browser?.close();
		await n8n?.close();
		process.stderr.write(`Screenshots: ${shots}\n`);
	});

	/** As the owner does it: the room filled in, published. */
	const prepare = async (workflow: WorkflowFile): Promise<void> => {
		const { api } = n8n.stage;
		const turned = turnedTo(n8n.simulator, workflow);
		await api.patch(`/workflows/${workflow.id}`, { nodes: turned.nodes });
		await publish(api, workflow.id);
	};

	const status = async (door: string, method: 'GET' | 'POST'): Promise<number> => {
		const body = method === 'POST' ? new FormData() : undefined;
		return (await fetch(`${n8n.stage.url}${door}`, { method, body, redirect: 'manual' })).status;
	};

	/** Fills in a form at 375 px and gives what the page says at last. */
	const submit = async (
		door: string,
		fill: (page: Page) => Promise<void>,
		name: string,
	): Promise<string> => {
		const context = await browser.newContext({ viewport: { width: 375, height: 800 } });
		const page = await context.newPage();
		await openForm(page, `${n8n.stage.url}${door}`);
		await fill(page);
		await page.screenshot({ path: join(shots, `${name}-form.png`), fullPage: true });
		await page.getByRole('button', { name: /^(実行|確かめる)$/ }).click();
		await page
			.getByText(/現在$|実行できませんでした|今は実行できません/)
			.first()
			.waitFor({ timeout: 300_000 });
		await page.screenshot({ path: join(shots, `${name}-result.png`), fullPage: true });
		expect(
			await page.evaluate<number>(
				'document.documentElement.scrollWidth - document.documentElement.clientWidth',
			),
		).toBe(0);
		const text = await page.locator('body').innerText();
		await context.close();
		return text;
	};

	it('refuse without a login', async () => {
		for (const door of Object.values(doors)) {
			expect([door, await status(door, 'GET')]).toEqual([door, 302]);
			expect([door, await status(door, 'POST')]).toEqual([door, 401]);
		}
	});

	it('check: the connections as they are, with a test item that is gone afterwards', async () => {
		const before = JSON.stringify(n8n.simulator.world.listings(shopName));
		const { roomId } = n8n.simulator.credentials.chatwork;
		const fill = async (page: Page) => {
			await page
				.getByLabel('非公開のテスト用の商品を1つ作り、変更して削除することに同意します')
				.check();
			await page.getByLabel('Chatworkのルーム (空なら同期のルーム)').fill(String(roomId));
		};
		const page = await submit(doors.check, fill, 'check');
		// The simulator is 60 times as fast as Amazon, and says so in its rates.
		expect(page).toContain('使えますが、確かめたい点があります');
		expect(page).toContain('要対応 0');
		expect(page).toContain('今すぐ更新できました (redirect_uri なし)');
		expect(page).toContain('商品名・説明・画像・在庫・商品コードは変わりません');
		expect(page).toContain('2.41.1 (確認済みの範囲)');
		expect(page).toContain('ルームに届きます');
		expect(JSON.stringify(n8n.simulator.world.listings(shopName))).toBe(before);
	});

	it('register 10 ASINs: first only looked at, then listed with images, each explained', async () => {
		const free = n8n.simulator.world.unlistedAsins(shopName).slice(0, 7);
		const listed = [...n8n.simulator.world.products.keys()][0]!;
		const pasted = `${free.join('\n')}\n${listed} B00 B0ZZZZZZZ1`;
		const fill = (todo: string) => async (page: Page) => {
			await page.getByLabel('やりたいこと').selectOption(todo);
			await page.getByLabel('ASINまたはURL').fill(pasted);
		};
		const before = n8n.simulator.world.listings(shopName).length;
		const look = await submit(doors.register, fill('確認だけ (何も登録しません)'), 'register-look');
		expect(look).toContain('【テスト実行】新しい商品の登録');
		expect(n8n.simulator.world.listings(shopName)).toHaveLength(before);

		const done = await submit(doors.register, fill('登録する'), 'register');
		expect(done).toContain('登録しました 7件');
		expect(done).toContain('登録しませんでした 2件');
		expect(done).toContain('「B00」はASINの形式');
		expect(done).toContain('すでに出品されています');
		expect(done).toContain('Amazonに商品がありません 1件');
		expect(n8n.simulator.world.listings(shopName)).toHaveLength(before + 7);
		expect(n8n.simulator.messages.list().at(-1)?.body).toContain('登録しました 7件');
	});

	it('lead from the check straight to the form, filled in with what it would register', async () => {
		// The first ones were registered a moment ago.
		const { world } = n8n.simulator;
		const codes = world.listings(shopName).map(({ item }) => item.identifier);
		const isFree = (asin: string) => !codes.some((code) => code.includes(asin));
		const free = world.unlistedAsins(shopName).filter(isFree).slice(0, 5);
		const context = await browser.newContext({ viewport: { width: 375, height: 800 } });
		const page = await context.newPage();
		await openForm(page, `${n8n.stage.url}${doors.register}`);
		await page.getByLabel('ASINまたはURL').fill(`${free.join(' ')} B00`);
		await page.getByRole('button', { name: '実行' }).click();
		const button = page.getByRole('button', { name: /^この \d+件を登録する画面へ$/ });
		await button.waitFor({ timeout: 120_000 });
		const count = Number(/\d+/.exec(await button.innerText())![0]);
		await button.click();
		await page.locator('#n8n-form').waitFor();
		expect(await page.getByLabel('やりたいこと').inputValue()).toBe('登録する');
		const filled = await page.getByLabel('ASINまたはURL').inputValue();
		// Not each of them is sold at this moment.
		expect(filled.split(' ')).toHaveLength(count);
		expect(free).toEqual(expect.arrayContaining(filled.split(' ')));
		await context.close();
	});
});
