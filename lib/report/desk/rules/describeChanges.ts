import type { RuleValues } from '../../../ledger/rules/ruleValues';
import { formatCount } from '../../../listing/money';
import type { SettingField } from './settingField';
import { settingGroups } from './settingFields';

/** One value that differs between two sets of rules, in the owner's words. */
export interface DescribedChange {
	label: string;
	from: string;
	to: string;
}

/** Lists how two sets of rules differ. */
export function describeChanges(from: RuleValues, to: RuleValues): DescribedChange[] {
	const compared = [
		{ label: '書き込み', from: describeLive(from), to: describeLive(to) },
		...settingGroups.flatMap(({ fields }) =>
			fields.flatMap((field) => {
				if (field.show(from) === field.show(to)) return [];
				const label = field.label;
				return [{ label, from: describeValue(field, from), to: describeValue(field, to) }];
			}),
		),
	].filter((change) => change.label !== '書き込み' || change.from !== change.to);
	return [...compared, ...describeItems(from.items, to.items)];
}

export const describeLive = ({ live }: RuleValues): string =>
	live ? '本番' : 'テスト (書き込まない)';

const LONGEST = 60;

/** Shows a value in one line, as a person reads it. */
function describeValue({ control, show }: SettingField, values: RuleValues): string {
	const shown = show(values);
	if (typeof control === 'object') {
		return control.choices.find(([value]) => value === shown)?.[1] ?? shown;
	}
	if (shown === '') return 'なし';
	const lines = shown.split('\n');
	if (control === 'lines' && (lines.length > 3 || shown.length > LONGEST)) {
		return `${formatCount(lines.length)}行`;
	}
	return lines.join('、');
}

function describeItems(from: RuleValues['items'], to: RuleValues['items']): DescribedChange[] {
	const ids = [...new Set([...Object.keys(from), ...Object.keys(to)])];
	const changed = ids.filter((id) => JSON.stringify(from[id]) !== JSON.stringify(to[id]));
	if (changed.length === 0) return [];
	const count = (items: object) => `${formatCount(Object.keys(items).length)}件`;
	const label = `商品ごとのルール (${formatCount(changed.length)}件の追加・変更・削除)`;
	return [{ label, from: count(from), to: count(to) }];
}
