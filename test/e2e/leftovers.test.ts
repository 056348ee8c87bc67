import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { itemsOf, type WorkflowRun } from '../../realN8n/n8n/runWorkflow';
import { AmazonTokens } from '../../simulator/amazon/tokens';
import { BaseTokens } from '../../simulator/base/tokens';
import type { FaultRule } from '../../simulator/faults';
import { countable, realN8n, shopName, type RealN8n } from './realN8n';

/** What a sync leaves on the machine and says to people, good runs and bad: no secret stands in it. */
describe('what a real n8n keeps after runs that went well and runs that were refused', () => {
	let n8n: RealN8n;
	const secrets = new Map<string, string>();
	const runs: WorkflowRun[] = [];

	/** Every token that the services give out from here on. */
	const noteTokens = () => {
		const issueBase = BaseTokens.prototype.issue;
		jest.spyOn(BaseTokens.prototype, 'issue').mockImplementation(function (
			this: BaseTokens,
			grant,
		) {
			const tokens = issueBase.call(this, grant);
			secrets.set(tokens.access_token, 'access token of BASE');
			secrets.set(tokens.refresh_token, 'refresh token of BASE');
			return tokens;
		});
		const answerAmazon = AmazonTokens.prototype.answer;
		jest.spyOn(AmazonTokens.prototype, 'answer').mockImplementation(function (
			this: AmazonTokens,
			request,
			struck,
		) {
			const reply = answerAmazon.call(this, request, struck);
			const { access_token } = reply.body as { access_token?: string };
			if (access_token) secrets.set(access_token, 'access token of Amazon');
			return reply;
		});
	};

	const runWith = async (...faults: FaultRule[]): Promise<WorkflowRun> => {
		for (const fault of faults) n8n.simulator.faults.add(fault);
		const run = await n8n.stage.run();
		n8n.simulator.faults.clear();
		runs.push(run);
		return run;
	};

	beforeAll(async () => {
		noteTokens();
		const settings = { ...countable, dry_run: false };
		n8n = await realN8n({ products: 60, speed: 200, tokenSpeed: 1 }, settings);
		const { amazon, chatwork, shops } = n8n.simulator.credentials;
		secrets.set(amazon.clientSecret, 'client secret of Amazon');
		secrets.set(amazon.refreshToken, 'refresh token of Amazon');
		secrets.set(chatwork.apiToken, 'token of Chatwork');
		secrets.set(shops[0]!.clientSecret, 'client secret of BASE');
	});
	afterAll(async () => {
		jest.restoreAllMocks();
		await n8n?.close();
	});

	it('runs well, is refused by the shop, by Amazon, and loses both connections', async () => {
		expect((await runWith()).error).toBeNull();
		// A dead token is renewed in mid-run: old and new one are known to n8n then.
		expect((await runWith({ kind: 'expireTokens', service: 'base' })).error).toBeNull();
		const messagesBefore = n8n.simulator.messages.list().length;
		expect(messagesBefore).toBeGreaterThan(0);
		expect(await runWith({ kind: 'shopRestricted' })).toMatchObject({ status: 'error' });
		expect(await runWith({ kind: 'accountRestricted' })).toMatchObject({ status: 'error' });
		const amazonGone = await runWith(
			{ kind: 'expireTokens', service: 'amazon', operation: 'getItemOffersBatch' },
			{ kind: 'revokeRefreshToken', service: 'amazon' },
		);
		expect(amazonGone).toMatchObject({ status: 'error' });
		const baseGone = await runWith(
			{ kind: 'expireTokens', service: 'base' },
			{ kind: 'revokeRefreshToken', service: 'base' },
		);
		expect(baseGone).toMatchObject({ status: 'error' });
		// Whatever each client library makes of a plain refusal, n8n's own HTTP Request included.
		for (const service of ['amazon', 'base', 'chatwork'] as const) {
			for (const status of [401, 403]) await runWith({ kind: 'status', service, status });
		}
		// Four secrets of the credentials, two token pairs of BASE and one token of Amazon at least.
		expect(secrets.size).toBeGreaterThanOrEqual(9);
	}, 900_000);

	/** As it is, in a URL, and as the end of a Basic or other base64 header would show it. */
	const spellings = (secret: string): string[] => [
		secret,
		encodeURIComponent(secret),
		Buffer.from(secret).toString('base64').replace(/=+$/, ''),
	];
	const secretsIn = (content: Buffer | string): string[] =>
		[...secrets].flatMap(([secret, name]) =>
			spellings(secret).some((spelling) => content.includes(spelling)) ? [name] : [],
		);

	it('leaves no secret in any file: database, logs, cache, reports', () => {
		const home = join(n8n.stage.n8nFolder, '..');
		const files = readdirSync(home, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath, entry.name))
			.filter((file) => !file.includes('node_modules'));
		const names = files.map((file) => file.slice(home.length + 1));
		for (const expected of ['.n8n/database.sqlite', 'n8n.log']) expect(names).toContain(expected);
		expect(names.some((name) => /amazon-base-sync\/default\/[A-Z0-9]{10}\.json$/.test(name))).toBe(
			true,
		);
		const found = files.flatMap((file) => {
			const inside = secretsIn(readFileSync(file));
			return inside.length > 0 ? [`${file.slice(home.length + 1)}: ${inside.join(', ')}`] : [];
		});
		expect(found).toEqual([]);
	});

	it('says no secret to people: Chatwork, report, CSV, errors, the run data that the editor shows', () => {
		const messages = n8n.simulator.messages.list().map(({ body }) => body);
		expect(messages.join('\n')).toContain('Amazon→BASE');
		expect(secretsIn(messages.join('\n'))).toEqual([]);
		const [report] = itemsOf(runs[0]!, '変動レポート');
		expect(String(report?.text)).toContain('件を確認');
		for (const run of runs) {
			const shown = JSON.stringify([...run.nodes, run.error]);
			expect(secretsIn(shown)).toEqual([]);
		}
		expect(runs.slice(0, 6).map(({ status }) => status)).toEqual([
			...['success', 'success', 'error', 'error', 'error', 'error'],
		]);
		expect(runs).toHaveLength(12);
	});

	it('would notice one: the search finds what is planted, and the shop was really written to', () => {
		const [secret] = secrets.keys();
		expect(secretsIn(`Bearer ${secret}`)).toHaveLength(1);
		expect(Object.keys(n8n.simulator.counters.snapshot().writes[shopName] ?? {})).not.toEqual([]);
	});
});
