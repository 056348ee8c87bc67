import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { publish } from '../../realN8n/n8n/pages';
import { turnedTo } from '../../realN8n/n8n/stage';
import { nodeOf, readWorkflow, type WorkflowFile } from '../../realN8n/n8n/workflows';
import { waitFor } from '../../realN8n/machine/waiting';
import { countable, realN8n, type RealN8n, shopName } from './realN8n';
import { openForm } from './signIn';

const guest = { username: 'owner', password: 'Only-for-this-test-5' };

/** What a stranger's page would send to each form to change something. */
const attacks: Record<string, { path: string; fields: string[] }> = {
	'register-products.json': { path: 'amazon-base-register', fields: ['登録する', 'B0006L0120'] },
};

/** What it would send to the desk, whose forms are named by their fields. */
const deskAttacks: Record<string, Record<string, string>> = {
	brake: { sure: 'yes', reason: 'stranger', day_of_return: '', item_ids: '' },
	pause: { pause_reason: 'stranger' },
	undo: { sure: 'yes', target: '20261124-2100-7f3a' },
	live: {},
};

/** A site on another address of this machine, to which the owner is led while logged in. */
class Stranger {
	private html = '';
	private readonly server: Server = createServer((_request, response) => {
		response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(this.html);
	});

	async listen(): Promise<string> {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.2', resolve));
		return `http://127.0.0.2:${(this.server.address() as AddressInfo).port}/`;
	}

	show(html: string): void {
		this.html = html;
	}

	close(): void {
		this.server.closeAllConnections();
		this.server.close();
	}
}

const escape = (text: string): string => text.replaceAll('"', '&quot;');

const formOf = (action: string, fields: readonly string[]): string =>
	`<form method="post" enctype="multipart/form-data" action="${action}">${fields
		.map((value, index) => `<input name="field-${index}" value="${escape(value)}">`)
		.join('')}<button>Win a prize</button></form>`;

describe("a stranger's page in the browser of the owner", () => {
	const stranger = new Stranger();
	let trap: string;
	let n8n: RealN8n;
	let browser: Browser;
	let context: BrowserContext;
	let workflows: WorkflowFile[];
	let before: unknown;

	beforeAll(async () => {
		trap = await stranger.listen();
		workflows = await Promise.all(Object.keys(attacks).map(readWorkflow));
		const desk = await readWorkflow('shop-desk.json');
		n8n = await realN8n({ products: 20, unlisted: 5, plain: true, speed: 60 }, countable, {
			others: [...workflows, asItWas(workflows[0]!), desk],
		});
		await openDesk(desk);
		for (const workflow of workflows) {
			const { nodes } = turnedTo(n8n.simulator, workflow);
			// So that each run stays in the list, whatever became of it.
			const settings = { ...workflow.settings, saveDataSuccessExecution: 'all' };
			await n8n.stage.api.patch(`/workflows/${workflow.id}`, { nodes, settings });
			await publish(n8n.stage.api, workflow.id);
		}
		for (const { path } of Object.values(attacks)) {
			await waitFor(`${path} opens`, async () => (await fetch(door(path))).status !== 404);
		}
		browser = await chromium.launch({
			executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
			args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic'],
		});
		context = await browser.newContext({
			httpCredentials: { ...guest, origin: n8n.stage.url },
		});
		context.setDefaultTimeout(60_000);
		// Only a shop that the history knows can be paused without its name.
		expect((await n8n.stage.run()).error).toBeNull();
		before = shop();
	});
	afterAll(async () => {
		stranger.close();
		await browser?.close();
		await n8n?.close();
	});

	const door = (path: string): string => `${n8n.stage.url}/form/${path}`;

	/** A form as it was: it asks the browser for a password, which the browser then keeps. */
	const asItWas = (register: WorkflowFile): WorkflowFile => {
		const old = structuredClone({ ...register, id: 'formAsItWas00001', name: 'form as it was' });
		const form = nodeOf(old, '登録の画面') as { parameters: object; webhookId?: string };
		form.webhookId = 'a5c0b1d2-0000-4000-8000-000000000001';
		Object.assign(form.parameters, {
			authentication: 'basicAuth',
			options: { path: 'form-as-it-was' },
		});
		return old;
	};

	/** As the owner does it: the password chosen, published. */
	const openDesk = async (desk: WorkflowFile): Promise<void> => {
		const { api } = n8n.stage;
		const { id } = await api.post<{ id: string }>('/credentials', {
			name: '画面のパスワード',
			type: 'httpBasicAuth',
			data: { user: guest.username, password: guest.password },
		});
		const { nodes } = structuredClone(desk);
		const page = nodes.find(({ name }) => name === 'ショップの操作画面') as {
			credentials?: unknown;
		};
		page.credentials = { httpBasicAuth: { id, name: '画面のパスワード' } };
		await api.patch(`/workflows/${desk.id}`, { nodes });
		await publish(api, desk.id);
		await waitFor('the desk opens', async () => (await fetch(deskDoor())).status === 401);
	};

	const deskDoor = (): string => `${n8n.stage.url}/webhook/amazon-base-desk`;

	const shop = () =>
		n8n.simulator.world
			.listings(shopName)
			.map(({ item: { item_id, price, visible, stock } }) => ({ item_id, price, visible, stock }));

	const runsOf = async (id: string): Promise<number> => {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
		const { results } = await n8n.stage.api.get<{ results: unknown[] }>(
			`/executions?filter=${filter}`,
		);
		return results.length;
	};

	const led = async (): Promise<Page> => {
		const page = await context.newPage();
		await page.goto(trap);
		return page;
	};

	it('is a real danger to a form that asks for a password, as the shipped ones did', async () => {
		const { api } = n8n.stage;
		const { id } = await api.post<{ id: string }>('/credentials', {
			name: 'old password',
			type: 'httpBasicAuth',
			data: { user: guest.username, password: guest.password },
		});
		const old = asItWas(workflows[0]!);
		const form = nodeOf(old, '登録の画面') as { credentials?: unknown };
		form.credentials = { httpBasicAuth: { id, name: 'old password' } };
		const settings = { ...old.settings, saveDataSuccessExecution: 'all' };
		await api.patch(`/workflows/${old.id}`, { nodes: old.nodes, settings });
		await publish(api, old.id);
		await waitFor('it opens', async () => (await fetch(door('form-as-it-was'))).status === 401);
		await (await context.newPage()).goto(door('form-as-it-was'));
		stranger.show(formOf(door('form-as-it-was'), ['確認だけ (何も登録しません)', 'B0006L0120']));
		await (await led()).getByRole('button').click();
		await waitFor('a run begins', async () => (await runsOf(old.id)) > 0);
	});

	it.each(Object.entries(deskAttacks))('does no %s at the desk', async (action, fields) => {
		const own = await context.newPage();
		await own.goto(`${deskDoor()}?page=stop`);
		expect(await own.getByText('書き込みを止める').count()).toBeGreaterThan(0);
		const inputs = Object.entries({
			...{
				action,
				account: shopName,
				state: '',
				rows: '0',
				token: `${Date.now()}.${'0'.repeat(64)}`,
			},
			...fields,
		});
		const body = inputs.map(([name, value]) => `<input name="${name}" value="${escape(value)}">`);
		stranger.show(
			`<form method="post" action="${deskDoor()}">${body.join('')}<button>Win a prize</button></form>`,
		);
		const page = await led();
		const answer = page.waitForResponse((response) => response.url().startsWith(deskDoor()));
		await page.getByRole('button').click();
		// The browser may send the password along: only the token keeps the stranger out.
		expect([401, 403]).toContain((await answer).status());
		const anonymous = await fetch(deskDoor(), { method: 'POST', body: new URLSearchParams() });
		expect(anonymous.status).toBe(401);
		expect(await n8n.cache.pauses.get(shopName)).toBeNull();
		expect(shop()).toEqual(before);
	});

	it.each(Object.entries(attacks))('changes nothing through %s', async (file, attack) => {
		const { id } = workflows[Object.keys(attacks).indexOf(file)]!;
		const action = door(attack.path);
		const runs = await runsOf(id);
		// The owner has it open, too: what n8n gave that page is in this browser.
		const own = await context.newPage();
		await openForm(own, action);

		stranger.show(formOf(action, attack.fields));
		const page = await led();
		const answer = page.waitForResponse((response) => response.url().startsWith(action));
		await page.getByRole('button').click();
		expect((await answer).status()).toBe(401);

		// From a script: the form is read for what it holds, then sent with what was found.
		const seen = await (
			await led()
		).evaluate(
			async ({ url, fields }) => {
				const body = new FormData();
				fields.forEach((value, index) => body.append(`field-${index}`, value));
				const said = async (work: Promise<Response>): Promise<string> =>
					await work.then(async (response) => await response.text()).catch(() => 'refused');
				const read = await said(fetch(url, { credentials: 'include' }));
				await said(fetch(url, { method: 'POST', body, credentials: 'include', mode: 'no-cors' }));
				await said(fetch(url, { method: 'POST', body, credentials: 'include' }));
				return read;
			},
			{ url: action, fields: attack.fields },
		);
		expect(seen).not.toContain('field-0');

		const anonymous = await fetch(action, { method: 'POST', body: new FormData() });
		expect(anonymous.status).toBe(401);
		expect(await runsOf(id)).toBe(runs);
		expect(await n8n.cache.pauses.get(shopName)).toBeNull();
		expect(shop()).toEqual(before);
	});
});
