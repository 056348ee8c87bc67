import type { Question } from '../../ledger/questions/question';
import { formatCount } from '../../listing/money';
import type { DeskShop } from '../../shop/desk/openShop';
import type { FirstStep } from '../../shop/state/readFirstSteps';
import type { ShopStanding } from '../../shop/state/readStanding';
import { renderTiles, type Tile } from '../pages/pageShell';
import { markup, type Html } from '../render/inert';
import { addressOf, renderDesk, type DeskView } from './deskShell';
import { renderFirstSteps } from './firstSteps';
import { renderMade, type MadeSince } from './madeCard';
import { renderShortQuestion } from './questions/questionCard';
import { renderOpenProposals } from './rules/openProposals';
import { renderSearch } from './searchForm';
import { renderState } from './stateCard';

/** The facts on the start of the desk, beside the shop's rules. */
export interface HomeFacts {
	standing: ShopStanding;
	/** The edits since the last visit. */
	made: MadeSince;
	steps: Record<FirstStep, boolean>;
	/** Those that wait for the owner, oldest first. */
	questions: readonly Question[];
	/** Titles by item, for the questions; null if the shop's list was never read. */
	titles: ReadonlyMap<string, string> | null;
	/** Milliseconds since 1970. */
	now: number;
}

/** Renders the start of the desk: how the shop stands, what waits for the owner, what was done, how it is run. */
export function renderHomePage(shop: DeskShop, view: DeskView, facts: HomeFacts): string {
	const { standing, made, steps, questions, titles, now } = facts;
	return renderDesk('ショップの操作画面', '', view, [
		renderState(standing, now),
		...renderOpenProposals(shop),
		...questions.map((question) => renderShortQuestion(question, view, titles)),
		renderSearch('', shop.account),
		renderFirstSteps(steps, shop.account),
		renderMade(made, shop.account, now),
		markup`<p><a class="button" href="${addressOf(shop.account, 'profit')}">利益の見込みを見る (90日)</a></p>`,
		renderRules(shop, steps.written),
	]);
}

function renderRules(shop: DeskShop, hasWritten: boolean): Html {
	const { version, values } = shop;
	const { tiers, targetMarginPercent } = values.pricing;
	const markupText = `${tiers.at(-1)!.markupPercent / 100}${tiers.length > 1 ? ' (段階あり)' : ''}`;
	const items = Object.keys(values.items).length;
	return renderTiles([
		{ name: '書き込み', ...describeWriting(shop, hasWritten) },
		targetMarginPercent === null
			? { name: '掛け率', value: markupText }
			: { name: '目標の利益率', value: `${targetMarginPercent}%` },
		{ name: 'いまのルール', value: version === 0 ? 'まだ版がありません' : `版 ${version}` },
		{ name: '商品ごとのルール', value: `${formatCount(items)}件` },
	]);
}

/** Says whether the runs write to the shop. A shop that has just gone live waits for its first run. */
function describeWriting(
	{ values, isDryBySettings }: DeskShop,
	hasWritten: boolean,
): Omit<Tile, 'name'> {
	if (!values.live || isDryBySettings) {
		return { value: 'テスト', note: 'BASEには何も書き込みません', tone: 'warn' };
	}
	return hasWritten
		? { value: '本番', note: 'BASEに反映しています', tone: 'good' }
		: {
				value: '本番 (まだ書き込みなし)',
				note: '次の自動の実行から反映します。n8nの「設定」の dry_run がオンのままなら反映しません',
				tone: 'warn',
			};
}
