import type { DeskJob } from '../../../lib/ledger/desk/deskRecords';
import {
	beginBrake,
	beginRelease,
	liftBrake,
	pauseShop,
	resumeShop,
} from '../../../lib/shop/desk/stopShop';
import { canLift, canResume } from '../../../lib/report/desk/stop/stopPage';
import { hasJobs } from '../openDesk';
import { parseReturn } from '../../../lib/shop/jobs/parseReturn';
import { startJob, type Answer } from '../answer';
import { showStop } from '../pages/stopPages';
import { refuseForm, type Take, type Taken } from './goOn';
import { backToStop, NOT_SURE, onStop, portsOf, readWords } from './onStop';

/** Stops the writing. */
export const pause: Take = onStop(async (taken) => {
	await pauseShop(taken.shop.account, readWords(taken, 'pause_reason'), portsOf(taken));
	return backToStop(taken, 'paused');
});

/** Lets the writing go on. What a brake hid is shown again by its release alone. */
export const resume: Take = onStop(async (taken, facts) => {
	if (!canResume(facts)) return refuseForm('stale', taken);
	await resumeShop(taken.shop.account, portsOf(taken));
	return backToStop(taken, 'resumed');
});

/** Ends a brake that has hidden nothing. */
export const lift: Take = onStop(async (taken, facts) => {
	if (!canLift(facts)) return refuseForm('stale', taken);
	await liftBrake(taken.shop.account, facts, portsOf(taken));
	return backToStop(taken, 'resumed');
});

/** Stops the writing at once, and has n8n hide what is on sale. */
export const brake: Take = onStop(async (taken, facts) => {
	const { shop, desk, body } = taken;
	if (!hasJobs(desk, shop)) return refuseForm('unknown', taken);
	const askBack = async (problem: string) =>
		await showStop(desk, shop, { asked: { problem, typed: body.all() } });
	if (body.read('sure') !== 'yes') return await askBack(NOT_SURE);
	const typed = body.read('day_of_return');
	const parsed = parseReturn(typed, desk.now);
	if ('fault' in parsed) return await askBack(describeFault(typed, parsed.fault));
	const reason = readWords(taken, 'reason');
	const { account } = shop;
	const job = await beginBrake(account, { reason, until: parsed.until }, facts, portsOf(taken));
	return start(taken, job);
});

/** Has n8n show again what the brake hid. */
export const release: Take = onStop(async (taken, facts) => {
	if (taken.body.read('sure') !== 'yes') {
		const asked = { problem: NOT_SURE, typed: {} };
		return await showStop(taken.desk, taken.shop, { asked });
	}
	if (!hasJobs(taken.desk, taken.shop)) return refuseForm('unknown', taken);
	if (facts.hidden === 0) return refuseForm('stale', taken);
	return start(taken, await beginRelease(taken.shop.account, facts, portsOf(taken)));
});

/** @param job null: another one was started in the same moment, e.g. by a second tap */
const start = (taken: Taken, job: DeskJob | null): Answer =>
	job
		? startJob(backToStop(taken, `${job.kind}_begun`), { account: taken.shop.account, ...job })
		: refuseForm('stale', taken);

const describeFault = (typed: string, fault: 'unreadable' | 'past'): string =>
	fault === 'past'
		? `再開する日「${typed}」は過ぎています。これからの日を入れてください。何も変更していません。`
		: `再開する日「${typed}」を日付として読めません。2026-12-29 のように入れてください。何も変更していません。`;
