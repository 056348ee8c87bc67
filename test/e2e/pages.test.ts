import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { publish } from '../../realN8n/n8n/pages';
import { runWorkflow } from '../../realN8n/n8n/runWorkflow';
import { turnedTo } from '../../realN8n/n8n/stage';
import {
	manualTriggerOf,
	nodeOf,
	readWorkflow,
	type WorkflowFile,
} from '../../realN8n/n8n/workflows';
import { waitFor } from '../../realN8n/machine/waiting';
import { countable, realN8n, type RealN8n, shopName } from './realN8n';
import { openForm } from './signIn';

const guest = { user: 'owner', password: 'Only-for-this-test-1' };
const files = ['run-history.json', 'health-check.json', 'pause-resume.json'];
const doors = ['/webhook/amazon-base-history', '/webhook/amazon-base-health'];
const pauseDoor = '/form/amazon-base-pause';

/** The pages a shop owner opens on a phone, behind the password that they chose. */
describe('the pages of the shop owner', () => {
	let n8n: RealN8n;
	let browser: Browser;
	let workflows: WorkflowFile[];
	let heartbeat: WorkflowFile;
	const shots = process.env.SCREENSHOTS ?? mkdtempSync(join(tmpdir(), 'pages-'));

	beforeAll(async () => {
		mkdirSync(shots, { recursive: true });
		workflows = await Promise.all(files.map(readWorkflow));
		heartbeat = await readWorkflow('freshness-heartbeat.json');
		n8n = await realN8n({ products: 40, plain: true, speed: 60 }, countable, {
			others: [...workflows, heartbeat],
		});
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

	const ask = async (door: string, password?: string) => {
		const token = Buffer.from(`${guest.user}:${password ?? ''}`).toString('base64');
		const headers: Record<string, string> = { accept: 'text/html' };
		if (password !== undefined) headers.authorization = `Basic ${token}`;
		const response = await fetch(`${n8n.stage.url}${door}`, { headers });
		return { status: response.status, headers: response.headers, body: await response.text() };
	};

	/** n8n opens the doors a moment after it has answered. */
	const published = async (): Promise<void> => {
		for (const door of doors) {
			await waitFor(`${door} is published`, async () => (await ask(door)).status !== 404);
		}
	};

	/** A door that is published anew is shut for a moment. */
	const opened = async (): Promise<void> => {
		for (const door of doors) {
			await waitFor(`${door} opens`, async () => (await ask(door, guest.password)).status === 200);
		}
	};

	/** As the owner does it: a credential is made, chosen at the node that opens the page, and saved. */
	const choosePassword = async (): Promise<void> => {
		const { id } = await n8n.stage.api.post<{ id: string }>('/credentials', {
			name: '画面のパスワード',
			type: 'httpBasicAuth',
			data: guest,
		});
		for (const workflow of workflows) {
			const copy = structuredClone(workflow);
			for (const node of copy.nodes as Array<{ credentials?: Record<string, unknown> }>) {
				if (node.credentials?.httpBasicAuth) {
					node.credentials.httpBasicAuth = { id, name: '画面のパスワード' };
				}
			}
			await n8n.stage.api.patch(`/workflows/${workflow.id}`, { nodes: copy.nodes });
		}
	};

	const openOn = async (door: string, width: number): Promise<Page> => {
		const context = await browser.newContext({
			viewport: { width, height: 800 },
			httpCredentials: { username: guest.user, password: guest.password },
		});
		const page = await context.newPage();
		if (door === pauseDoor) await openForm(page, `${n8n.stage.url}${door}`);
		else await page.goto(`${n8n.stage.url}${door}`);
		return page;
	};

	const shoot = async (page: Page, name: string): Promise<void> => {
		await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
	};

	const sideways = async (page: Page): Promise<number> =>
		await page.evaluate<number>(
			'document.documentElement.scrollWidth - document.documentElement.clientWidth',
		);

	it('stay shut while no password was chosen', async () => {
		for (const { id } of workflows) await publish(n8n.stage.api, id);
		await published();
		for (const door of doors) {
			const { status, body } = await ask(door, guest.password);
			expect([door, status]).toEqual([door, 500]);
			expect(body).not.toMatch(/同期の/);
		}
	});

	it('refuse whoever has no password or a wrong one', async () => {
		await choosePassword();
		for (const { id } of workflows) await publish(n8n.stage.api, id);
		await opened();
		for (const door of doors) {
			expect([door, (await ask(door)).status]).toEqual([door, 401]);
			expect([door, (await ask(door, 'wrong')).status]).toEqual([door, 401]);
		}
	});

	it('open before the first run, and say that nothing ran yet', async () => {
		const history = await ask(doors[0]!, guest.password);
		expect(history.status).toBe(200);
		expect(history.headers.get('content-type')).toBe('text/html; charset=utf-8');
		expect(history.headers.get('cache-control')).toBe('no-store');
		expect(history.body).toContain('この30日間の実行はまだありません');
		const health = await ask(doors[1]!, guest.password);
		expect(health.body).toContain('まだ一度も実行が記録されていません');
	});

	it('show a run that took place', async () => {
		const run = await n8n.stage.run();
		expect(run.error).toBeNull();
		const history = await ask(doors[0]!, guest.password);
		expect(history.body).toContain('Amazon→BASE 価格・在庫の同期');
		expect(history.body).toContain(`(${shopName})`);
		expect(history.body).toContain('data-name="商品">40</td>');
		const health = await ask(doors[1]!, guest.password);
		expect(health.body).toContain('<strong>問題ありません</strong>');
		expect(health.body).toContain('呼び出し 4回、拒否 0回。');
	});

	it('fit a phone and a large screen', async () => {
		for (const [name, door] of [
			['history', doors[0]!],
			['health', doors[1]!],
			['pause', pauseDoor],
		]) {
			for (const width of [375, 1280]) {
				const page = await openOn(door!, width);
				expect([name, width, await sideways(page)]).toEqual([name, width, 0]);
				await shoot(page, `${name}-${width}`);
				await page.context().close();
			}
		}
	});

	it('pause the only shop by the form, and resume it', async () => {
		const decide = async (choice: string): Promise<string> => {
			const page = await openOn(pauseDoor, 375);
			await page.getByLabel(choice, { exact: true }).check();
			await page.getByLabel('停止する理由').fill('棚卸し');
			await page.getByRole('button', { name: '決定' }).click();
			await page.getByText(shopName).first().waitFor({ timeout: 60_000 });
			await shoot(page, `pause-${choice}`);
			expect(await sideways(page)).toBe(0);
			const text = await page.locator('body').innerText();
			await page.context().close();
			return text;
		};
		expect(await decide('停止')).toContain(`${shopName} への書き込みを停止しました (理由: 棚卸し)`);
		expect(await n8n.cache.pauses.get(shopName)).toMatchObject({ reason: '棚卸し' });
		expect((await ask(doors[1]!, guest.password)).body).toContain('停止中です (棚卸し)');
		expect(await decide('再開')).toContain(`${shopName} への書き込みは再開しました`);
		expect(await n8n.cache.pauses.get(shopName)).toBeNull();
	});

	it('are backed by a heartbeat that tells of silence once, and of the end of it', async () => {
		const { api } = n8n.stage;
		const { messages } = n8n.simulator;
		const beat = async (interval_hours: number): Promise<string[]> => {
			messages.clear();
			const turned = turnedTo(n8n.simulator, heartbeat, { interval_hours });
			await api.patch(`/workflows/${heartbeat.id}`, { nodes: turned.nodes });
			const run = await runWorkflow(api, heartbeat.id, manualTriggerOf(heartbeat));
			expect([run.status, run.error]).toEqual(['success', null]);
			return messages.list().map(({ body }) => body);
		};
		expect(await beat(3)).toEqual([]);
		// With an interval of a few milliseconds the last success is long ago.
		const told = await beat(1e-6);
		expect(told).toHaveLength(1);
		expect(told[0]).toContain('成功していません');
		expect(await beat(1e-6)).toEqual([]);
		expect((await beat(3))[0]).toContain('元に戻りました');
		expect(await beat(3)).toEqual([]);
	});

	it('lead from the canvas to the address that its note names', () => {
		const note = String(nodeOf(workflows[2]!, '説明: はじめに').parameters.content);
		expect(note).toContain('/form/amazon-base-pause');
	});
});
