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

const hoursBetweenRuns = ({ parameters }: INode): number | null => {
	const { interval = [] } = (parameters.rule ?? {}) as {
		interval?: Array<{ field: string; hoursInterval?: number }>;
	};
	const [first] = interval;
	return first?.field === 'hours' ? (first.hoursInterval ?? 1) : null;
};

describe.each(shipped)('%s', (_, workflow) => {
	it("should keep the shop's time and no data of good runs", () => {
		expect(workflow.settings).toMatchObject({
			timezone: 'Asia/Tokyo',
			executionOrder: 'v1',
			saveDataSuccessExecution: 'none',
		});
		expect(workflow.active).toBe(false);
	});

	it('should import as a dry run', () => {
		expect(settingsOf(workflow)).toMatchObject({ dry_run: true });
	});

	it('should limit a manual run where it has one to limit', () => {
		if (!workflow.nodes.some(({ type }) => type.endsWith('.runGuard'))) return;
		expect(settingsOf(workflow)).toMatchObject({ manual_limit: 100 });
	});

	it('should count data as fresh for less than the time between two runs', () => {
		const { price_ttl_hours, stock_ttl_hours } = settingsOf(workflow);
		const schedule = workflow.nodes.find(({ type }) => type.endsWith('.scheduleTrigger'));
		const hours = schedule ? hoursBetweenRuns(schedule) : null;
		for (const ttl of [price_ttl_hours, stock_ttl_hours]) {
			if (ttl !== undefined && hours !== null) expect(ttl).toBeLessThan(hours);
		}
	});

	it('should hold no code and no expression longer than a line', () => {
		expect(workflow.nodes.filter(({ type }) => type.endsWith('.code'))).toEqual([]);
		const expressions = workflow.nodes
			.flatMap(({ parameters }) => textsOf(parameters))
			.flatMap((text) => text.match(/\{\{[^}]*\}\}/g) ?? []);
		for (const expression of expressions) expect(expression.length).toBeLessThanOrEqual(160);
	});

	it('should alert by itself when it breaks', () => {
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
