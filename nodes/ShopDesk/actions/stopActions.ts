import { beginRelease, liftBrake, pauseShop, resumeShop } from '../../../lib/shop/desk/stopShop';
import { canLift, canResume } from '../../../lib/report/desk/stop/stopPage';
import { hasJobs } from '../openDesk';
import { showStop } from '../pages/stopPages';
import { refuseForm, type Take } from './goOn';
import { backToStop, goOnWith, NOT_SURE, onStop, portsOf, readWords } from './onStop';

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

/** Has n8n show again what the brake hid. */
export const release: Take = onStop(async (taken, facts) => {
	if (taken.body.read('sure') !== 'yes') {
		const asked = { problem: NOT_SURE, typed: {} };
		return await showStop(taken.desk, taken.shop, { asked });
	}
	if (!hasJobs(taken.desk, taken.shop)) return refuseForm('unknown', taken);
	if (facts.hidden === 0) return refuseForm('stale', taken);
	return goOnWith(taken, await beginRelease(taken.shop.account, facts, portsOf(taken)));
});
