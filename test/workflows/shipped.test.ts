import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { INode, IWorkflowBase } from 'n8n-workflow';

const folder = join(__dirname, '../../workflows');

const shipped = readdirSync(folder)
	.filter((name) => name.endsWith('.json'))
	.map((name): [string, IWorkflowBase] => [
		name,
		JSON.parse(readFileSync(join(folder, name), 'utf8')) as IWorkflowBase,
	]);

const settingsOf = (workflow: IWorkflowBase): Record<string, unknown> => {
	const node = workflow.nodes.find(({ name }) => name === '設定');
	const { assignments = [] } = (node?.parameters.assignments ?? {}) as {
		assignments?: Array<{ name: string; value: unknown }>;
	};
	return Object.fromEntries(assignments.map(({ name, value }) => [name, value]));
};

/** Every text in a node's parameters. */
const textsOf = (value: unknown): string[] =>
	typeof value === 'string'
		? [value]
		: typeof value === 'object' && value !== null
			? Object.values(value).flatMap(textsOf)
			: [];

describe.each(shipped)('%s', (_, workflow) => {
	it("should keep the shop's time and no data of good runs", () => {
		expect(workflow.settings).toMatchObject({
			timezone: 'Asia/Tokyo',
			executionOrder: 'v1',
			saveDataSuccessExecution: 'none',
		});
		expect(workflow.active).toBe(false);
	});

	const isDesk = workflow.nodes.some(({ type }) => type.endsWith('.shopDesk'));

	it('should import as a dry run where it could change anything', () => {
		const writers = workflow.nodes.filter(
			({ type, parameters }) =>
				type.endsWith('.baseUpdate') || parameters.operation === 'importLegacy',
		);
		// The desk writes only after a person ticked a box that names the number of items: deskStop.test.ts.
		if (writers.length === 0 || isDesk) return;
		const { dry_run } = settingsOf(workflow);
		const form = workflow.nodes.find(({ type }) => type.endsWith('.formTrigger'));
		// A workflow without settings of the shop goes by the rule book, which is dry until the sync is live.
		const goesByBook = workflow.nodes.some(({ parameters }) => parameters.rulesFrom === 'book');
		if (!form && dry_run === undefined) return expect(goesByBook).toBe(true);
		if (!form) return expect(dry_run).toBe(true);
		// A form asks each time; what it offers first changes nothing.
		const [first] = (form.parameters.formFields as { values: Array<{ defaultValue?: string }> })
			.values;
		expect(first?.defaultValue).toMatch(/^(確認だけ|一覧を見る)/);
		expect(dry_run).toMatch(/確認|一覧を見る/);
	});

	it('should make no test item in a shop unless a box is ticked', () => {
		const checks = workflow.nodes.filter(({ type }) => type.endsWith('.connectionCheck'));
		if (checks.length === 0) return;
		for (const { parameters } of checks)
			expect(parameters.useTestItem).toBe('={{ $json.test_item }}');
		const form = workflow.nodes.find(({ type }) => type.endsWith('.formTrigger'));
		const { values } = form!.parameters.formFields as { values: Array<Record<string, unknown>> };
		expect(values.find(({ fieldName }) => fieldName === 'test_item')).toMatchObject({
			fieldType: 'checkbox',
		});
		expect(values.every(({ requiredField }) => requiredField !== true)).toBe(true);
	});

	it('should limit a manual run where it has one to limit', () => {
		const guards = workflow.nodes.filter(({ type }) => type.endsWith('.runGuard'));
		if (!guards.some(({ parameters }) => (parameters.operation ?? 'start') === 'start')) return;
		// A form says itself what it is to work on, and so does the desk.
		if (isDesk || workflow.nodes.some(({ type }) => type.endsWith('.formTrigger'))) return;
		expect(settingsOf(workflow)).toMatchObject({ manual_limit: 100 });
	});

	it('should say how often it runs in its trigger alone', () => {
		const repeated = ['price_ttl_hours', 'stock_ttl_hours', 'basic_info_ttl_days'];
		const settings = Object.keys(settingsOf(workflow));
		for (const name of [...repeated, 'restart_minutes', 'interval_hours']) {
			expect(settings).not.toContain(name);
		}
		const schedules = workflow.nodes.filter(({ type }) => type.endsWith('.scheduleTrigger'));
		for (const { name } of schedules) expect(['定期実行', '見張りの時刻']).toContain(name);
	});

	it('should hold no code and no expression longer than a line', () => {
		expect(workflow.nodes.filter(({ type }) => type.endsWith('.code'))).toEqual([]);
		const expressions = workflow.nodes
			.flatMap(({ parameters }) => textsOf(parameters))
			.flatMap((text) => text.match(/\{\{[^}]*\}\}/g) ?? []);
		for (const expression of expressions) expect(expression.length).toBeLessThanOrEqual(160);
	});

	it('should alert by itself when it breaks', () => {
		// Steps to copy run only under the eyes of a person.
		if (workflow.id === 'messageSteps0001') return;
		const trigger = workflow.nodes.find(({ type }) => type.endsWith('.errorTrigger'));
		expect(trigger).toBeDefined();
		expect(workflow.connections[trigger?.name ?? '']?.main?.[0]).toHaveLength(1);
	});

	it('should name its nodes in Japanese and explain itself in notes', () => {
		const notes = workflow.nodes.filter(({ type }) => type.endsWith('.stickyNote'));
		expect(notes.length).toBeGreaterThan(0);
		for (const { name } of workflow.nodes)
			expect(name).toMatch(/[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u);
	});

	it('should leave each node room for its square and its label', () => {
		const nodes = workflow.nodes.filter(({ type }) => !type.endsWith('.stickyNote'));
		// n8n draws a square of 96 and below it two lines of text.
		const areClose = (one: INode, other: INode): boolean =>
			Math.abs(one.position[0] - other.position[0]) < 140 &&
			Math.abs(one.position[1] - other.position[1]) < 140;
		const pairs = nodes.flatMap((one, index) =>
			nodes
				.slice(index + 1)
				.filter((other) => areClose(one, other))
				.map((other) => [one.name, other.name]),
		);
		expect(pairs).toEqual([]);
	});

	it('should return to each loop by exactly one way', () => {
		for (const loop of workflow.nodes.filter(({ type }) => type.endsWith('.splitInBatches'))) {
			const ways = Object.values(workflow.connections).flatMap(({ main }) =>
				(main ?? []).flat().filter((target) => target?.node === loop.name),
			);
			// One that enters, one that returns.
			expect(ways).toHaveLength(2);
		}
	});
});

const withoutNotes = ({ nodes }: IWorkflowBase): INode[] =>
	nodes.filter(({ type }) => !type.endsWith('.stickyNote'));

it('only tables.json should write to the tables of n8n', () => {
	const writing = shipped.filter(([, { nodes }]) =>
		nodes.some(({ type }) => type.endsWith('.dataTable')),
	);
	expect(writing.map(([file]) => file)).toEqual(['tables.json']);
});

it.each(['order-watch.json', 'price-stock-sync.json'])(
	'%s should have at most 24 nodes',
	(file) => {
		const [, workflow] = shipped.find(([name]) => name === file)!;
		expect(withoutNotes(workflow).length).toBeLessThanOrEqual(24);
	},
);
