import type { Preview } from '../../../ledger/rules/preview';
import type { Proposal } from '../../../ledger/rules/proposal';
import type { RuleVersion, SavedBy } from '../../../ledger/rules/bookRecord';
import type { DeskShop } from '../../../shop/desk/openShop';
import { formatMoment } from '../../formatTime';
import { markup, type Html } from '../../render/inert';
import { addressOf, renderButton, renderDesk, renderForm, type DeskView } from '../deskShell';
import { renderChanges } from './changesCard';
import { describeChanges, describeLive, summarizeChange } from './describeChanges';
import { renderPreview } from './previewCard';

/** Titles by item; null if the shop's list was never read. */
type Titles = ReadonlyMap<string, string> | null;

/** The facts beside a proposal. */
export interface ProposalFacts {
	titles: Titles;
	/** Number of the item that the owner goes back to; empty = none. */
	item?: string;
}

/** Renders the page of a proposal. */
export const renderProposalPage = (
	shop: DeskShop,
	view: DeskView,
	proposal: Proposal,
	facts: ProposalFacts,
): string =>
	renderDesk('何が変わるか', 'settings', view, renderProposal(shop, view, proposal, facts));

const renderOrigin = ({ by }: Proposal): Html[] =>
	by === 'settings'
		? [
				markup`<p class="card answer">同期の「設定」に入っている値です。今のルールのままでよければ「やめる」を押してください。「設定」を変えるまで、もう聞きません。</p>`,
			]
		: [];

/** Says when an approval takes effect, and what it costs. */
function describeNext({ values, isDryBySettings, pause, proposals }: DeskShop): string {
	const others = proposals.length - 1;
	const lost = others > 0 ? `承認待ちのほかの変更 ${others}件は無効になります。` : '';
	if (!values.live || isDryBySettings)
		return `承認しても、テストの間はBASEに書き込みません。${lost}`;
	return pause
		? `いまは書き込みを停止中です。承認すると、再開後の実行からBASEに反映します。${lost}`
		: `承認すると、次の実行からBASEに反映します。${lost}`;
}

/** Renders a proposal with its effects, to be approved or given up. */
export function renderProposal(
	shop: DeskShop,
	view: DeskView,
	proposal: Proposal,
	{ titles, item = '' }: ProposalFacts,
): Html[] {
	const { code, values, preview } = proposal;
	const targets = item === '' ? [code] : [code, item];
	const changes = describeChanges(shop.values, values);
	const next = describeNext(shop);
	return [
		...renderOrigin(proposal),
		renderChanges(changes, titles),
		...renderPreview(
			preview,
			markup`<div class="bar">${renderForm(view.sign('approve', targets), renderButton('承認'))}${renderForm(view.sign('withdraw', targets), renderButton('やめる', 'quiet'))}<small>${next}まだ何も変更していません。</small></div>`,
		),
	];
}

/** Versions on one page: the older ones are rarely returned to. */
const SHOWN_VERSIONS = 50;

const origins: Record<SavedBy, string> = {
	settings: '同期の「設定」',
	owner: 'ご自身の操作',
	upgrade: '以前の設定から',
};

/** Renders the versions, newest first, each with its difference from the one before. */
export function renderVersionsPage({ versions, version }: DeskShop, view: DeskView): string {
	const newest = versions.toReversed().slice(0, SHOWN_VERSIONS);
	const cards = newest.map((each) => {
		const before = versions.find(({ number }) => number === each.number - 1);
		return renderVersion(each, before, version, view);
	});
	const none = markup`<p class="card answer">まだ版がありません。ルールを承認するか、本番を始めると、ここに並びます。</p>`;
	return renderDesk('これまでの版', 'versions', view, cards.length === 0 ? none : cards);
}

function renderVersion(
	{ number, saved_at, by, values }: RuleVersion,
	before: RuleVersion | undefined,
	ruling: number,
	{ sign }: DeskView,
): Html {
	const lines = before
		? describeChanges(before.values, values).map(
				(change) => markup`<li>${summarizeChange(change)}</li>`,
			)
		: [markup`<li>最初に残っている版です。</li>`];
	const made = `${formatMoment(Date.parse(saved_at))}、${origins[by]}`;
	const back =
		number === ruling
			? markup`<p><b class="chip good">いまの版です</b></p>`
			: renderForm(sign('return', [String(number)]), renderButton('この版に戻す', 'quiet'));
	return markup`<section class="card answer"><h2>${`版 ${number}`}</h2><small>${made}</small><ul>${lines}</ul>${back}</section>`;
}

/** Renders the question of going live or back to dry runs, with what will happen. */
export function renderLivePage(shop: DeskShop, view: DeskView, preview: Preview | null): string {
	const { values, isDryBySettings, version, account } = shop;
	const state = markup`<p class="card answer">いまは「${describeLive(values)}」です。</p>`;
	const blocked =
		isDryBySettings || (version === 0 && !values.live)
			? [
					markup`<p class="alarm">同期の「設定」の dry_run がオンの間は、ここを本番にしても書き込みません。オフにして Publish してください。</p>`,
				]
			: [];
	if (values.live) {
		return renderDesk('本番・テスト', 'live', view, [
			state,
			...blocked,
			markup`<p>テストに戻すと、次の書き込みからBASEには何も書き込みません。いまの価格と公開はそのまま残ります。売り切れた商品も非公開にしません。</p>`,
			renderForm(view.sign('dry'), renderButton('テストに戻す', 'warn')),
		]);
	}
	return renderDesk('本番・テスト', 'live', view, [
		state,
		...blocked,
		markup`<h2>本番にすると</h2>`,
		...renderPreview(
			preview,
			markup`<p>本番にすると、次の実行から、いまのルールでBASEの価格・公開・在庫を変更します。計算した価格と30%より大きく違う商品は、今の価格のままにしてお聞きします。いつでもこのページでテストに戻せます。</p><div class="bar">${renderForm(view.sign('live'), renderButton('本番にする'))}<a class="button quiet" href="${addressOf(account)}">やめる</a></div>`,
		),
	]);
}
