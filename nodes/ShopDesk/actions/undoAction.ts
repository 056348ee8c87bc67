import { addressOf } from '../../../lib/report/desk/deskShell';
import { beginUndo } from '../../../lib/shop/desk/stopShop';
import { readRunDetails } from '../../../lib/shop/state/readRuns';
import { answerRedirect, startJob } from '../answer';
import { showRun } from '../pages/runPages';
import { refuseForm } from './goOn';
import { NOT_SURE, onStop } from './stopActions';

/** Has n8n put back what a run wrote. */
export const undo = onStop(async (taken) => {
	const { shop, desk, body } = taken;
	const { account } = shop;
	const [id = ''] = body.list('target');
	const details = await readRunDetails(account, id, desk.ports.ledger);
	if (!details || details.undo.back + details.undo.left === 0) return refuseForm('stale', taken);
	if (body.read('sure') !== 'yes') return await showRun(desk, shop, id, { problem: NOT_SURE });
	const ports = { ledger: desk.ports.ledger, now: desk.now };
	const job = await beginUndo(account, id, details.undo.back, ports);
	const answer = answerRedirect(addressOf(account, 'run', { id, done: 'undo_begun' }));
	return startJob(answer, { account, ...job });
});
