import { markup, type Html } from '../render/inert';

/**
 * Renders a self-contained page: it loads nothing, so it opens in n8n's sandbox and leaks nothing.
 * @param madeAt for people, in the shop's time; empty where the time says nothing
 */
export function renderShell(title: string, madeAt: string, body: Html | readonly Html[]): string {
	const made = madeAt === '' ? '' : markup`<p class="made">${madeAt} 現在</p>`;
	return markup`<!doctype html><html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><style>${style}</style></head><body><main><h1>${title}</h1>${made}${body}</main></body></html>`
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
	text: string | Html;
	tone?: 'good' | 'warn' | 'calm';
	isNumber?: boolean;
	/** An ASIN or another code: it is never broken in two. */
	isCode?: boolean;
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

function renderCell({ text, tone, isNumber = false, isCode = false }: Cell, column: string): Html {
	const chip: string | Html = tone ? markup`<b class="chip ${tone}">${text}</b>` : text;
	const content = isCode ? markup`<code>${chip}</code>` : chip;
	return isNumber
		? markup`<td class="number" data-name="${column}">${content}</td>`
		: markup`<td data-name="${column}">${content}</td>`;
}

const style = markup`
:root{color-scheme:light dark;--page:#f5f6f8;--card:#fff;--text:#1c2330;--quiet:#5b6575;--line:#dde1e7;--edge:#8a94a3;--main:#2563c4;--onmain:#fff;--good:#18794e;--warn:#c2410c;--calm:#9aa4b2;--warnback:#fdeee6}
@media (prefers-color-scheme:dark){:root{--page:#12161d;--card:#1b212b;--text:#e7eaf0;--quiet:#9aa5b5;--line:#303947;--edge:#6b788b;--main:#7fb0f8;--onmain:#10151c;--good:#4cc38a;--warn:#ff9466;--calm:#5f6b7c;--warnback:#3a241b}}
*{box-sizing:border-box}[hidden]{display:none!important}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.6 system-ui,-apple-system,"Hiragino Sans","Yu Gothic UI",Meiryo,"Noto Sans CJK JP",sans-serif}
main{max-width:1120px;margin:0 auto;padding:16px}
h1{font-size:1.35rem;margin:8px 0 0}
h2{font-size:1rem;margin:0 0 4px}
.made,small,.legend,.note{color:var(--quiet);font-size:.82rem}
.made{margin:0 0 12px}.legend{margin:0 0 4px}.note{margin:6px 0 0}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:12px 14px;min-width:0;overflow-wrap:anywhere}
main>.card{margin-bottom:12px}
summary{cursor:pointer;margin-top:8px}
.tiles,.charts{display:grid;gap:12px;margin-bottom:12px}
.tiles{grid-template-columns:repeat(auto-fit,minmax(150px,1fr))}
.charts{grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr))}
.tile span,.tile strong,.tile small{display:block}
.tile strong{font-size:1.3rem;line-height:1.4}
.tile.good strong{color:var(--good)}.tile.warn strong{color:var(--warn)}
.key{margin-right:12px;white-space:nowrap}
.key::before{content:"";display:inline-block;width:10px;height:10px;margin-right:5px;border-radius:2px}
.key.good::before{background:var(--good)}.key.warn::before{background:var(--warn)}.key.calm::before{background:var(--calm)}.key.main::before{background:var(--main)}
svg{display:block;width:100%;height:auto}
svg text{fill:var(--quiet);font-size:11px}
svg .grid{stroke:var(--line)}
svg .line{fill:none;stroke-width:1.6}
svg .line.main{stroke:var(--main)}svg .line.warn{stroke:var(--warn)}
svg .line.on{stroke-linecap:round}svg .line.off{stroke-dasharray:2 4}
svg.trail{max-width:640px}
.code{white-space:nowrap;font-variant-numeric:tabular-nums}
.picture{float:right;width:96px;height:96px;object-fit:contain;margin:0 0 8px 12px;border-radius:8px;background:#fff}
.list{list-style:none;margin:0;padding:0}.list>li:not(.pick){display:flow-root}.list li{padding:8px 0;border-bottom:1px solid var(--line)}.list li:last-child{border:0}.list small{display:block}.list a{display:inline-block;padding:4px 0}
a{color:var(--main)}
.state{border-left:6px solid var(--calm)}.state p{margin:0}.state.good{border-color:var(--good)}.state.warn{border-color:#d99a00}.state.bad{border-color:var(--warn);background:var(--warnback)}
.search{display:flex;gap:8px;margin:0 0 12px}.search input{flex:1;min-width:0}
input,button,select,textarea{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:9px 12px}
button{cursor:pointer;background:var(--main);border-color:var(--main);color:var(--page);font-weight:600}
rect.good{fill:var(--good)}rect.warn{fill:var(--warn)}rect.calm{fill:var(--calm)}rect.main{fill:var(--main)}
table{width:100%;border-collapse:collapse;font-size:.85rem}
th,td{padding:6px 8px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{color:var(--quiet);font-weight:600;white-space:nowrap}
th.number{text-align:right}
td.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.chip{display:inline-block;border-radius:6px;font-weight:600}
.chip.good{color:var(--good)}.chip.warn{color:var(--warn)}.chip.calm{color:var(--quiet)}
.alarm{margin:0 0 8px;padding:10px 14px;border-left:4px solid var(--warn);border-radius:6px;background:var(--warnback)}
.answer{margin-bottom:12px}.answer ul{margin:6px 0 0;padding-left:1.2em}.answer ul.list{padding-left:0}.answer h2 .chip{margin-right:8px}
a{color:var(--main)}
code{font:inherit;white-space:nowrap}
nav{display:flex;flex-wrap:wrap;gap:6px;margin:0 0 12px}
nav a,.button,button{display:inline-block;min-height:44px;padding:9px 14px;border:1px solid var(--line);border-radius:8px;background:var(--card);color:var(--text);font:inherit;line-height:1.6;text-decoration:none;cursor:pointer}
nav a[aria-current]{border-color:var(--main);color:var(--main);font-weight:600}
button.main{border-color:var(--main);background:var(--main);color:var(--onmain);font-weight:600}
button.warn{border-color:var(--warn);color:var(--warn)}
.shopname{margin:0 0 8px;font-weight:600;overflow-wrap:anywhere}.shopname a{font-weight:400;margin-left:8px}
.done{margin:0 0 12px;padding:10px 14px;border-left:4px solid var(--good);border-radius:6px;background:var(--card)}
.alarm,.done{overflow-wrap:anywhere}
form{margin:8px 0}.bar form{margin:0}
fieldset{margin:0 0 12px}legend{padding:0 6px;font-weight:600}
.field{margin:0 0 14px}.field:last-child{margin-bottom:4px}
.field label{display:block;font-weight:600;font-size:.9rem}.field small{display:block}
.pick{display:flex;gap:10px;align-items:center;min-height:44px}.pick input{width:22px;height:22px;min-height:0;flex:none}.pick .picture{float:none;flex:none;width:56px;height:56px;margin:0}
.member{border-bottom:1px solid var(--line)}.member>small{display:block;margin:0 0 8px}
input,select,textarea{width:100%;max-width:32rem;min-height:44px;padding:8px 10px;border:1px solid var(--edge);border-radius:8px;background:var(--page);color:var(--text);font:inherit;font-size:16px}
input[aria-invalid],select[aria-invalid],textarea[aria-invalid]{border:2px solid var(--warn)}
.problem{margin:2px 0;color:var(--warn);font-weight:600;font-size:.88rem}
.bar{display:flex;flex-wrap:wrap;gap:10px;align-items:center;margin:10px 0 16px}.note+.tiles,.note+.card{margin-top:10px}
.bar.save{position:sticky;bottom:0;padding:8px 0;background:var(--page)}html{scroll-padding:16px 0 96px}
.columns{display:grid;gap:0 24px;grid-template-columns:repeat(auto-fill,minmax(min(100%,320px),1fr))}
@media (max-width:720px){
nav{gap:4px}nav a{flex:1 1 auto;padding:11px 3px;font-size:13px;text-align:center;white-space:nowrap}
thead{display:none}
table,tbody{display:block}
tr{display:flex;flex-wrap:wrap;gap:0 14px;padding:8px 0;border-bottom:1px solid var(--line)}
td,td.number{display:inline-flex;gap:5px;padding:0;border:0;text-align:left;white-space:normal}
td::before{content:attr(data-name);flex:none;color:var(--quiet)}
}`;
