import type { JobProgress } from '../../../shop/desk/readStop';
import { markup, type Html } from '../../render/inert';
import { addressOf, type DeskView } from '../deskShell';
import { describeJob } from './describeStop';

/** Renders how far a job has come, with a way to look again while it runs. */
export function renderJob(job: JobProgress, { account }: DeskView): Html[] {
	const { text, tone } = describeJob(job);
	if (tone === 'quiet') return [markup`<p class="card answer">${text}</p>`];
	if (tone === 'alarm') return [markup`<p class="alarm">${text}</p>`];
	const id = job.undoes ?? '';
	const look =
		job.kind === 'undo'
			? markup`<a class="button" href="${addressOf(account, 'run', { id })}">進み具合を見る</a>`
			: markup`<a class="button" href="${addressOf(account, 'stop')}">進み具合を見る</a>`;
	return [
		markup`<section class="card answer"><p role="status">${text}</p><p>${look}</p></section>`,
	];
}
