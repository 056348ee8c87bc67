import { parseStamp } from '../../../listing/stamp';
import { formatCount } from '../../../listing/money';
import type { DeskJob } from '../../../ledger/desk/deskJobs';
import type { JobProgress, StopFacts } from '../../../shop/desk/readStop';
import { brokenRunLine } from '../../healthMessage';
import { formatMoment, formatTime } from '../../formatTime';

/** A day of return may be in another year than the reader thinks of. */
export const formatReturn = (stamp: string): string => formatTime(parseStamp(stamp) ?? 0);

const formatStamp = (stamp: string): string => formatMoment(parseStamp(stamp) ?? 0);

const count = (value: number): string => `${formatCount(value)}件`;

/** Says in one or two sentences whether the shop is stopped, by whom, and what that means. */
export function describeStopped({ brake, pause, hidden }: StopFacts): string {
	if (brake) {
		const goods = hidden > 0 ? `${count(hidden)}を非公開にし、` : '';
		return brake.until === null
			? `緊急停止中です。${goods}書き込みを止めています。解除するまで、このままです。${describeLostReturn(brake.lost_return)}`
			: `休業中です。${goods}書き込みを止めています。${formatReturn(brake.until)} から、同期が確かめながら公開に戻します。`;
	}
	if (pause) {
		return `書き込みを停止中です (${pause.reason}、${formatStamp(pause.since)} から)。価格も公開も変えません。Amazonの確認は続いています。`;
	}
	return 'いまは止まっていません。';
}

const describeLostReturn = (day: string | undefined): string =>
	day === undefined
		? ''
		: `緊急停止と休業の両方があるため、${formatReturn(day)} になっても自動では再開しません。再開するときは解除してください。`;

/** Says how long BASE's limit of calls makes so many edits take. */
export const describeHours = (hours: number): string =>
	hours <= 1
		? 'BASEの1時間の上限に収まるので、早ければ数分、長くても1時間ほどです。'
		: `BASEの1時間の上限のため、終わるまで約${formatCount(hours)}時間かかります。`;

/** How far a job has come. `quiet`: there is nothing to do about it. */
export interface ToldJob {
	text: string;
	tone: 'quiet' | 'running' | 'alarm';
}

/** The names of the owner's jobs, as the desk says them. */
export const jobNames = {
	brake: '非公開にする作業',
	release: '公開に戻す作業',
	undo: '元に戻す作業',
	recode: '別のASINにする作業',
	delete: '削除する作業',
} as const;
const done = {
	brake: '非公開にした商品',
	release: '公開に戻した商品',
	undo: '元に戻した商品',
	recode: '変えた商品',
	delete: '削除した商品',
} as const;

/** Nothing was sent, so the journal knows no reason; the message of the job does. */
const NOT_RECODED = '商品コードは変えていません。理由は、Chatworkのお知らせにあります。';

/** Says how far a job has come, what became of it, and what to do next. */
export function describeJob(job: JobProgress): ToldJob {
	const { kind, record, items, asked_at } = job;
	const name = `${jobNames[kind]} (${formatStamp(asked_at)} に開始)`;
	if (record === null) {
		if (job.isUnderWay) return { text: `${jobNames[kind]}を始めています。`, tone: 'running' };
		return { text: describeLostJob(job), tone: 'alarm' };
	}
	const counted = `${count(job.done)}${job.failed > 0 ? `、できなかった商品 ${count(job.failed)}` : ''}`;
	if (job.isUnderWay) {
		const all = items > 0 ? ` / ${count(items)}` : '';
		return { text: `${name}: ${counted}${all}まで進みました。`, tone: 'running' };
	}
	if (record.state === 'finished') {
		if (kind === 'recode' && job.done === 0)
			return { text: `${name}が終わりました。${NOT_RECODED}`, tone: 'alarm' };
		const of = job.chosen && kind !== 'recode' ? ` (選んだ ${count(job.chosen.length)}のうち)` : '';
		const told = `${name}が終わりました: ${done[kind]} ${counted}${of}。`;
		const problem = record.room_problem;
		if (problem === undefined) return { text: told, tone: 'quiet' };
		return { text: `${told}お知らせは届いていません。${problem}`, tone: 'alarm' };
	}
	if (record.state === 'skipped') {
		const reason = record.reason ? ` (${record.reason})` : '';
		return { text: `${name}は始まりませんでした${reason}。${again(kind)}`, tone: 'alarm' };
	}
	const why =
		record.state === 'running' || record.state === 'dead'
			? 'n8nが止まったため、途中で終わりました。'
			: brokenRunLine(record, job.done);
	return { text: `${name}: ${why}${done[kind]} ${counted}。${again(kind)}`, tone: 'alarm' };
}

/** Says of a job that n8n never began what to do. */
export const describeLostJob = ({ kind, asked_at }: Pick<DeskJob, 'kind' | 'asked_at'>): string =>
	`${jobNames[kind]} (${formatStamp(asked_at)} に開始)が始まりませんでした。${again(kind)}`;

const nexts = {
	brake: '書き込みは止めたままです。続けるには、もう一度「非公開にする」を押してください。',
	release: '続けるには、もう一度「解除する」を押してください。',
	undo: '書き込みは止めたままです。続けるには、もう一度「元に戻す」を押してください。',
	recode: '商品コードを確かめてから、もう一度「このASINにする」を押してください。',
	delete: '残りは一覧にあります。続けるには、もう一度選んで「削除する」を押してください。',
} as const;

const again = (kind: JobProgress['kind']): string => nexts[kind];
