import { formatCount } from '../../../listing/money';
import { parseStamp } from '../../../listing/stamp';
import type { StopFacts } from '../../../shop/desk/readStop';
import { formatMoment } from '../../formatTime';
import { markup, type Html } from '../../render/inert';
import { renderButton, renderDesk, renderForm, type DeskView } from '../deskShell';
import { describeHours, describeStopped } from './describeStop';
import { renderJob } from './jobCard';

/** A form that came back: why, and what was typed into it. */
export interface AskedStop {
	problem: string;
	typed: Readonly<Record<string, string>>;
}

/** Renders whether the shop is stopped, how far a job has come, and all ways to stop it and to let it go on. */
export function renderStopPage(
	facts: StopFacts,
	view: DeskView,
	{ hasJobs, asked }: { hasJobs: boolean; asked?: AskedStop },
): string {
	const { pause, brake, hidden, job } = facts;
	const isStopped = pause !== null || brake !== null;
	const tone = isStopped ? 'warn' : 'good';
	return renderDesk('停止・休業', 'stop', view, [
		...(asked ? [markup`<p class="alarm" role="alert">${asked.problem}</p>`] : []),
		markup`<section class="card state ${tone}"><p><b>${isStopped ? '!' : '✓'}</b> ${describeStopped(facts)}</p></section>`,
		...(job ? renderJob(job, view) : []),
		...(hidden > 0 && hasJobs ? [renderRelease(facts, view)] : []),
		...(canResume(facts) ? [renderResume(facts, view)] : []),
		...(canLift(facts) ? [renderLift(facts, view)] : []),
		...(isStopped ? [] : [renderPause(facts, view, asked)]),
		// A brake that hangs may be pulled again: its run takes the other's place.
		...(hasJobs ? [renderBrake(facts, view, asked)] : [noJobs]),
	]);
}

const noJobs = markup`<p class="card answer">この画面のワークフローは、別のショップの認証情報を使っています。このショップを非公開にするには、「Shop Desk」のノードの Account にショップ名を入れ、そのショップの BASE の認証情報を選んだワークフローを使ってください。ショップが2つ以上あるときは、ショップごとにこのワークフローを読み込み、Path を変えます。</p>`;

/** A pause of the owner's or of an undo; what a brake stopped is released or lifted. */
export const canResume = ({ pause, brake }: StopFacts): boolean =>
	pause !== null && pause.by !== 'brake' && brake === null;

/** Stopped by a brake that has hidden nothing, and whose job hides nothing any more. */
export const canLift = ({ pause, brake, hidden, job }: StopFacts): boolean =>
	(pause?.by === 'brake' || brake !== null) && hidden === 0 && job?.isUnderWay !== true;

const sign = ({ state }: StopFacts, view: DeskView, action: string) =>
	view.sign(action, [], 0, state);

function renderRelease(facts: StopFacts, view: DeskView): Html {
	const { hidden, hours } = facts;
	const text = `緊急停止・休業で非公開にした ${formatCount(hidden)}件を、Amazonで確かめてから公開に戻します。売り切れた商品や下限を下回る商品は戻さず、次の同期が引き継ぎます。${describeHours(hours.show)}`;
	const form = renderForm(sign(facts, view, 'release'), [
		renderCheck('sure', `${formatCount(hidden)}件を公開に戻します`),
		markup`<p>${renderButton('解除する')}</p>`,
	]);
	return markup`<section class="card answer"><h2>解除する</h2><p>${text}</p>${form}</section>`;
}

function renderResume(facts: StopFacts, view: DeskView): Html {
	const form = renderForm(sign(facts, view, 'resume'), renderButton('再開する'));
	return markup`<section class="card answer"><h2>再開する</h2><p>次の実行から、価格・公開・在庫をまた更新します。</p>${form}</section>`;
}

function renderLift(facts: StopFacts, view: DeskView): Html {
	const form = renderForm(sign(facts, view, 'lift'), renderButton('書き込みを再開する'));
	return markup`<section class="card answer"><h2>再開する</h2><p>非公開にした商品はありません。書き込みだけを再開します。</p>${form}</section>`;
}

function renderPause(facts: StopFacts, view: DeskView, asked?: AskedStop): Html {
	const form = renderForm(sign(facts, view, 'pause'), [
		renderField('pause_reason', '理由 (後で見る人のために)', {
			value: asked?.typed.pause_reason ?? '',
			hint: '棚卸しのため',
		}),
		markup`<p>${renderButton('書き込みを止める', 'quiet')}</p>`,
	]);
	return markup`<section class="card answer"><h2>書き込みだけを止める</h2><p>商品は今のまま売り続け、価格・公開・在庫を変えなくなります。Amazonの確認は続きます。再開するまで止まっています。</p>${form}</section>`;
}

function renderBrake(facts: StopFacts, view: DeskView, asked?: AskedStop): Html {
	const { list, hours, brake } = facts;
	const typed = asked?.typed ?? {};
	const known = !list
		? '公開中の商品をすべて非公開にします。商品一覧は、始めるときに読みます。'
		: list.visible === 0
			? `公開中の商品があれば、すべて非公開にします (${formatMoment(parseStamp(list.readAt) ?? 0)} の一覧にはありません)。`
			: `公開中の ${formatCount(list.visible)}件 (うち今買える ${formatCount(list.buyable)}件、${formatMoment(parseStamp(list.readAt) ?? 0)} の一覧) を非公開にします。${describeHours(hours.hide)}`;
	const form = renderForm(sign(facts, view, 'brake'), [
		renderField('reason', '理由', { value: typed.reason ?? '', hint: '価格の入力ミス' }),
		renderField('day_of_return', '休業のときは、販売を再開する日', {
			value: typed.day_of_return ?? '',
			type: 'date',
		}),
		markup`<p class="note">空なら、解除するまで止めます。日を入れると、その日の0時から同期が確かめながら公開に戻します。</p>`,
		markup`<details${typed.item_ids ? markup` open` : ''}><summary>一部の商品だけを非公開にする</summary><p><label for="item_ids">商品ID (いくつでも)</label><br><textarea id="item_ids" name="item_ids" rows="2" placeholder="128940001、128940002" maxlength="4000">${`\n${typed.item_ids ?? ''}`}</textarea></p><p class="note">空なら、公開中の商品すべてです。一部のときも、書き込みはすべて止まります。</p></details>`,
		renderCheck('sure', '書き込みを止めて、商品を非公開にします'),
		markup`<p>${renderButton('非公開にする', 'warn')}</p>`,
	]);
	const again = brake ? 'もう一度押すと、まだ公開中の商品を非公開にします。' : '';
	return markup`<section class="card answer"><h2>商品を非公開にする (緊急停止・休業)</h2><p>押すとすぐ書き込みを止め、続けて${known}${again}</p>${form}</section>`;
}

function renderField(
	name: string,
	label: string,
	{ value, hint = '', type = 'text' }: { value: string; hint?: string; type?: 'text' | 'date' },
): Html {
	return markup`<p><label for="${name}">${label}</label><br><input id="${name}" name="${name}" type="${type}" value="${value}" placeholder="${hint}" maxlength="200"></p>`;
}

/** A tick that has to be set first: a thumb that slips presses no button that hides a shop. */
const renderCheck = (name: string, label: string): Html =>
	markup`<label class="pick"><input type="checkbox" name="${name}" value="yes" required><span>${label}</span></label>`;
