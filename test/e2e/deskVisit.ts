import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';

const sizes = { phone: { width: 375, height: 812 }, desktop: { width: 1440, height: 900 } };

type Scheme = 'light' | 'dark';

export interface DeskDoor {
	/** The address that the owner has bookmarked. */
	address: string;
	user: string;
	password: string;
	/** Where the pictures go. */
	shots: string;
}

/** A text of ten capitals and digits, such as an ASIN: people copy it, so it must stand in one line. */
const BROKEN_CODES = `(() => {
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	const broken = [];
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		for (const { 0: code, index } of node.data.matchAll(/(?<![A-Z0-9])(?=[A-Z0-9]*[0-9])[A-Z0-9]{10}(?![A-Z0-9])/g)) {
			const range = document.createRange();
			range.setStart(node, index);
			range.setEnd(node, index + code.length);
			const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
			if (lines.size > 1) broken.push(code);
		}
	}
	return broken;
})()`;

const TOO_WIDE = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

/** Only what keeps somebody from using a page. */
const VIOLATIONS = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
	violations
		.filter(({ impact }) => impact === 'serious' || impact === 'critical')
		.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' | ')))`;

/** The owner before the desk, in a real browser. */
export class DeskVisit {
	private readonly axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
	private taps = 0;
	/** How many taps from the bookmark each question took. */
	readonly tapsTo = new Map<string, number>();
	/** Each page that was looked at. */
	readonly looked: string[] = [];
	/** A page that runs a script opens one of these sooner or later. */
	dialogs = 0;

	private constructor(
		private readonly browser: Browser,
		readonly page: Page,
		/** Shows copies of the pages, in which a script may run: theirs forbid every one, and so axe too. */
		private readonly bench: Page,
		private readonly door: DeskDoor,
	) {
		page.on('dialog', (dialog) => {
			this.dialogs++;
			void dialog.dismiss();
		});
	}

	static async begin(door: DeskDoor): Promise<DeskVisit> {
		mkdirSync(door.shots, { recursive: true });
		const browser = await chromium.launch({
			executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
			args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic'],
		});
		const context = await browser.newContext({
			viewport: sizes.phone,
			httpCredentials: { username: door.user, password: door.password },
		});
		const bench = await (await browser.newContext()).newPage();
		return new DeskVisit(browser, await context.newPage(), bench, door);
	}

	async end(): Promise<void> {
		await this.browser.close();
	}

	/** Opens the bookmark, with no tap made yet. */
	async openBookmark(): Promise<void> {
		await this.page.goto(this.door.address);
		this.taps = 0;
	}

	async open(query: string): Promise<void> {
		await this.page.goto(`${this.door.address}${query}`);
	}

	async tap(where: Locator): Promise<void> {
		await where.click();
		this.taps++;
	}

	/** Notes that the page now answers a question of the owner's. */
	arrive(question: string): void {
		this.tapsTo.set(question, this.taps);
	}

	button = (name: string): Locator => this.page.getByRole('button', { name, exact: true });

	link = (name: string | RegExp): Locator =>
		this.page.getByRole('link', typeof name === 'string' ? { name, exact: true } : { name });

	text = async (): Promise<string> => await this.page.locator('main').innerText();

	/** Reads a form of the page as it would be sent. */
	readForm = async (action: string): Promise<Record<string, string>> =>
		await this.page.evaluate<Record<string, string>, string>(
			`Object.fromEntries(new FormData(document.querySelector('input[name=action][value=${action}]').form))`,
			'',
		);

	/**
	 * Looks at the page on a phone and on a desktop, light and dark: nothing is wider than the screen, no code is
	 * broken in two, and nothing keeps somebody from using it.
	 */
	async look(name: string): Promise<void> {
		this.looked.push(name);
		await this.bench.setContent(await this.page.content(), { waitUntil: 'domcontentloaded' });
		await this.bench.evaluate(this.axe);
		const faults: string[] = [];
		for (const scheme of ['dark', 'light'] as const) {
			faults.push(...(await this.see(name, 'desktop', scheme)));
			faults.push(...(await this.see(name, 'phone', scheme)));
		}
		expect(faults).toEqual([]);
	}

	private async see(name: string, size: keyof typeof sizes, scheme: Scheme): Promise<string[]> {
		const { page, bench } = this;
		for (const each of [page, bench]) {
			await each.setViewportSize(sizes[size]);
			await each.emulateMedia({ colorScheme: scheme });
		}
		const path = join(this.door.shots, `${name}-${size}-${scheme}.png`);
		await page.screenshot({ path, fullPage: true });
		const wide = await page.evaluate<number>(TOO_WIDE);
		const broken = await page.evaluate<string[]>(BROKEN_CODES);
		const violations = await bench.evaluate<string[]>(VIOLATIONS);
		return [
			...(wide > 0 ? [`${wide} px too wide`] : []),
			...broken.map((code) => `${code} is broken in two`),
			...violations,
		].map((fault) => `${name} (${size}, ${scheme}): ${fault}`);
	}
}
