import type { DeskJob } from '../../../lib/ledger/desk/deskJobs';
import { addressOf } from '../../../lib/report/desk/deskShell';
import { readStop, type StopFacts } from '../../../lib/shop/desk/readStop';
import type { StopPorts } from '../../../lib/shop/desk/stopShop';
import { answerRedirect, startJob, type Answer } from '../answer';
import { refuseForm, type Take, type Taken } from './goOn';

export const NOT_SURE =
	'確認の欄にチェックを入れてから、もう一度押してください。何も変更していません。';

/** Returns an action on a shop that is as the form showed it. */
export const onStop =
	(take: (taken: Taken, facts: StopFacts) => Promise<Answer>): Take =>
	async (taken) => {
		const facts = await readStop(taken.shop.account, taken.desk.ports.ledger, taken.desk.now);
		return facts.state === taken.body.read('state')
			? await take(taken, facts)
			: refuseForm('stale', taken);
	};

export const portsOf = ({ desk }: Taken): StopPorts => ({
	ledger: desk.ports.ledger,
	now: desk.now,
});

/** Goes back to the page of stops. @param done name of the sentence that says what was done */
export const backToStop = ({ shop }: Taken, done: string): Answer =>
	answerRedirect(addressOf(shop.account, 'stop', { done }));

/** Reads what the owner typed into a field, at most 200 letters. */
export const readWords = ({ body }: Taken, name: string): string =>
	body.read(name).trim().slice(0, 200);

/**
 * Has n8n go on with a job, and goes back to the page of stops.
 * @param job null: another one was started in the same moment, e.g. by a second tap
 */
export const goOnWith = (taken: Taken, job: DeskJob | null): Answer =>
	job
		? startJob(backToStop(taken, `${job.kind}_begun`), { account: taken.shop.account, ...job })
		: refuseForm('stale', taken);
