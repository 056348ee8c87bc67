import { formatCount } from '../../../listing/money';
import { renderTable } from '../../pages/pageShell';
import { markup, type Html } from '../../render/inert';
import type { ItemChange } from '../items/itemChanges';
import type { ChangedItems, ChangedLines, DescribedChange } from './describeChanges';

/** More would bury the button that approves them; their number is always told. */
const SHOWN = 50;

/** Titles by item; null if the shop's list was never read. */
type Titles = ReadonlyMap<string, string> | null;

/** Renders all that a change of rules changes: each value, each line of a list, each item. */
export function renderChanges(changes: readonly DescribedChange[], titles: Titles): Html {
	const values = changes.filter((change) => change.kind === 'value');
	const table =
		values.length === 0
			? markup``
			: renderTable(
					['項目', 'いま', '変更後'],
					values.map(({ label, from, to }) => [{ text: label }, { text: from }, { text: to }]),
				);
	const lists = changes.flatMap((change) => (change.kind === 'lines' ? renderLines(change) : []));
	const items = changes.flatMap((change) =>
		change.kind === 'items' ? renderItems(change, titles) : [],
	);
	return markup`<section class="card answer"><h2>変更の内容</h2>${table}${lists}${items}</section>`;
}

function renderLines({ label, from, to, added, removed }: ChangedLines): Html {
	const counts = `${label}: ${formatCount(from)}行 → ${formatCount(to)}行`;
	if (added.length + removed.length === 0) {
		return markup`<h2>${counts}</h2><p class="note">行の並び順だけが変わります。</p>`;
	}
	return markup`<h2>${counts}</h2>${renderEntries('追加', added)}${renderEntries('削除', removed)}`;
}

function renderEntries(what: string, entries: readonly string[]): Html {
	if (entries.length === 0) return markup``;
	const lines = entries.slice(0, SHOWN).map((entry) => markup`<li>${entry}</li>`);
	return markup`<p class="note">${`${what} ${formatCount(entries.length)}件`}</p><ul>${lines}</ul>${renderRest(entries.length)}`;
}

function renderItems({ label, items }: ChangedItems, titles: Titles): Html {
	const removed = items.filter(({ isRemoved }) => isRemoved);
	const changed = items.filter(({ isRemoved }) => !isRemoved);
	return markup`${renderItemList(`${label}: 追加・変更`, changed, titles)}${renderItemList(`${label}: 自動に戻す商品`, removed, titles)}`;
}

function renderItemList(heading: string, items: readonly ItemChange[], titles: Titles): Html {
	if (items.length === 0) return markup``;
	const rows = items
		.slice(0, SHOWN)
		.map(({ id, words }) => [
			{ text: id, isCode: true },
			{ text: titles?.get(id) ?? '-' },
			{ text: words },
		]);
	const table = renderTable(['商品ID', '商品', '変わるところ'], rows);
	return markup`<h2>${`${heading} ${formatCount(items.length)}件`}</h2>${table}${renderRest(items.length)}`;
}

const renderRest = (count: number): Html =>
	count > SHOWN
		? markup`<p class="note">${`ほかに ${formatCount(count - SHOWN)}件あります。`}</p>`
		: markup``;
