import { describeAge } from '../../listing/age';
import { formatCount } from '../../listing/money';
import {
	cacheKinds,
	type CacheHealth,
	type CacheKind,
	type Health,
	type HealthTimes,
} from './healthFacts';
import { answersOfShop, renderAnswer, type Answer } from './healthShop';
import { renderTable, renderTiles, type Cell, type Tile } from './pageShell';
import { markup, type Html } from '../render/inert';

/** Answers five questions of a shop owner. */
export function renderHealth(health: Health, cache: CacheHealth, options: HealthTimes): Html[] {
	const shops = health.shops.map((shop) => ({
		name: shop.account || shop.workflow,
		answers: answersOfShop(shop, health, options),
	}));
	const stamps = stampsAnswer(cache);
	const doubts = [...shops.flatMap(({ answers }) => answers), stamps].filter(
		({ isGood }) => !isGood,
	).length;
	return [
		renderTiles([
			overall(health, doubts),
			{ name: '記録している商品', value: `${formatCount(cache.documents)}件` },
			{ name: 'Amazonで確認できない商品', value: `${formatCount(cache.errors)}件` },
			{ name: '壊れた記録', value: `${formatCount(cache.broken)}件` },
		]),
		...health.alarms.map(
			({ text, since }) =>
				markup`<p class="alarm">${text}<br><small>${options.timeOf(since)} から</small></p>`,
		),
		...(health.information.length > 0 ? [listCard('いまの状態', health.information)] : []),
		...(health.shops.length === 0 ? [nothingYet] : []),
		...shops.flatMap(({ name, answers }) => [
			markup`<h2 class="shop">${name}</h2>`,
			...answers.map(renderAnswer),
		]),
		renderAnswer(stamps),
		agesCard(cache),
	];
}

/** Sums up everything below in one word, never better than the marks there. */
function overall({ is_healthy, alarms }: Health, doubts: number): Tile {
	const name = '全体';
	if (!is_healthy) {
		return { name, value: '確認が必要です', note: `警告 ${alarms.length}件`, tone: 'warn' };
	}
	if (doubts > 0) {
		return { name, value: '注意点があります', note: `⚠ の項目 ${doubts}件`, tone: 'warn' };
	}
	return { name, value: '問題ありません', tone: 'good' };
}

const nothingYet = markup`<p class="card answer">まだ一度も実行が記録されていません。「価格・在庫の同期」を1回動かすと、ここに結果が出ます。</p>`;

const listCard = (title: string, lines: readonly string[]): Html =>
	markup`<section class="card answer"><h2>${title}</h2><ul>${lines.map((line) => markup`<li>${line}</li>`)}</ul></section>`;

const kindNames: Record<CacheKind, string> = {
	price: '価格',
	stock: '在庫',
	basic_info: '商品情報',
};

function stampsAnswer({ documents, groups, broken, errors }: CacheHealth): Answer {
	const missing = (['price', 'stock'] as const).filter((kind) => groups[kind].missing > 0);
	// Products that Amazon refuses to answer for (their pages are gone) have no time, and their error says
	// why.
	const isExplained = missing.every((kind) => groups[kind].missing <= errors);
	return {
		question: '確認できていない商品はありませんか',
		isGood: documents > 0 && isExplained && broken === 0,
		lines: [
			documents === 0
				? '記録された商品がまだありません。'
				: missing.length === 0
					? '価格と在庫の確認時刻は、すべての商品にあります。'
					: `確認時刻のない商品: ${missing.map((kind) => `${kindNames[kind]} ${formatCount(groups[kind].missing)}件`).join('、')}。時刻のないデータは「古い」として扱い、次の実行で最初に取り直します。`,
			...(errors > 0
				? [
						`Amazonで確認できない商品が ${formatCount(errors)}件あります (ページがなくなった商品など)。「一覧」で見られます。`,
					]
				: []),
			...(broken > 0 ? [`壊れた記録 ${formatCount(broken)}件は、別に取り分けてあります。`] : []),
		],
	};
}

function agesCard(cache: CacheHealth): Html {
	const rows = cacheKinds.map((kind): Cell[] => {
		const { fresh, stale, missing, oldest_age_seconds: age, oldest_asin } = cache.groups[kind];
		return [
			{ text: kindNames[kind] },
			{ text: formatCount(fresh), isNumber: true },
			{ text: formatCount(stale), isNumber: true },
			{ text: formatCount(missing), isNumber: true },
			{
				text: age === null ? '-' : `${describeAge(age * 1000)} (${oldest_asin ?? '-'})`,
				isNumber: true,
			},
		];
	});
	const table = renderTable(['種類', '新しい', '古い', 'まだない', '最も古いもの'], rows);
	return markup`<section class="card"><h2>記録の新しさ</h2>${table}<p class="note">もう出品していない商品も数えます。保存先: ${cache.place}</p></section>`;
}
