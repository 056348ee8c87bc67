import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page, selectors } from 'playwright-core';
import { credentialIds } from '../../demo/n8n/credentials';
import { pageOfTable } from '../../demo/n8n/dataTables';
import { owner } from '../../demo/n8n/n8nApi';
import { countable, realN8n, type RealN8n, shopName } from './realN8n';

const quiet = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** What the shop owner does with the mouse, in the order of the first day. */
describe('a person at the browser', () => {
	let n8n: RealN8n;
	let browser: Browser;
	let page: Page;
	const shots = mkdtempSync(join(tmpdir(), 'n8n-screenshots-'));
	const shoot = async (name: string): Promise<void> => {
		await page.screenshot({ path: join(shots, `${name}.png`) });
	};

	beforeAll(async () => {
		n8n = await realN8n({ products: 40, plain: true, speed: 60 }, countable, false);
		selectors.setTestIdAttribute('data-test-id');
		const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
		browser = await chromium.launch({ executablePath, args: quiet });
		page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
		page.setDefaultTimeout(60_000);
	});

	afterAll(async () => {
		await browser?.close();
		await n8n?.close();
		process.stderr.write(`Screenshots: ${shots}\n`);
	});

	it('logs in', async () => {
		await page.goto(`${n8n.stage.url}/signin`);
		await page.locator('input[name="emailOrLdapLoginId"]').fill(owner.email);
		await page.locator('input[name="password"]').fill(owner.password);
		await page.getByRole('button', { name: 'Sign in' }).click();
		await page.getByRole('heading', { name: 'Overview' }).waitFor();
		await shoot('1-logged-in');
	});

	it('connects the shop on the consent page', async () => {
		await page.goto(`${n8n.stage.url}/home/credentials/${credentialIds.shop}`);
		const connect = page.getByRole('button', { name: 'Connect', exact: true });
		await connect.waitFor();
		await shoot('2-credential');
		const popup = page.waitForEvent('popup');
		await connect.click();
		const consent = await popup;
		await consent.getByRole('heading', { name: 'アプリ連携の確認' }).waitFor();
		await consent.getByRole('button', { name: '連携する' }).click();
		await page.getByTestId('oauth-connect-success-banner').waitFor();
		await shoot('3-connected');
		expect(n8n.simulator.counters.of('base', 'oauth/token')).toMatchObject({
			calls: 1,
			rejected: 0,
		});
	});

	it('presses Execute and sees the run succeed', async () => {
		await page.goto(`${n8n.stage.url}/workflow/priceStockSync01`);
		await page.getByTestId('execute-workflow-button').click();
		await page.getByText('Workflow executed successfully').waitFor();
		await shoot('4-executed');
		// 5 up to the loop with its two tables, the loop and its 5, then 6 of report and message.
		const green = page.getByTestId('canvas-node-status-success');
		expect(await green.count()).toBeGreaterThanOrEqual(15);
		expect(await page.getByTestId('canvas-node-status-error').count()).toBe(0);
		expect(n8n.simulator.counters.of('amazon', 'getItemOffersBatch')).toMatchObject({
			calls: 2,
			rejected: 0,
		});
	});

	it('finds the products in their Data Table', async () => {
		await page.goto(await pageOfTable(n8n.stage.api, 'products'));
		const [listed] = n8n.simulator.world.listings(shopName);
		await page.getByText(listed!.asin!).first().waitFor();
		await shoot('5-products');
	});
});
