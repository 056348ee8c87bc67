import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { waitFor } from '../../realN8n/machine/waiting';
import { publish } from '../../realN8n/n8n/pages';
import { readWorkflow, type WorkflowFile } from '../../realN8n/n8n/workflows';
import { countable, realN8n, type RealN8n, shopName } from './realN8n';

const guest = { user: 'owner', password: 'Only-for-this-test-5' };
const door = '/webhook/amazon-base-desk';
const phone = { width: 375, height: 812 };
const desktop = { width: 1440, height: 900 };

/** The owner changes the markup on a phone, in a real n8n and a real browser. */
describe('the desk', () => {
	let n8n: RealN8n;
	let browser: Browser;
	let workflow: WorkflowFile;
	let page: Page;
	const shots = process.env.SCREENSHOTS ?? mkdtempSync(join(tmpdir(), 'desk-'));

	const address = (query = ''): string => `${n8n.stage.url}${door}${query}`;
	const authorization = `Basic ${Buffer.from(`${guest.user}:${guest.password}`).toString('base64')}`;

	beforeAll(async () => {
		mkdirSync(shots, { recursive: true });
		workflow = await readWorkflow('shop-desk.json');
		n8n = await realN8n(
			{ products: 40, plain: true, speed: 60 },
			{ ...countable, dry_run: false },
			{ others: [workflow] },
		);
		const { id } = await n8n.stage.api.post<{ id: string }>('/credentials', {
			name: '画面のパスワード',
			type: 'httpBasicAuth',
			data: guest,
		});
		const { nodes } = structuredClone(workflow);
		for (const node of nodes as Array<{ credentials?: Record<string, unknown> }>) {
			if (node.credentials?.httpBasicAuth) {
				node.credentials.httpBasicAuth = { id, name: '画面のパスワード' };
			}
		}
		await n8n.stage.api.patch(`/workflows/${workflow.id}`, { nodes });
		await publish(n8n.stage.api, workflow.id);
		const opens = async () =>
			(await fetch(address(), { headers: { authorization } })).status === 200;
		await waitFor('the desk opens', opens);
		browser = await chromium.launch({
			executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
			args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic'],
		});
		page = await openPage(phone);
	});

	afterAll(async () => {
		await browser?.close();
		await n8n?.close();
		process.stderr.write(`Screenshots: ${shots}\n`);
	});

	const openPage = async (
		viewport: { width: number; height: number },
		colorScheme: 'light' | 'dark' = 'light',
	): Promise<Page> => {
		const context = await browser.newContext({
			...{ viewport, colorScheme },
			httpCredentials: { username: guest.user, password: guest.password },
		});
		return await context.newPage();
	};

	const send = async (form: Record<string, string>): Promise<Response> =>
		await fetch(address(), {
			method: 'POST',
			redirect: 'manual',
			headers: { authorization },
			body: new URLSearchParams(form),
		});

	const readForm = async (action: string): Promise<Record<string, string>> =>
		await page.evaluate<Record<string, string>, string>(
			`Object.fromEntries(new FormData(document.querySelector('input[name=action][value=${action}]').form))`,
			'',
		);

	const shoot = async (name: string): Promise<void> => {
		for (const [size, viewport] of Object.entries({ phone, desktop })) {
			for (const scheme of ['light', 'dark'] as const) {
				await page.setViewportSize(viewport);
				await page.emulateMedia({ colorScheme: scheme });
				const wide = await page.evaluate<number>(
					'document.documentElement.scrollWidth - document.documentElement.clientWidth',
				);
				expect([name, size, wide]).toEqual([name, size, 0]);
				await page.screenshot({
					path: join(shots, `${name}-${size}-${scheme}.png`),
					fullPage: true,
				});
			}
		}
		await page.setViewportSize(phone);
	};

	it('opens to nobody without the password', async () => {
		for (const method of ['GET', 'POST']) {
			expect((await fetch(address(), { method })).status).toBe(401);
			const wrong = `Basic ${Buffer.from('owner:wrong').toString('base64')}`;
			const headers = { authorization: wrong };
			expect((await fetch(address(), { method, headers })).status).toBe(401);
		}
	});

	it('says before the first run what makes the shop appear', async () => {
		await page.goto(address());
		expect(await page.locator('main').innerText()).toContain('まだショップが見つかっていません');
	});

	it('may be framed and stored by nobody', async () => {
		const { headers } = await fetch(address(), { headers: { authorization } });
		expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
		expect(headers.get('x-frame-options')).toBe('DENY');
		expect(headers.get('cache-control')).toBe('no-store');
	});

	it('shows the shop after its first live run', async () => {
		const run = await n8n.stage.run();
		expect(run.error).toBeNull();
		await page.goto(address());
		expect(await page.locator('main').innerText()).toContain(shopName);
		await shoot('home');
	});

	it('asks back about a slip, next to its field, and keeps the form', async () => {
		await page.getByRole('link', { name: 'ルール', exact: true }).click();
		await page.getByLabel('目標の利益率').waitFor();
		await shoot('settings');
		await page.getByLabel('掛け率', { exact: true }).fill('13');
		await page.getByLabel('商品説明の末尾に付ける文').fill('ありがとうございます');
		await page.getByRole('button', { name: '保存する' }).click();
		await page.getByText('1.3 のことなら').waitFor();
		expect(await page.getByLabel('掛け率', { exact: true }).inputValue()).toBe('13');
		expect(await page.getByLabel('商品説明の末尾に付ける文').inputValue()).toBe(
			'ありがとうございます',
		);
		await shoot('slip');
	});

	it('shows what a typed markup would do, and lets it rule once approved', async () => {
		await page.getByLabel('商品説明の末尾に付ける文').fill('');
		await page.getByLabel('掛け率', { exact: true }).fill('１．５');
		await page.getByRole('button', { name: '保存する' }).click();
		await page.getByRole('button', { name: '承認' }).waitFor();
		expect(await page.locator('main').innerText()).toMatch(/値上げ\s+\d+件/);
		expect((await n8n.cache.rules.ruling(shopName))!.number).toBe(1);
		await shoot('proposal');
		await page.getByRole('button', { name: '承認' }).click();
		await page.getByText('保存しました').waitFor();
		const ruling = (await n8n.cache.rules.ruling(shopName))!;
		expect(ruling).toMatchObject({ number: 2, by: 'owner' });
		expect(ruling.values.pricing.tiers).toEqual([{ upTo: null, markupPercent: 150 }]);
		await shoot('versions');
	});

	it('takes a table of rules as a file, and names the lines that it can not use', async () => {
		const { listings } = (await n8n.cache.items.read(shopName))!;
		const [one, two] = listings.map(({ item_id }) => item_id);
		await page.getByRole('link', { name: '商品ごと' }).click();
		const csv = `商品ID,価格,掛け率,下限,対象外\r\n${one},9800,,,\r\n${two},,13,,\r\n1,980,,,\r\n`;
		await page.getByLabel('またはファイルを選ぶ').setInputFiles({
			...{ name: 'rules.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) },
		});
		await shoot('items');
		await page.getByRole('button', { name: '何が変わるかを見る' }).last().click();
		await page.getByText('3行目: 掛け率 (markup)').waitFor();
		await page.getByText('4行目: 商品ID 1 は').waitFor();
		await shoot('table');
		expect((await n8n.cache.rules.ruling(shopName))!.number).toBe(2);
		await page.getByRole('button', { name: '承認' }).click();
		await page.getByText('保存しました').waitFor();
		const { items } = (await n8n.cache.rules.ruling(shopName))!.values;
		expect(items).toEqual({ [String(one)]: { price: 9800 } });
		await page.getByRole('link', { name: '商品ごと' }).click();
		await page.getByText('自動に戻す商品を選ぶ').click();
		await shoot('items-list');
	});

	it('takes a pasted table in a single proposal', async () => {
		const { listings } = (await n8n.cache.items.read(shopName))!;
		const lines = listings.map(({ item_id }) => `${item_id},,1.6,,`);
		await page
			.getByLabel('表を貼り付ける')
			.fill(['商品ID,価格,掛け率,下限,対象外', ...lines].join('\n'));
		await page.getByRole('button', { name: '何が変わるかを見る' }).last().click();
		await page.getByRole('button', { name: 'やめる' }).click();
		await page.getByText('取りやめました').waitFor();
		expect((await n8n.cache.rules.ruling(shopName))!.number).toBe(3);
	});

	it('refuses forged and stale forms', async () => {
		await page.goto(address('?page=live'));
		const form = await readForm('dry');
		await shoot('live');
		const forged = await send({ ...form, token: form.token!.replace(/.$/, 'x') });
		expect(forged.status).toBe(403);
		expect(await forged.text()).toContain('この画面から送られたものではない');
		await n8n.cache.rules.amend(shopName, { watch_quota_percent: 70 }, 'owner');
		const stale = await send(form);
		expect(stale.status).toBe(409);
		expect(await stale.text()).toContain('この画面を開いたあとで変わりました');
		expect((await n8n.cache.rules.ruling(shopName))!.values.live).toBe(true);
	});

	it('goes back to dry runs by a button', async () => {
		await page.goto(address('?page=live'));
		await page.getByRole('button', { name: 'テストに戻す' }).click();
		await page.getByRole('button', { name: '本番にする' }).waitFor();
		expect((await n8n.cache.rules.ruling(shopName))!.values.live).toBe(false);
		await shoot('dry');
	});
});
