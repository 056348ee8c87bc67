import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { renderChatwork } from '../../lib/report/render/chatwork';
import { renderCsv } from '../../lib/report/render/csv';
import { renderHealth } from '../../lib/report/pages/healthPage';
import { renderHtml } from '../../lib/report/render/html';
import { renderJobPage } from '../../lib/report/pages/jobPage';
import type { Message } from '../../lib/report/render/parts';
import { renderText } from '../../lib/report/render/plainText';
import type { RunItem } from '../../lib/report/summary';
import { inARow, itemsNode, runWorkflow, useTemporaryUserFolder } from '../support/n8nEngine';

/** What a person pastes into a form, and what a stranger puts into a title, stays a text everywhere. */

const root = join(__dirname, '../..');
const PACKAGE = 'n8n-nodes-amazon-base-sync';
const HOSTILE = '[toall]<img src=x onerror=alert(1)>\r\n[hr]\u2028[/info]"\'\u0000\u202e';

beforeAll(() => void useTemporaryUserFolder());

const everywhere = (text: string): Message => ({
	title: text,
	alarms: [text],
	summary: [text],
	sections: [{ heading: text, entries: [{ title: text, asin: text, lines: [text] }] }],
});

it('should leave no markup of Chatwork but our own, ids included', () => {
	const text = renderChatwork(everywhere(HOSTILE));
	expect(text.match(/\[[^\]]*\]/g)).toEqual(['[info]', '[title]', '[/title]', '[hr]', '[/info]']);
});

it('should let no text begin a line of its own in Chatwork or in plain text', () => {
	// Title, alarm and summary share none; then heading, and the entry with its line.
	expect(
		renderChatwork(everywhere('a\r\nb\u2028c\u0085d')).split(/[\r\n\u2028\u0085]/),
	).toHaveLength(4);
	expect(renderText(everywhere('a\r\nb\u2028c')).split(/[\r\n\u2028]/)).toHaveLength(6);
});

it.each([
	['a mail', () => renderHtml(everywhere(HOSTILE))],
	['the page of a job', () => renderJobPage(everywhere(HOSTILE), HOSTILE)],
])('should let no text become a tag of %s, ids included', (_where, render) => {
	expect(render()).not.toContain('<img');
	expect(render()).toContain('&lt;img src=x onerror=alert(1)&gt;');
});

it('should let no place, name or alarm become a tag of the health page', () => {
	const kind = { fresh: 1, stale: 0, missing: 0, oldest_age_seconds: 1, oldest_asin: HOSTILE };
	const parts = renderHealth(
		{
			is_healthy: false,
			checked_at: '2026-11-24T00:00:00+09:00',
			alarms: [
				{ kind: 'no_success', workflow: HOSTILE, account: HOSTILE, text: HOSTILE, since: HOSTILE },
			],
			information: [HOSTILE],
			shops: [],
		} as never,
		{
			documents: 1,
			errors: 0,
			broken: 0,
			place: HOSTILE,
			groups: { price: kind, stock: kind, basic_info: kind },
		} as never,
		{ now: 0, timeOf: (stamp) => stamp },
	);
	const page = parts.map(({ text }) => text).join('');
	expect(page).not.toContain('<img');
	expect(page.match(/&lt;img/g)!.length).toBeGreaterThanOrEqual(5);
});

const item = (texts: Partial<RunItem>): RunItem => ({
	asin: 'B0SAFE0001',
	title: 'title',
	account: 'shop',
	item_id: 1,
	offer_status: 'in_stock',
	offer_source: 'item_offers_batch',
	offer_price: 1_000,
	offer_reason: null,
	price_updated_at: null,
	shop_price: 1_300,
	shop_visible: true,
	change: null,
	decision: null,
	result: null,
	calls: {},
	rejected: 0,
	...texts,
});

it.each([
	'=1+1',
	'＝1+1',
	'＋1',
	'－1',
	'＠SUM(A1)',
	' =1',
	'\u200b=1',
	'\t=1',
	'\r\n=1',
	'−1',
	'﹦1',
])('should make no formula of %j in any cell of the CSV', (text) => {
	for (const field of ['asin', 'account', 'title'] as const) {
		const [, row = ''] = renderCsv([item({ [field]: text })]).split('\r\n');
		const before = { asin: '', account: 'B0SAFE0001,', title: 'B0SAFE0001,shop,1,' }[field];
		expect(row.slice(before.length)).toMatch(/^"'/);
	}
});

it('should keep a text with line breaks in one line of the CSV', () => {
	const lines = renderCsv([item({ title: 'a\r\n=1\n=2\u2028=3' })]).split(/[\r\n\u2028]+/);
	expect(lines).toHaveLength(3);
	expect(lines[1]).toContain('"a =1 =2 =3"');
});

it('should quote what another country’s spreadsheet would take for a separator', () => {
	expect(renderCsv([item({ title: 'a;=1' })])).toContain('"a;=1"');
});

it('should ring nobody when a mention is pasted into the form for new items', async () => {
	const job = { type: `${PACKAGE}.changeReport`, parameters: { operation: 'job' } };
	const pasted = ['[toall]', '［toall］', '[to:1]\n[toall]'];
	const items = pasted.map((asin) => ({ asin, error: `「${asin}」は使えません` }));
	const run = await runWorkflow(inARow(itemsNode(items), { name: 'it', ...job }), {
		credentials: {},
		startNode: 'items',
	});
	const [{ chatwork_message: text }] = run.output('it') as [{ chatwork_message: string }];
	expect(text).toContain('［toall］');
	expect(text).not.toMatch(/\[(toall|to:)/i);
});

/** Every template or string of the sources that holds a tag, with what its template is tagged by. */
function markupIn(file: string): Array<{ text: string; tag: string | null }> {
	const source = ts.createSourceFile(
		file,
		readFileSync(file, 'utf8'),
		ts.ScriptTarget.Latest,
		true,
	);
	const found: Array<{ text: string; tag: string | null }> = [];
	const visit = (node: ts.Node): void => {
		const isText = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
		if (isText && /<\/?[a-z][^>]*>|<[a-z]+ \w+="/.test(node.getText())) {
			const { parent } = node;
			const tag = ts.isTaggedTemplateExpression(parent) ? parent.tag.getText() : null;
			found.push({ text: node.getText(), tag });
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}

const sources = (folder: string): string[] =>
	readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => join(folder, name));

describe('the sources', () => {
	const files = [...sources('lib'), ...sources('nodes')];
	const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

	it('should make markup by the template that escapes alone', () => {
		// Those that read markup, and keys of the cache in angle brackets.
		const readers = ['lib/spApi/catalog/plainText.ts'];
		const bare = files
			.filter((file) => !readers.includes(file))
			.flatMap((file) => markupIn(join(root, file)).map((each) => ({ file, ...each })))
			.filter(({ tag }) => tag !== 'markup' && tag !== 'String.raw');
		expect(bare).toEqual([]);
	});

	it('should find markup that is made in another way', () => {
		const made = join(root, 'lib/report/pages/pageShell.ts');
		expect(markupIn(made).map(({ tag }) => tag)).toContain('markup');
	});

	/**
	 * An address that begins with `?` or `#` has no scheme and no host: it leads back to the desk. One that begins
	 * with `../form/` leads to a form of the same n8n.
	 */
	const withoutOwnAddresses = (text: string): string =>
		text.replace(
			/\b(?:href="\$\{addressOf\([^`]*?\)\}"|(?:href|action)="\?[a-z=]*"|href="#\$\{\w+\}"|action="\.\.\/form\/\$\{encodeURIComponent\(path\)\}")/g,
			'',
		);

	/** Amazon's page of a product and its picture, each checked where it is rendered. */
	const AMAZON_PARTS = 'lib/report/desk/amazonParts.ts';

	it("should link in markup to the desk, to n8n's forms and to Amazon alone, and load only its pictures", () => {
		const linking = files
			.filter((file) => file !== AMAZON_PARTS)
			.flatMap((file) => markupIn(join(root, file)).map(({ text }) => text))
			.filter((text) =>
				/\b(href|src|srcset|action|xlink:href|background)=|url\(|@import/i.test(
					withoutOwnAddresses(text),
				),
			);
		expect(linking).toEqual([]);
	});

	it("should write to n8n's log through its neutraliser alone", () => {
		const writers = files.filter((file) => /logger\??\.\w+\(|console\.\w+\(/.test(textOf(file)));
		expect(writers).toEqual(['lib/n8n/log.ts']);
		expect(textOf('lib/n8n/log.ts').match(/logger\.\w+\(forLog\(/g)).toHaveLength(2);
	});

	it('should hand Chatwork nothing but what its renderer made', () => {
		for (const file of files) {
			const given = textOf(file).match(/\bchatwork_message: .*/g) ?? [];
			expect(given.filter((text) => !text.includes('renderChatwork('))).toEqual([]);
		}
	});
});

/** Each parameter of the shipped workflows that holds an expression, by its name. */
function expressionsOf(value: unknown, name = ''): Array<{ name: string; text: string }> {
	if (typeof value === 'string') return value.startsWith('=') ? [{ name, text: value }] : [];
	if (typeof value !== 'object' || value === null) return [];
	const named = (value as { name?: unknown }).name;
	return Object.entries(value).flatMap(([key, inner]) =>
		expressionsOf(inner, key === 'value' && typeof named === 'string' ? named : key),
	);
}

const shipped = readdirSync(join(root, 'workflows')).filter((name) => name.endsWith('.json'));
const parameters = (file: string) =>
	expressionsOf(JSON.parse(readFileSync(join(root, 'workflows', file), 'utf8')));
const filled = (text: string): string[] => text.match(/\{\{.*?\}\}/gs) ?? [];

describe.each(shipped)('the workflow %s', (file) => {
	it('should send Chatwork no text that is not neutralised', () => {
		const bodies = parameters(file).filter(({ name }) => name === 'body');
		for (const one of bodies.flatMap(({ text }) => filled(text))) {
			if (/\.chatwork_message \}\}$/.test(one)) continue;
			expect(one).toContain(".replaceAll('[', '［').replaceAll(']', '］')");
			expect(one).toContain(".replace(/\\s+/g, ' ')");
		}
	});

	it('should show no text on a page that could become a tag', () => {
		const pages = parameters(file).filter(({ name }) =>
			['responseText', 'completionMessage', 'completionTitle', 'responseBody'].includes(name),
		);
		for (const one of pages.flatMap(({ text }) => filled(text))) {
			if (/\.(page|html) \}\}$/.test(one) || !/\$json\.\w+ *\}\}|\?\?/.test(one)) continue;
			expect(one).toContain(".replaceAll('<', '＜')");
		}
	});
});
