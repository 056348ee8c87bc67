import type { RuleValues } from '../../../ledger/rules/ruleValues';
import { formatCount } from '../../../listing/money';
import { listItemChanges, type ItemChange } from '../items/itemChanges';
import type { SettingField } from './settingField';
import { settingGroups } from './settingFields';

/** One value that differs between two sets of rules, in the owner's words. */
export interface ChangedValue {
	kind: 'value';
	label: string;
	from: string;
	to: string;
}

/** A text of several lines, e.g. a list. */
export interface ChangedLines {
	kind: 'lines';
	label: string;
	/** Numbers of lines. */
	from: number;
	to: number;
	/** Both are empty if only the order differs. */
	added: string[];
	removed: string[];
}

/** The rules of single items. */
export interface ChangedItems {
	kind: 'items';
	label: string;
	items: ItemChange[];
}

export type DescribedChange = ChangedValue | ChangedLines | ChangedItems;

/** Lists how two sets of rules differ. */
export function describeChanges(from: RuleValues, to: RuleValues): DescribedChange[] {
	const live = { kind: 'value', label: '書き込み' } as const;
	const fields = settingGroups.flatMap(({ fields }) => fields);
	const items = listItemChanges(from.items, to.items);
	return [
		...(from.live === to.live ? [] : [{ ...live, from: describeLive(from), to: describeLive(to) }]),
		...fields
			.filter((field) => field.show(from) !== field.show(to))
			.map((field) => describeField(field, from, to)),
		...(items.length === 0 ? [] : [{ kind: 'items', label: '商品ごとのルール', items } as const]),
	];
}

export const describeLive = ({ live }: RuleValues): string =>
	live ? '本番' : 'テスト (書き込まない)';

function describeField(field: SettingField, from: RuleValues, to: RuleValues): DescribedChange {
	const { label, control } = field;
	if (control !== 'lines') {
		return { kind: 'value', label, from: showValue(field, from), to: showValue(field, to) };
	}
	const [old, next] = [toLines(field.show(from)), toLines(field.show(to))];
	return {
		...{ kind: 'lines', label, from: old.length, to: next.length },
		...{ added: without(next, old), removed: without(old, next) },
	};
}

const toLines = (text: string): string[] => (text === '' ? [] : text.split('\n'));

/** Leaves out as many copies of each line as the others have. */
function without(lines: readonly string[], others: readonly string[]): string[] {
	const left = new Map<string, number>();
	for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
	return lines.filter((line) => {
		const count = left.get(line) ?? 0;
		if (count > 0) left.set(line, count - 1);
		return count === 0;
	});
}

/** Shows a value as a person reads it. */
function showValue({ control, show }: SettingField, values: RuleValues): string {
	const shown = show(values);
	if (typeof control === 'object') {
		return control.choices.find(([value]) => value === shown)?.[1] ?? shown;
	}
	return shown === '' ? 'なし' : shown;
}

/** How many lines or items a sentence names. */
const NAMED = 3;
const LONGEST_LINE = 40;

/** Says in one line how rules differ: enough to tell two changes apart, not all of a long one. */
export function summarizeChange(change: DescribedChange): string {
	const { label } = change;
	if (change.kind === 'value') return `${label} ${change.from} → ${change.to}`;
	if (change.kind === 'items') {
		const kept = change.items.filter(({ isRemoved }) => !isRemoved);
		const removed = change.items.filter(({ isRemoved }) => isRemoved);
		const parts = [
			nameSome(kept, '変更', ({ id, words }) => `商品ID ${id} ${words}`),
			nameSome(removed, '自動に戻す', ({ id }) => `商品ID ${id}`),
		];
		return `${label} ${parts.filter((part) => part !== '').join('、')}`;
	}
	const { added, removed } = change;
	if (added.length + removed.length === 0) return `${label} 並び順`;
	const parts = [nameSome(added, '追加', quote), nameSome(removed, '削除', quote)];
	return `${label} ${parts.filter((part) => part !== '').join('、')}`;
}

function nameSome<T>(all: readonly T[], what: string, name: (one: T) => string): string {
	if (all.length === 0) return '';
	const rest = all.length - NAMED;
	const more = rest > 0 ? ` ほか${formatCount(rest)}件` : '';
	return `${what} ${formatCount(all.length)}件 (${all.slice(0, NAMED).map(name).join('、')}${more})`;
}

/** Puts a line of a list into a sentence. */
const quote = (line: string): string =>
	`「${line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line}」`;
