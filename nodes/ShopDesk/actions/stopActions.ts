import { addressOf } from '../../../lib/report/desk/deskShell';
import type { DeskJob } from '../../../lib/ledger/desk/deskRecords';
import { readStop, type StopFacts } from '../../../lib/shop/desk/readStop';
import { beginBrake, beginRelease, pauseShop, resumeShop } from '../../../lib/shop/desk/stopShop';
import { parseReturn } from '../../../lib/shop/jobs/parseReturn';
import { answerRedirect, startJob, type Answer } from '../answer';
import { showStop } from '../pages/stopPages';
import { refuseForm, type Take, type Taken } from './goOn';

/** Returns an action on a shop that is as the form showed it. */
export const onStop =
	(take: (taken: Taken, facts: StopFacts) => Promise<Answer>): Take =>
	async (taken) => {
		const facts = await readStop(taken.shop.account, taken.desk.ports.ledger);
		return facts.state === taken.body.read('state')
			? await take(taken, facts)
			: refuseForm('stale', taken);
	};

const portsOf = ({ desk }: Taken) => ({ ledger: desk.ports.ledger, now: desk.now });

const back = ({ shop }: Taken, done: string): Answer =>
	answerRedirect(addressOf(shop.account, 'stop', { done }));

const readWords = ({ body }: Taken, name: string): string => body.read(name).trim().slice(0, 200);

/** Stops the writing. */
export const pause: Take = onStop(async (taken) => {
	await pauseShop(taken.shop.account, readWords(taken, 'pause_reason'), portsOf(taken));
	return back(taken, 'paused');
});

/** Lets the writing go on. What a brake hid is shown again by its release alone. */
export const resume: Take = onStop(async (taken, facts) => {
	if (facts.pause?.by === 'brake' && facts.hidden > 0) return refuseForm('unknown', taken);
	await resumeShop(taken.shop.account, portsOf(taken));
	return back(taken, 'resumed');
});

/** Stops the writing at once, and has n8n hide what is on sale. */
export const brake: Take = onStop(async (taken, facts) => {
	const { shop, desk, body } = taken;
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
	if (facts.hidden === 0) return refuseForm('stale', taken);
	return start(taken, await beginRelease(taken.shop.account, facts, portsOf(taken)));
});

const start = (taken: Taken, job: DeskJob): Answer =>
	startJob(back(taken, `${job.kind}_begun`), { account: taken.shop.account, ...job });

export const NOT_SURE =
	'確認の欄にチェックを入れてから、もう一度押してください。何も変更していません。';

const describeFault = (typed: string, fault: 'unreadable' | 'past'): string =>
	fault === 'past'
		? `再開する日「${typed}」は過ぎています。これからの日を入れてください。何も変更していません。`
		: `再開する日「${typed}」を日付として読めません。2026-12-29 のように入れてください。何も変更していません。`;
