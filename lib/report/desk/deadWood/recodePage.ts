import { formatCount } from '../../../listing/money';
import type { Listing } from '../../../listing/listing';
import type { StopFacts } from '../../../shop/desk/readStop';
import { markup, type Html } from '../../render/inert';
import { renderAsin } from '../amazonParts';
import { addressOf, renderButton, renderDesk, renderForm, type DeskView } from '../deskShell';
import { renderAlarm } from '../questions/refusedAnswers';
import { renderJob } from '../stop/jobCard';

/** The circumstances of a page on which an item gets another ASIN. */
export interface RecodeFacts {
	listing: Listing;
	/** The products that its code names. */
	asins: readonly string[];
	stop: StopFacts;
	/** Why it can't be done now, for the owner; empty = it can. */
	refusal: string;
	/** Why a form came back; empty = none did. */
	problem: string;
	/** The ASIN as it was typed; empty = nothing was. */
	typed: string;
}

/** Renders the page on which an item gets another ASIN. */
export function renderRecodePage(facts: RecodeFacts, view: DeskView): string {
	const { listing, stop, refusal, problem } = facts;
	const { job } = stop;
	const isMine = job?.recodes?.item_id === listing.item_id;
	return renderDesk('別のASINにする', 'lists', view, [
		...renderAlarm(problem),
		...(job && isMine ? renderJob(job, view) : []),
		renderItem(facts, view.account),
		refusal === '' ? renderAsk(facts, view) : markup`<p class="card answer">${refusal}</p>`,
		markup`<p><a class="button" href="${addressOf(view.account, 'dead_wood')}">一覧へ戻る</a></p>`,
	]);
}

function renderItem({ listing, asins }: RecodeFacts, account: string): Html {
	const name = listing.title === '' ? `商品ID ${listing.item_id}` : listing.title;
	const codes = asins.map((asin) => markup` ${renderAsin(asin)}`);
	return markup`<section class="card"><h2><a href="${addressOf(account, 'item', { id: String(listing.item_id) })}">${name}</a></h2><p class="note">商品ID <span class="code">${listing.item_id}</span> ・ 在庫 ${formatCount(listing.stock)} ・ 今のASIN${codes}</p></section>`;
}

function renderAsk({ listing, stop, typed }: RecodeFacts, view: DeskView): Html {
	const form = renderForm(view.sign('recode', [String(listing.item_id)], 0, stop.state), [
		markup`<div class="field"><label for="asin">新しいASIN、またはAmazonの商品ページのアドレス</label><input id="asin" name="asin" value="${typed}" required maxlength="400"></div>`,
		markup`<p>${renderButton('このASINにする')}</p>`,
	]);
	return markup`<section class="card answer"><p>BASEの商品コードだけを書き換えます。Amazonの商品名がこの商品の名前と一致しないときは、変えません。価格と公開は、次の同期がAmazonで確かめてから決めます。公開中で、今の価格で販売してよいか分からないときは、先に非公開にします。前のコードは「実行」に残り、元に戻せます。</p>${form}</section>`;
}
