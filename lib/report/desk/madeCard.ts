import { formatCount } from '../../listing/money';
import type { MadeChange, MadeChanges } from '../../shop/state/readChanges';
import { formatMoment } from '../formatTime';
import { renderTiles } from '../pages/pageShell';
import { markup, type Html } from '../render/inert';
import { describeEdits } from './describeEdits';
import { addressOf } from './deskShell';

const MOST_CHANGES = 30;
/** More are folded, so that a phone reaches what stands below without a long way down. */
const MOST_UNFOLDED = 10;

/** The edits since a moment, milliseconds since 1970. */
export type MadeSince = MadeChanges & { since: number };

const DAY_MS = 86_400_000;

/** Renders what was done to a shop, each change with a way to its item. @param now milliseconds since 1970 */
export function renderMade(
	{ changes, counts, since }: MadeSince,
	account: string,
	now: number,
): Html {
	const heading =
		now - since <= DAY_MS
			? 'この24時間の変更'
			: `前に見たときからの変更 (${formatMoment(since)} から)`;
	if (changes.length === 0) {
		return markup`<section class="card"><h2>${heading}</h2><p class="note">BASEの商品は変えていません。</p></section>`;
	}
	const tiles = renderTiles([
		{ name: '非公開', value: `${formatCount(counts.hidden)}件` },
		{ name: '公開', value: `${formatCount(counts.shown)}件` },
		{ name: '値上げ', value: `${formatCount(counts.raised)}件` },
		{ name: '値下げ', value: `${formatCount(counts.cut)}件` },
	]);
	const rest = changes.length - MOST_CHANGES;
	const note =
		rest > 0
			? markup`<p class="note">ほか ${formatCount(rest)}件 <a href="${addressOf(account, 'runs')}">実行ごとに見る</a></p>`
			: markup``;
	const shown = putHiddenFirst(changes).slice(0, MOST_CHANGES);
	const more = shown.slice(MOST_UNFOLDED).map((change) => renderChange(change, account));
	const folded =
		more.length > 0
			? markup`<details><summary>${`次の ${more.length}件を見る`}</summary><ul class="list">${more}</ul>${note}</details>`
			: '';
	return markup`<section class="card"><h2>${heading}</h2>${tiles}<ul class="list">${shown.slice(0, MOST_UNFOLDED).map((change) => renderChange(change, account))}</ul>${folded}</section>`;
}

/**
 * A night may cut a thousand prices: the few items that went off sale, and still are, must not drown in them.
 * @param changes newest first
 */
function putHiddenFirst(changes: readonly MadeChange[]): MadeChange[] {
	const last = new Map<number, MadeChange>();
	for (const change of changes) {
		const { item_id, field_edits } = change;
		if (field_edits.visible && !last.has(item_id)) last.set(item_id, change);
	}
	const isHidden = (change: MadeChange): boolean =>
		change.field_edits.visible?.to === false && last.get(change.item_id) === change;
	return [...changes.filter(isHidden), ...changes.filter((change) => !isHidden(change))];
}

function renderChange({ at, item_id, title, field_edits, why }: MadeChange, account: string): Html {
	const name = title === '' ? `商品ID ${item_id}` : title;
	const reason = why.length > 0 ? markup`<small>${why.join(' / ')}</small>` : markup``;
	return markup`<li><a href="${addressOf(account, 'item', { id: String(item_id) })}">${name}</a><br>${formatMoment(Date.parse(at))} ${describeEdits(field_edits)}${reason}</li>`;
}
