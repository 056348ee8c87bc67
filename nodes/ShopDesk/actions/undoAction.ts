import { addressOf } from '../../../lib/report/desk/deskShell';
import { refuseUndo } from '../../../lib/report/desk/runs/refuseUndo';
import { mayStand } from '../../../lib/shop/jobs/itemsOfRun';
import { hasJobs } from '../openDesk';
import { beginUndo } from '../../../lib/shop/desk/stopShop';
import { readRunDetails } from '../../../lib/shop/state/readRuns';
import { answerRedirect, startJob } from '../answer';
import { showRun } from '../pages/runPages';
import { refuseForm } from './goOn';
import { NOT_SURE, onStop } from './onStop';

/** Has n8n put back what a run wrote. */
export const undo = onStop(async (taken, facts) => {
	const { shop, desk, body } = taken;
	const { account } = shop;
	const [id = ''] = body.list('target');
	const details = await readRunDetails(account, id, desk.ports.ledger);
	if (!details || !details.edits.some(mayStand)) return refuseForm('stale', taken);
	const refusal = refuseUndo(facts, hasJobs(desk, shop));
	if (refusal !== '') return await showRun(desk, shop, id, { problem: refusal });
	if (body.read('sure') !== 'yes') return await showRun(desk, shop, id, { problem: NOT_SURE });
	const ports = { ledger: desk.ports.ledger, now: desk.now };
	const items = details.undo.back + details.undo.texts;
	const job = await beginUndo(account, { id, items }, facts, ports);
	if (!job) return refuseForm('stale', taken);
	const answer = answerRedirect(addressOf(account, 'run', { id, done: 'undo_begun' }));
	return startJob(answer, { account, ...job });
});
