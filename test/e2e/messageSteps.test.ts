import type { IConnections } from 'n8n-workflow';
import { followExecution, itemsOf, type WorkflowRun } from '../../realN8n/n8n/runWorkflow';
import {
	nodeOf,
	readWorkflow,
	syncWorkflow,
	type WorkflowFile,
	type WorkflowNode,
} from '../../realN8n/n8n/workflows';
import { listenHttp } from '../support/httpListener';
import { startMailServer } from '../support/mailServer';
import { countable, realN8n, type RealN8n, shopName } from './realN8n';

const LINE_TOKEN = 'line-channel-token';
const LINE_USER = `U${'0123456789abcdef'.repeat(2)}`;
const login = { user: 'shop@example.jp', password: 'mail-password' };

/** As long as a report becomes, with all that a careless template would break. */
const longText = `"見本" \\ 'it' & <b>太字</b> <!channel> {{ 1 }} 🐻\n${'価格の変動。'.repeat(650)}\n終わり`;

type Listener = Awaited<ReturnType<typeof listenHttp>>;

describe('the ready steps of message-steps.json', () => {
	let n8n: RealN8n;
	let slack: Listener;
	let line: Listener;
	let mail: Awaited<ReturnType<typeof startMailServer>>;
	let steps: WorkflowFile;

	beforeAll(async () => {
		slack = await listenHttp((_request, response) => {
			response.setHeader('content-type', 'text/html').end('ok');
		});
		line = await listenHttp((_request, response) => {
			response.setHeader('content-type', 'application/json').end('{"sentMessages":[]}');
		});
		mail = await startMailServer();
		steps = await readWorkflow('message-steps.json');
		const settings = { ...countable, dry_run: false };
		n8n = await realN8n({ products: 20, plain: true, speed: 60 }, settings, { others: [steps] });
		await fillIn();
	});
	afterAll(async () => {
		await n8n?.close();
		await Promise.all([slack.stop(), line.stop()]);
		mail.stop();
	});
	beforeEach(() => {
		slack.heard.splice(0);
		line.heard.splice(0);
		mail.mails.splice(0);
	});

	const makeCredential = async (name: string, type: string, data: object) => {
		const { id } = await n8n.stage.api.post<{ id: string }>('/credentials', { name, type, data });
		return { [type]: { id, name } };
	};

	/** What the notes of the canvas tell a person to do. */
	const fillIn = async () => {
		const token = await makeCredential('LINE', 'httpBearerAuth', { token: LINE_TOKEN });
		const smtp = { ...login, host: '127.0.0.1', port: mail.port, secure: false };
		const server = await makeCredential('SMTP', 'smtp', smtp);
		const change = (name: string, parameters: object, more: object = {}) => {
			const node = nodeOf(steps, name);
			Object.assign(node, more);
			Object.assign(node.parameters, parameters);
		};
		change('Slackに通知', { url: `${slack.url}/services/T0/B0/secret` });
		const [to, ...rest] = parametersOf(nodeOf(steps, 'LINEに通知'));
		const bodyParameters = { parameters: [{ ...to, value: LINE_USER }, ...rest] };
		change(
			'LINEに通知',
			{ url: `${line.url}/v2/bot/message/push`, bodyParameters },
			{ credentials: token },
		);
		const addresses = { fromEmail: login.user, toEmail: 'owner@example.jp' };
		change('メールで通知', addresses, { credentials: server });
		await save();
	};

	const parametersOf = ({ parameters }: WorkflowNode) =>
		(parameters.bodyParameters as { parameters: Array<{ name: string; value: string }> })
			.parameters;

	const save = async () =>
		await n8n.stage.api.patch(`/workflows/${steps.id}`, { nodes: steps.nodes });

	const sample = (): Record<string, string> => {
		const { assignments } = nodeOf(steps, 'お知らせの見本').parameters.assignments as {
			assignments: Array<{ name: string; value: string }>;
		};
		return Object.fromEntries(assignments.map(({ name, value }) => [name, value]));
	};

	/** Presses ▶ over one step: n8n runs what leads to it, and nothing beside it. */
	const tryOut = async (name: string): Promise<WorkflowRun> => {
		const { api } = n8n.stage;
		const body = {
			triggerToStartFrom: { name: '手動で実行' },
			destinationNode: { nodeName: name, mode: 'inclusive' },
		};
		const { executionId } = await api.post<{ executionId: string }>(
			`/workflows/${steps.id}/run`,
			body,
		);
		return await followExecution(api, executionId);
	};

	const heardBy = ({ heard }: Listener): unknown[] =>
		heard.map(({ body }) => JSON.parse(body) as unknown);

	it('should bring the sample to Slack, and to nobody else', async () => {
		const run = await tryOut('Slackに通知');
		expect(run.error).toBeNull();
		expect(slack.heard).toMatchObject([{ method: 'POST', url: '/services/T0/B0/secret' }]);
		expect(heardBy(slack)).toEqual([{ text: sample().text }]);
		expect([line.heard, mail.mails]).toEqual([[], []]);
	});

	it('should bring the sample to LINE, with the token of the credential', async () => {
		const run = await tryOut('LINEに通知');
		expect(run.error).toBeNull();
		expect(line.heard[0]!.headers.authorization).toBe(`Bearer ${LINE_TOKEN}`);
		expect(heardBy(line)).toEqual([
			{ to: LINE_USER, messages: [{ type: 'text', text: sample().text }] },
		]);
		expect([slack.heard, mail.mails]).toEqual([[], []]);
	});

	it('should bring the sample by mail, with its subject, as text and as HTML', async () => {
		const run = await tryOut('メールで通知');
		expect(run.error).toBeNull();
		const { title, text, html } = sample();
		expect(mail.mails).toEqual([
			{ from: login.user, to: ['owner@example.jp'], login, subject: title, text, html },
		]);
		expect([slack.heard, line.heard]).toEqual([[], []]);
	});

	it('should bring a long report with quotes and signs to all of them as it is', async () => {
		const node = nodeOf(steps, 'お知らせの見本');
		const before = structuredClone(node.parameters);
		const { assignments } = node.parameters.assignments as {
			assignments: Array<{ name: string; value: string }>;
		};
		assignments.find(({ name }) => name === 'text')!.value = longText;
		await save();
		for (const name of ['Slackに通知', 'LINEに通知', 'メールで通知']) {
			expect((await tryOut(name)).error).toBeNull();
		}
		node.parameters = before;
		await save();
		// Slack reads <!channel> as a call to everybody, and asks for these three signs in this form.
		const forSlack = longText
			.replaceAll('&', '&amp;')
			.replaceAll('<', '&lt;')
			.replaceAll('>', '&gt;');
		expect(heardBy(slack)).toEqual([{ text: forSlack }]);
		expect(heardBy(line)).toMatchObject([{ messages: [{ text: longText }] }]);
		expect(mail.mails[0]!.text).toBe(longText);
	});

	describe('pasted into the sync in the place of Chatwork', () => {
		/** Ctrl+V, the two lines, Delete. */
		const paste = async (name: string) => {
			const sync = await readWorkflow(syncWorkflow);
			const { api } = n8n.stage;
			const saved = await api.get<WorkflowFile>(`/workflows/${sync.id}`);
			const pasted = { ...nodeOf(steps, name), id: 'pasted', position: [2160, 200] };
			const nodes = saved.nodes.filter((node) => node.name !== 'Chatworkに通知');
			const connections = saved.connections as IConnections;
			connections['知らせることがある？']!.main = [[{ node: name, type: 'main', index: 0 }]];
			connections[name] = connections['Chatworkに通知']!;
			delete connections['Chatworkに通知'];
			await api.patch(`/workflows/${sync.id}`, { nodes: [...nodes, pasted], connections });
		};

		it('should tell a change by Slack, and count it as told', async () => {
			const { world } = n8n.simulator;
			const asin = [...world.products.keys()][0]!;
			world.setOffer(asin, { price: 1_000 });
			const [listed] = world.itemsOf(shopName, asin);
			world.editListing(shopName, listed!.item_id, { price: 1_300 });
			expect((await n8n.stage.run()).error).toBeNull();
			n8n.simulator.messages.clear();
			world.setOffer(asin, { price: 1_200 });
			await paste('Slackに通知');

			const run = await n8n.stage.run();

			expect(run.error).toBeNull();
			expect(itemsOf(run, 'Slackに通知')).toHaveLength(1);
			expect(heardBy(slack)).toEqual([
				{ text: expect.stringContaining('Amazon 1,000円 → 1,200円') as string },
			]);
			expect(n8n.simulator.messages.list()).toEqual([]);
			expect((await n8n.cache.read([asin])).get(asin)!.reported).toMatchObject({
				[shopName]: { price: 1_200, in_stock: true },
			});
			const rows = await n8n.stage.readTable('sync_runs');
			expect(rows.at(-1)).toMatchObject({ notified: '通知済み', changed: 1 });
		});
	});
});
