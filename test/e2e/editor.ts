import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page, selectors } from 'playwright-core';
import { allowForm, signIn } from './signIn';

const quiet = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--hide-scrollbars',
	// The editor asks n8n's makers and npm for news; nothing here may depend on that.
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** The editor asks n8n for samples of output that few nodes ship. */
const ofNoConcern = /\/schemas\//;

const someFolder = (): string =>
	process.env.SCREENSHOTS ?? mkdtempSync(join(tmpdir(), 'n8n-screenshots-'));

export interface Guest {
	username: string;
	password: string;
}

/** n8n's editor under the hands of a person: a real browser, logged in as the owner. */
export class Editor {
	/** Errors that the console showed since the login, but for those about places outside. */
	readonly complaints: string[] = [];

	private constructor(
		private readonly browser: Browser,
		readonly page: Page,
		private readonly url: string,
		private readonly shots: string,
	) {
		mkdirSync(shots, { recursive: true });
	}

	/**
	 * @param shots folder for screenshots; SCREENSHOTS, or a temporary one.
	 * @param guest what this person types where n8n's forms and pages ask for a password.
	 */
	static async open(
		url: string,
		viewport = { width: 1600, height: 1000 },
		shots = someFolder(),
		guest?: Guest,
	): Promise<Editor> {
		selectors.setTestIdAttribute('data-test-id');
		const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
		const browser = await chromium.launch({ executablePath, args: quiet });
		const page = await browser.newPage({
			viewport,
			locale: 'ja-JP',
			timezoneId: 'Asia/Tokyo',
			...(guest ? { httpCredentials: { ...guest, origin: url } } : {}),
		});
		page.setDefaultTimeout(120_000);
		const editor = new Editor(browser, page, url, shots);
		await editor.logIn();
		editor.listen();
		return editor;
	}

	async close(): Promise<void> {
		await this.browser.close();
		process.stderr.write(`Screenshots: ${this.shots}\n`);
	}

	async shoot(name: string, target: Page | Locator = this.page): Promise<void> {
		await target.screenshot({ path: join(this.shots, `${name}.png`), animations: 'disabled' });
	}

	/** Opens a workflow that n8n has; its canvas is drawn and fitted when this returns. */
	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.canvasNodes().first().waitFor();
	}

	/** Menu → Import → From file, in a new workflow, as a person brings a shipped one in. */
	async importFile(path: string): Promise<void> {
		const { page } = this;
		await page.goto(`${this.url}/workflow/new`);
		await this.openImportMenu();
		const chooser = page.waitForEvent('filechooser');
		await page.getByTestId('workflow-menu-item-import-from-file').click();
		await (await chooser).setFiles(path);
		await this.canvasNodes().first().waitFor();
		await page.waitForURL((url) => !url.pathname.endsWith('/new'));
	}

	async openImportMenu(): Promise<void> {
		await this.page.getByTestId('workflow-menu').click();
		await this.page.getByTestId('workflow-menu-item-import').hover();
		await this.page.getByTestId('workflow-menu-item-import-from-file').waitFor();
	}

	/** What was just imported is all selected; a click on the empty canvas ends that. */
	async clearSelection(): Promise<void> {
		await this.page.getByTestId('canvas-wrapper').click({ position: { x: 20, y: 400 } });
	}

	/** The whole canvas in the window of a laptop. */
	async showAtFit(): Promise<void> {
		await this.page.setViewportSize({ width: 1440, height: 860 });
		await this.page.getByTestId('zoom-to-fit').click();
	}

	/** A window large enough for the whole canvas at its true size. */
	async showAtFullSize(): Promise<void> {
		await this.page.setViewportSize({ width: 4300, height: 1900 });
		await this.page.getByTestId('zoom-to-fit').click();
	}

	canvasNodes(): Locator {
		return this.page.getByTestId('canvas-node');
	}

	node(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	/** Names of the nodes with a red mark. */
	async markedNodes(): Promise<string[]> {
		return await this.nodesWith('node-issues');
	}

	private async nodesWith(sign: string): Promise<string[]> {
		const marked = this.canvasNodes().filter({ has: this.page.getByTestId(sign) });
		return await marked.evaluateAll((nodes) =>
			nodes.map((node) => node.getAttribute('data-node-name') ?? ''),
		);
	}

	/** The plus button of an empty canvas, the search, the node, and an action where it has several. */
	async addFirstNode(displayName: string, action = 'Add to workflow'): Promise<void> {
		const { page } = this;
		await page.goto(`${this.url}/workflow/new`);
		await page.getByTestId('canvas-plus-button').click();
		await page.getByTestId('node-creator-search-bar').fill(displayName);
		const named = page.getByTestId('node-creator-item-name');
		await named.getByText(displayName, { exact: true }).first().click();
		await page.getByText(action, { exact: true }).click();
		await page.getByTestId('node-parameters').waitFor();
	}

	async openNode(name: string): Promise<void> {
		await this.node(name).dblclick();
		await this.page.getByTestId('node-parameters').waitFor();
	}

	/** The right side of an open node. */
	output(): Locator {
		return this.page.getByTestId('output-panel');
	}

	/** Table, JSON or what else the output of an open node can be shown as. */
	async showOutputAs(mode: string): Promise<void> {
		await this.output().getByRole('radio', { name: mode }).click();
	}

	/** Closes n8n's word in the corner, which covers what lies below. */
	async closeNotice(): Promise<void> {
		const notice = this.page.locator('.el-notification').first();
		await notice.locator('.el-notification__closeBtn').click();
		await notice.waitFor({ state: 'hidden' });
	}

	async closeNode(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').click();
		await this.page.getByTestId('node-parameters').waitFor({ state: 'hidden' });
	}

	/**
	 * In an open node: makes the credential that it lacks, with these fields. `finish` is the button
	 * that a person presses last; Connect opens the service's own page.
	 * @param simulator base URL of the service that the simulator plays.
	 */
	async makeCredential(
		simulator: string,
		fields: Record<string, string>,
		finish: 'Save' | 'Connect',
	): Promise<void> {
		await this.fillCredential(await this.openNewCredential(), simulator, fields, finish);
	}

	async fillCredential(
		window: Locator,
		simulator: string,
		fields: Record<string, string>,
		finish: 'Save' | 'Connect',
	): Promise<void> {
		await this.choose(this.field('service'), 'Simulator on This Machine');
		await this.field('simulatorPort').fill(new URL(simulator).port);
		await this.fillFields(window, fields, finish);
	}

	async fillFields(
		window: Locator,
		fields: Record<string, string>,
		finish: 'Save' | 'Connect',
	): Promise<void> {
		for (const [name, value] of Object.entries(fields)) await this.field(name).fill(value);
		if (finish === 'Save') {
			await window.getByRole('button', { name: 'Save', exact: true }).click();
		} else {
			await this.giveConsent(window.getByTestId('quick-connect-button'));
		}
		await window.waitFor({ state: 'hidden' });
	}

	/** The window in which an open node's missing credential is made. */
	async openNewCredential(): Promise<Locator> {
		const missing = this.page.getByTestId('node-credentials-empty-state').first();
		await missing.getByRole('button').click();
		const window = this.page.getByTestId('editCredential-modal');
		await window.waitFor();
		return window;
	}

	/** Presses Connect, then the button on the page that BASE opens. */
	async giveConsent(connect: Locator): Promise<void> {
		const popup = this.page.waitForEvent('popup');
		await connect.click();
		const consent = await popup;
		await consent.getByRole('heading', { name: 'アプリ連携の確認' }).waitFor();
		await consent.getByRole('button', { name: '連携する' }).click();
	}

	/** Right click → Replace → the other node: the lines before and after stay. */
	async replaceNode(name: string, displayName: string): Promise<void> {
		await this.openMenuOf(name);
		await this.replaceWith(displayName);
	}

	async openMenuOf(name: string): Promise<void> {
		await this.node(name).click({ button: 'right' });
		await this.page.getByTestId('context-menu-item-replace').waitFor();
	}

	/** From a node's open menu. */
	async replaceWith(displayName: string): Promise<void> {
		const { page } = this;
		await page.getByTestId('context-menu-item-replace').click();
		await page.getByTestId('node-creator-search-bar').fill(displayName);
		const found = page.getByTestId('node-creator-item-name');
		await found.getByText(displayName, { exact: true }).first().click();
		await this.node(displayName).waitFor();
	}

	/** Takes another entry of a drop-down list; `list` is its input. */
	async choose(list: Locator, entry: string): Promise<void> {
		await list.click();
		const entries = this.page.locator('.el-select-dropdown__item:visible');
		await entries.getByText(entry, { exact: true }).click();
	}

	/** In an open node: takes the first credential on offer wherever none is chosen yet. */
	async chooseCredentials(): Promise<void> {
		const lists = this.page.getByTestId('node-credentials-select');
		const entry = this.page.locator('.el-select-dropdown__item:visible').first();
		for (let place = 0; place < (await lists.count()); place++) {
			const input = lists.nth(place).locator('input').first();
			if ((await input.inputValue()) !== '') continue;
			await input.click();
			await entry.click();
			// The list goes slowly, and would lie over the next one.
			await entry.waitFor({ state: 'hidden' });
		}
	}

	async turnOn(parameter: string): Promise<void> {
		await this.page.getByTestId(`parameter-input-${parameter}`).locator('.el-switch').click();
	}

	/** Presses Publish and confirms; n8n runs the schedule from then on. */
	async publish(): Promise<void> {
		const { page } = this;
		await page.getByTestId('workflow-open-publish-modal-button').click();
		await page.getByTestId('workflow-publish-button').waitFor();
		await this.shoot('publish');
		await page.getByTestId('workflow-publish-button').click();
		await page.getByTestId('workflow-publish-button').waitFor({ state: 'hidden' });
	}

	/** The input of a text parameter in the open node or credential. */
	field(parameter: string): Locator {
		return this.page.getByTestId(`parameter-input-${parameter}`).locator('input, textarea').first();
	}

	/** Types values into the fields of a Set node such as 設定; the node must be open. */
	async fillAssignments(values: Record<string, string>): Promise<void> {
		for (const [name, value] of Object.entries(values)) {
			const row = this.page.getByTestId('assignment').filter({
				has: this.page.locator(`input[value="${name}"]`),
			});
			await row.getByTestId('assignment-value').locator('input, textarea').first().fill(value);
		}
	}

	/** Has each run ask for everything, in the nodes whose times otherwise follow the interval. */
	async askForAll(): Promise<void> {
		for (const node of ['古い順に並べる', 'キャッシュを読む']) {
			await this.openNode(node);
			await this.field('priceTtlHours').fill('0');
			await this.field('stockTtlHours').fill('0');
			await this.closeNode();
		}
	}

	/** Picks true or false for a field of an open Set node. */
	async chooseAssignment(name: string, entry: string): Promise<void> {
		const row = this.page.getByTestId('assignment').filter({
			has: this.page.locator(`input[value="${name}"]`),
		});
		await this.choose(row.getByTestId('assignment-value').locator('input').first(), entry);
	}

	/** Chooses a trigger beside the button at the foot of the canvas, then presses the button. */
	async executeFrom(trigger: string): Promise<void> {
		await this.page.getByRole('button', { name: 'Select trigger node' }).click();
		await this.page.getByRole('menuitem', { name: trigger }).click();
		await this.execute();
	}

	/**
	 * Presses the button at the foot of the canvas and waits for n8n's word of success.
	 * @param meanwhile what the run waits for: a page to be opened, a form to be sent.
	 */
	async execute(meanwhile?: () => Promise<void>): Promise<void> {
		const success = this.page.getByText('Workflow executed successfully').first();
		// The word of an earlier run stays for some seconds.
		await success.waitFor({ state: 'hidden' });
		await this.page.getByTestId('execute-workflow-button').click();
		// Side by side: n8n's word is gone again before a form has shown its last page.
		await Promise.all([success.waitFor({ timeout: 180_000 }), meanwhile?.()]);
		if (!meanwhile) await this.awaitRest();
	}

	/**
	 * n8n says that a run ended well before it has fetched its data; a run begun in between loses its Stop button
	 * when they arrive.
	 */
	private async awaitRest(): Promise<void> {
		await this.page.getByTestId('stop-execution-button').waitFor({ state: 'hidden' });
	}

	/**
	 * Presses Execute and fills in the form that n8n opens, up to its last page. What the editor shows
	 * is not waited for: seen on 2.41, it sometimes calls such a run running for minutes after that page.
	 * @returns what its last page says.
	 */
	async executeForm(
		fill: (form: Page) => Promise<void>,
		send: string,
		last: RegExp,
	): Promise<string> {
		const opened = this.page.waitForEvent('popup');
		await this.page.getByTestId('execute-workflow-button').click();
		const form = await opened;
		await allowForm(form);
		await fill(form);
		await form.getByRole('button', { name: send }).click();
		await form.getByText(last).first().waitFor({ timeout: 180_000 });
		const text = await form.locator('body').innerText();
		await form.close();
		return text;
	}

	/** Presses "Execute step" in an open node. @returns what n8n says to it in its corner. */
	async executeStep(): Promise<string> {
		const notice = this.page.locator('.el-notification').first();
		await this.page.getByTestId('node-execute-button').click();
		const text = await notice.innerText();
		await this.closeNotice();
		return text;
	}

	/** Names of the nodes that ran well, and of those that did not. */
	async outcome(): Promise<{ green: string[]; red: string[] }> {
		return {
			green: await this.nodesWith('canvas-node-status-success'),
			red: await this.markedNodes(),
		};
	}

	private async logIn(): Promise<void> {
		const { page } = this;
		await page.goto(`${this.url}/signin`);
		await signIn(page);
		await page.getByRole('heading', { name: 'Overview' }).waitFor();
	}

	private listen(): void {
		this.page.on('pageerror', (error) => this.complaints.push(error.message));
		this.page.on('console', (message) => {
			const { url } = message.location();
			const isOurs = url.startsWith(this.url) && !ofNoConcern.test(url);
			if (message.type() === 'error' && isOurs) this.complaints.push(`${message.text()} ${url}`);
		});
	}
}
