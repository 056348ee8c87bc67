import type { JobProgress } from '../../../shop/desk/readStop';
import { markup, type Html } from '../../render/inert';
import { addressOf, type DeskView } from '../deskShell';
import { describeJob } from './describeStop';

/** Renders how far a job has come, with a way to look again while it runs. */
export function renderJob(job: JobProgress, { account }: DeskView): Html[] {
	const { text, tone } = describeJob(job);
	const record = renderRecord(job, account);
	if (tone === 'quiet') return [markup`<p class="card answer">${text}${record}</p>`];
	if (tone === 'alarm') return [markup`<p class="alarm">${text}${record}</p>`];
	const look = markup`<a class="button" href="${addressOf(account, ...findPlace(job))}">進み具合を見る</a>`;
	return [
		markup`<section class="card answer"><p role="status">${text}</p><p>${look}</p></section>`,
	];
}

/** Finds the page that shows how far a job has come. */
function findPlace({ kind, undoes, recodes }: JobProgress): [page: string, more?: { id: string }] {
	if (kind === 'undo') return ['run', { id: undoes ?? '' }];
	if (kind === 'recode') return ['recode', { id: String(recodes?.item_id ?? '') }];
	return [kind === 'delete' ? 'dead_wood' : 'stop'];
}

/** Leads to each item that the job changed, and to those that BASE refused with its reason. */
const renderRecord = ({ record, run }: JobProgress, account: string): Html =>
	record === null || record.state === 'skipped'
		? markup``
		: markup` <a href="${addressOf(account, 'run', { id: run })}">1件ずつ見る</a>`;
