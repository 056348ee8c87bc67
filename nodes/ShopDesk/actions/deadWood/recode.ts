import { readAsinList } from '../../../../lib/listing/codes/asinList';
import { addressOf } from '../../../../lib/report/desk/deskShell';
import { refuseDeadJob } from '../../../../lib/report/desk/deadWood/refuseDeadJob';
import { beginRecode } from '../../../../lib/shop/desk/stopShop';
import { answerRedirect, startJob } from '../../answer';
import { hasJobs } from '../../openDesk';
import { showRecode } from '../../pages/recodePage';
import { refuseForm } from '../goOn';
import { onStop, portsOf } from '../onStop';

const NO_ASIN =
	'ASINを1つ入れてください (英大文字と数字の10文字、またはAmazonの商品ページのアドレス)。何も変更していません。';

/** Has n8n let an item sell another product. */
export const recode = onStop(async (taken, facts) => {
	const { shop, desk, body } = taken;
	const { account } = shop;
	const [id = ''] = body.list('target');
	const typed = body.find('asin');
	if (typed === undefined) return refuseForm('incomplete', taken);
	const circumstances = { hasJobs: hasJobs(desk, shop), hasStep: desk.steps.has('changeCode') };
	const refusal = refuseDeadJob(facts, circumstances);
	if (refusal !== '') return await showRecode(desk, shop, id, { problem: refusal, typed });
	const [first, ...more] = readAsinList(typed);
	if (!first?.asin || more.length > 0) {
		return await showRecode(desk, shop, id, { problem: NO_ASIN, typed });
	}
	const wish = { item_id: Number(id), asin: first.asin };
	const job = await beginRecode(account, wish, facts, portsOf(taken));
	if (!job) return refuseForm('stale', taken);
	const answer = answerRedirect(addressOf(account, 'recode', { id, done: 'recode_begun' }));
	return startJob(answer, { account, ...job });
});
