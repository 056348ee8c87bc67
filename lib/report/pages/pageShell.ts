import { markup, type Html } from '../render/inert';

/**
 * Renders a self-contained page: it loads nothing, so it opens in n8n's sandbox and leaks nothing.
 * @param madeAt for people, in the shop's time
 */
export function renderShell(title: string, madeAt: string, body: Html | readonly Html[]): string {
	return markup`<!doctype html><html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><style>${style}</style></head><body><main><h1>${title}</h1><p class="made">${madeAt} 現在</p>${body}</main></body></html>`
		.text;
}

/** A figure with its name, and a short note below. */
export interface Tile {
	name: string;
	value: string;
	note?: string;
	tone?: 'good' | 'warn';
}

export const renderTiles = (tiles: readonly Tile[]): Html =>
	markup`<div class="tiles">${tiles.map(
		({ name, value, note = '', tone }) =>
			markup`<div class="card tile ${tone ?? ''}"><span>${name}</span><strong>${value}</strong><small>${note}</small></div>`,
	)}</div>`;

export interface Cell {
	text: string;
	tone?: 'good' | 'warn' | 'calm';
	isNumber?: boolean;
}

/** Renders a table that turns into a list of cards on a phone, each value with its column's name. */
export function renderTable(
	columns: readonly string[],
	rows: ReadonlyArray<readonly Cell[]>,
): Html {
	const isNumber = (index: number) => rows.some((cells) => cells[index]?.isNumber);
	const head = columns.map((name, index) =>
		isNumber(index) ? markup`<th class="number">${name}</th>` : markup`<th>${name}</th>`,
	);
	const body = rows.map(
		(cells) =>
			markup`<tr>${cells.map((cell, index) => renderCell(cell, columns[index] ?? ''))}</tr>`,
	);
	return markup`<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

function renderCell({ text, tone, isNumber = false }: Cell, column: string): Html {
	const content = tone ? markup`<b class="chip ${tone}">${text}</b>` : text;
	return isNumber
		? markup`<td class="number" data-name="${column}">${content}</td>`
		: markup`<td data-name="${column}">${content}</td>`;
}

const style = markup`
:root{color-scheme:light dark;--page:#f5f6f8;--card:#fff;--text:#1c2330;--quiet:#5b6575;--line:#dde1e7;--main:#2f6fd0;--good:#1f8a5b;--warn:#c2410c;--calm:#9aa4b2;--warnback:#fdeee6}
@media (prefers-color-scheme:dark){:root{--page:#12161d;--card:#1b212b;--text:#e7eaf0;--quiet:#9aa5b5;--line:#303947;--main:#6fa4f5;--good:#4cc38a;--warn:#ff9466;--calm:#5f6b7c;--warnback:#3a241b}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.6 system-ui,-apple-system,"Hiragino Sans","Yu Gothic UI",Meiryo,"Noto Sans CJK JP",sans-serif}
main{max-width:1120px;margin:0 auto;padding:16px}
h1{font-size:1.35rem;margin:8px 0 0}
h2{font-size:1rem;margin:0 0 4px}
.made,small,.legend,.note{color:var(--quiet);font-size:.82rem}
.made{margin:0 0 12px}.legend{margin:0 0 4px}.note{margin:6px 0 0}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:12px 14px;min-width:0;overflow-wrap:anywhere}
.tiles,.charts{display:grid;gap:12px;margin-bottom:12px}
.tiles{grid-template-columns:repeat(auto-fit,minmax(150px,1fr))}
.charts{grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr))}
.tile span,.tile strong,.tile small{display:block}
.tile strong{font-size:1.3rem;line-height:1.4}
.tile.good strong{color:var(--good)}.tile.warn strong{color:var(--warn)}
.key{margin-right:12px;white-space:nowrap}
.key::before{content:"";display:inline-block;width:10px;height:10px;margin-right:5px;border-radius:2px;background:currentColor}
.key.good{color:var(--good)}.key.warn{color:var(--warn)}.key.calm{color:var(--calm)}.key.main{color:var(--main)}
svg{display:block;width:100%;height:auto}
svg text{fill:var(--quiet);font-size:11px}
svg .grid{stroke:var(--line)}
rect.good{fill:var(--good)}rect.warn{fill:var(--warn)}rect.calm{fill:var(--calm)}rect.main{fill:var(--main)}
table{width:100%;border-collapse:collapse;font-size:.85rem}
th,td{padding:6px 8px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{color:var(--quiet);font-weight:600;white-space:nowrap}
th.number{text-align:right}
td.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.chip{display:inline-block;border-radius:6px;font-weight:600}
.chip.good{color:var(--good)}.chip.warn{color:var(--warn)}.chip.calm{color:var(--quiet)}
.alarm{margin:0 0 8px;padding:10px 14px;border-left:4px solid var(--warn);border-radius:6px;background:var(--warnback)}
.answer{margin-bottom:12px}.answer ul{margin:6px 0 0;padding-left:1.2em}.answer h2 .chip{margin-right:8px}
@media (max-width:720px){
thead{display:none}
table,tbody{display:block}
tr{display:flex;flex-wrap:wrap;gap:0 14px;padding:8px 0;border-bottom:1px solid var(--line)}
td,td.number{display:inline-flex;gap:5px;padding:0;border:0;text-align:left;white-space:normal}
td::before{content:attr(data-name);flex:none;color:var(--quiet)}
}`;
