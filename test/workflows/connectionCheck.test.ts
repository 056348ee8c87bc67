import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ICredentialDataDecryptedObject, IWorkflowSettings } from 'n8n-workflow';
import { outcomes } from '../../lib/findings/finding';
import { startSimulator, type Simulator } from '../../simulator/start';
import type { FaultRule } from '../../simulator/faults';
import { runWorkflow, useTemporaryUserFolder, type Credentials } from '../support/n8nEngine';
import { quickenFirstCalls } from '../support/quickRates';
import { credentialsFor, submittedForm } from '../support/shopWorld';
import { openFolder } from '../support/stored';

const SHOP = 'demo-shop';
const SPEED = 1_000;
const SCOPES = ['read_users', 'read_items', 'write_items', 'read_orders'];

interface Checked {
	/** `check outcome` of everything that is not green, with what it is about. */
	notGreen: string[];
	green: number;
	/** All that the owner sees and sends. */
	page: string;
	text: string;
}

interface Stage {
	fault?: FaultRule;
	prepare?: (simulator: Simulator) => void | Promise<void>;
	/** Answers of the form beside the consent. */
	answers?: Record<string, string>;
	settings?: IWorkflowSettings;
	env?: Record<string, string>;
	credentials?: (credentials: Credentials) => void;
	scopes?: readonly string[];
	/** Where the program n8n lies, by its version. */
	version?: string;
	/** The owner says that the app is a new one of the same account. */
	handsOver?: boolean;
	/** The owner does not agree to a test item. */
	onlyReads?: boolean;
}

describe('connection-check.json', () => {
	const userFolder = useTemporaryUserFolder();
	const data = join(userFolder, '.n8n', 'amazon-base-sync', 'default');
	const putRatesBack = quickenFirstCalls(SPEED);
	const { argv } = process;
	const before = { ...process.env };
	let simulator: Simulator;

	beforeAll(async () => {
		simulator = await startSimulator({
			...{ products: 20, plain: true, speed: SPEED, tokenSpeed: 1, shopSpeed: 1 },
		});
	});
	afterAll(async () => {
		putRatesBack();
		await simulator.stop();
	});
	afterEach(() => {
		process.argv = argv;
		process.env = { ...before };
		simulator.faults.clear();
		for (const operation of ['getItemOffersBatch', 'searchCatalogItems'] as const)
			simulator.quotas.setFactor(operation, 1);
		rmSync(data, { recursive: true, force: true });
	});

	/** A program as n8n's own start puts it: a link to a file of its package. */
	function startedAs(version: string): string {
		const folder = mkdtempSync(join(tmpdir(), 'abs-started-'));
		const program = join(folder, 'n8n', 'bin', 'n8n');
		mkdirSync(dirname(program), { recursive: true });
		writeFileSync(program, '');
		writeFileSync(join(folder, 'n8n', 'package.json'), JSON.stringify({ name: 'n8n', version }));
		symlinkSync(program, join(folder, 'n8n-link'));
		return join(folder, 'n8n-link');
	}

	function connect(scopes: readonly string[]): Credentials {
		const credentials = credentialsFor(simulator);
		const tokens = simulator.credentials.shops[0]!.issueTokens(scopes);
		Object.assign(credentials.baseShopOAuth2Api!, {
			scope: SCOPES.join(' '),
			oauthTokenData: {
				...tokens,
				n8n_expires_at: Date.now() + tokens.expires_in * 1000,
			} as unknown as ICredentialDataDecryptedObject,
		});
		return credentials;
	}

	async function check(stage: Stage = {}): Promise<Checked> {
		const { answers = {}, settings, env = {}, scopes = SCOPES, version = '2.41.1' } = stage;
		process.argv = [argv[0]!, startedAs(version)];
		Object.assign(process.env, env);
		if (stage.fault) simulator.faults.add(stage.fault);
		await stage.prepare?.(simulator);
		const consent = stage.onlyReads ? [] : ['同意します'];
		const room = String(simulator.credentials.chatwork.roomId);
		const hand_over = stage.handsOver ? ['引き継ぎます'] : [];
		const form = { test_item: consent, hand_over, room, asin: '', ...answers };
		const file = 'connection-check.json';
		const { workflow, startNode } = submittedForm(file, form as never);
		workflow.settings = { ...workflow.settings, ...settings };
		const credentials = connect(scopes);
		stage.credentials?.(credentials);
		const run = await runWorkflow(workflow, { credentials, startNode });
		expect(run.error).toBeUndefined();
		const [result] = run.output('接続を確かめる');
		const checks = result!.checks as Array<Record<'check' | 'outcome' | 'level' | 'about', string>>;
		const notGreen = checks
			.filter(({ level }) => level !== 'green')
			.map(({ check: name, outcome, about }) => [name, about, outcome].filter(Boolean).join(' '));
		const page = String(run.output('結果の画面')[0]!.page);
		const secrets = JSON.stringify(credentials).match(/"[^"]{12,}"/g)!;
		expectNothingSecret(`${page}\n${JSON.stringify(result)}`, secrets);
		return { notGreen, green: Number(result!.green), page, text: String(result!.text) };
	}

	/** No token, client, code, title or price of the shop: they would leave the owner's machine. */
	function expectNothingSecret(seen: string, quoted: readonly string[]): void {
		const hosts = /^"(https?:|read_users|authorizationCode)/;
		const secrets = quoted.filter((text) => !hosts.test(text)).map((text) => text.slice(1, -1));
		expect(secrets.length).toBeGreaterThan(5);
		const items = simulator.world.shop(SHOP).list();
		const ofProducts = items.flatMap(({ title, identifier }) => [title, identifier]);
		for (const text of [...secrets, ...ofProducts, ...simulator.world.products.keys(), SHOP]) {
			expect(seen).not.toContain(text);
		}
	}

	const items = () => JSON.stringify(simulator.world.shop(SHOP).list());

	it('should be all green on a strict shop, and leave it as it was', async () => {
		const shop = items();
		const { notGreen, green, page, text } = await check();
		expect(notGreen).toEqual([]);
		expect(green).toBe(32);
		expect(page).toContain('すべて正常です');
		expect(text.split('\n')).toHaveLength(green + 1);
		expect(items()).toBe(shop);
	});

	it('should write nothing without the consent of the owner', async () => {
		simulator.counters.reset();
		const { notGreen, text } = await check({ onlyReads: true });
		expect(notGreen).toEqual([]);
		expect(text).not.toMatch(/test_item|edit_price|images/);
		const { base } = simulator.counters.snapshot().services as never as {
			base: Record<string, { calls: number }>;
		};
		expect(Object.keys(base).filter((name) => /edit|add|delete/.test(name))).toEqual([]);
	});

	const amazon = (rule: Omit<FaultRule, 'service'>): FaultRule => ({ ...rule, service: 'amazon' });
	const base = (rule: Omit<FaultRule, 'service'>): FaultRule => ({ ...rule, service: 'base' });
	const slower = ({ quotas }: Simulator) => quotas.setFactor('getItemOffersBatch', 0.5);
	const faster = ({ quotas }: Simulator) => quotas.setFactor('searchCatalogItems', 2);
	const blockFolder = () => {
		rmSync(data, { recursive: true, force: true });
		mkdirSync(dirname(data), { recursive: true });
		writeFileSync(data, 'a file where the folder should be');
	};
	const spoilToken = (credentials: Credentials) =>
		Object.assign(credentials.chatworkTokenApi!, { apiToken: 'another-token-of-nobody' });
	const pause = async () => {
		const { pauses } = openFolder({ folder: data, now: Date.now });
		await pauses.set(SHOP, { reason: '棚卸し', by: 'owner' });
	};

	const ownedByOther = async () => {
		const { owner } = openFolder({ folder: data, now: Date.now });
		await owner.handOver({ account: 'an-app-of-somebody-else', marketplace: 'JP' });
	};

	const stages: Array<[difference: string, named: string, stage: Stage]> = [
		['a lower rate', 'amazon_rate getItemOffersBatch lower', { prepare: slower }],
		['a higher rate', 'amazon_rate searchCatalogItems higher', { prepare: faster }],
		[
			'a missing role',
			'amazon_answer searchCatalogItems not_permitted',
			{ fault: amazon({ kind: 'accountRestricted', operation: 'searchCatalogItems' }) },
		],
		[
			'a refresh token of Amazon that was revoked',
			'amazon_token refused',
			{ fault: amazon({ kind: 'revokeRefreshToken' }) },
		],
		['the cache of another account', 'amazon_account other', { prepare: ownedByOther }],
		[
			'a new field of Amazon',
			'amazon_answer getCompetitivePricing new_fields',
			{ fault: amazon({ kind: 'newField', operation: 'getCompetitivePricing' }) },
		],
		[
			'an answer of Amazon that nobody can read',
			'amazon_answer getItemOffers unreadable',
			{ fault: amazon({ kind: 'contradiction', operation: 'getItemOffers' }) },
		],
		[
			'an operation that fails',
			'amazon_answer getCompetitivePricing failed',
			{ fault: amazon({ kind: 'status', operation: 'getCompetitivePricing' }) },
		],
		['a wrong clock', 'clock wrong', { fault: amazon({ kind: 'wrongClock' }) }],
		[
			'a clock that is off by minutes',
			'clock off',
			{ fault: amazon({ kind: 'wrongClock', milliseconds: 120_000 }) },
		],
		[
			'a strict redirect_uri',
			'base_refresh refused',
			{ fault: base({ kind: 'strictRedirectUri' }), answers: { asin: 'first' } },
		],
		[
			'no right to read items',
			'base_right read_items missing',
			{
				scopes: ['read_users', 'write_items', 'read_orders'],
				answers: { asin: 'first' },
				onlyReads: true,
			},
		],
		[
			'no right to read orders',
			'base_right read_orders missing_orders',
			{ scopes: ['read_users', 'read_items', 'write_items'] },
		],
		[
			'no right to write',
			'test_item no_right',
			{ scopes: SCOPES.filter((s) => s !== 'write_items') },
		],
		[
			'a new field of a list',
			'base_list new_fields',
			{ fault: base({ kind: 'newField', operation: 'items' }) },
		],
		[
			'a new field of a detail',
			'base_detail new_fields',
			// The first detail is the one that renews the token.
			{ fault: base({ kind: 'newField', operation: 'items/detail', times: 3 }) },
		],
		[
			'an item that nobody can read',
			'base_list unreadable_items',
			{ fault: base({ kind: 'oddItem', operation: 'items' }) },
		],
		['a refused partial edit', 'edit_price refused', { fault: base({ kind: 'partialEdit' }) }],
		['a lost image', 'images lost', { fault: base({ kind: 'lostImage' }) }],
		[
			'an edit that resets the stock',
			'edit_price changes_more',
			{ fault: base({ kind: 'resetStock' }) },
		],
		[
			'an edit that does not show',
			'edit_together partly',
			{ fault: base({ kind: 'ignoredVisible' }) },
		],
		[
			'an edit that answers too little',
			'edit_answer differs',
			{ fault: base({ kind: 'bareEdit' }) },
		],
		['a stock that stays', 'edit_stock not_applied', { fault: base({ kind: 'keptStock' }) }],
		['another refusal', 'refusal other_words', { fault: base({ kind: 'otherRefusal' }) }],
		[
			'an item that can not be deleted',
			'test_item_end left',
			{ fault: base({ kind: 'status', operation: 'items/delete' }) },
		],
		['a room of others', 'chatwork_room no_such_room', { answers: { room: '987654321' } }],
		['a Chatwork that is down', 'chatwork_room unreachable', { fault: { kind: 'chatworkDown' } }],
		['a wrong token of Chatwork', 'chatwork_room bad_token', { credentials: spoilToken }],
		[
			'a folder that can not be written',
			'store refused',
			{ prepare: blockFolder, onlyReads: true },
		],
		['another time zone', 'time_zone other', { settings: { timezone: 'Europe/Berlin' } }],
		['runs that are saved', 'saved_runs saved', { settings: { saveDataSuccessExecution: 'all' } }],
		['one run at a time', 'concurrency one', { env: { N8N_CONCURRENCY_PRODUCTION_LIMIT: '1' } }],
		['few runs at a time', 'concurrency few', { env: { N8N_CONCURRENCY_PRODUCTION_LIMIT: '3' } }],
		['runs that are stopped', 'time_limit too_short', { env: { EXECUTIONS_TIMEOUT: '3600' } }],
		['an old n8n', 'n8n_version older', { version: '1.123.4' }],
		['a new n8n', 'n8n_version newer', { version: '3.0.1' }],
		['a shop that is paused', 'test_item stopped', { prepare: pause }],
	];

	it.each(stages)('should name just %s: %s', async (_, named, stage) => {
		const [first] = simulator.world.products.keys();
		const answers = stage.answers?.asin ? { asin: first! } : stage.answers;
		const { notGreen, page } = await check({ ...stage, answers });
		expect(notGreen).toEqual([named]);
		const [name] = named.split(' ');
		expect(Object.hasOwn(outcomes, name!)).toBe(true);
		expect(page).toMatch(/注意 1・要対応 0|注意 0・要対応 1/);
		simulator.faults.clear();
		await check();
		expect(items()).not.toContain('ABS-TEST-');
	});

	it('should hand the cache over to a new app of the same account, if the owner says so', async () => {
		const stage: Stage = { prepare: ownedByOther, onlyReads: true };
		const handedOver = await check({ ...stage, handsOver: true });
		expect(handedOver.notGreen).toEqual([]);
		expect(handedOver.text).toContain('amazon_account: handed_over');
		expect((await check({ onlyReads: true })).text).toContain('amazon_account: own');
	});

	it('should remove an item that a crash left behind, by its code', async () => {
		simulator.faults.add(base({ kind: 'lostAnswer', operation: 'items/add' }));
		const { notGreen } = await check();
		expect(notGreen).toEqual(['test_item lost']);
		expect(items()).toContain('ABS-TEST-');
		simulator.faults.clear();
		const next = await check({ onlyReads: true });
		expect(next.notGreen).toEqual([]);
		expect(next.text).toContain('leftover_item: removed (items=1)');
		expect(items()).not.toContain('ABS-TEST-');
	});

	it('should keep what was settled for the shop', async () => {
		await check();
		await check({ onlyReads: true });
		const { checks } = openFolder({ folder: data, now: Date.now });
		const { settled, findings, test_items } = await checks.get(SHOP);
		expect(test_items).toEqual([]);
		expect(findings.find(({ check: name }) => name === 'base_refresh')).toMatchObject({
			outcome: 'renewed',
			facts: { redirect_uri: false },
		});
		expect(settled.map(({ check: name, outcome }) => `${name} ${outcome}`)).toEqual([
			'test_item made',
			'edit_price alone',
			'edit_answer whole',
			'edit_together applied',
			'edit_stock applied',
			'images kept',
			'refusal documented',
			'test_item_end removed',
		]);
	});
});
