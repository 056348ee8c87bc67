import type { RunRecord } from '../../../ledger/runs/runRecords';
import { formatCount } from '../../../listing/money';
import { shorten } from '../../render/shorten';
import { jobNames } from '../stop/describeStop';

const modes: Record<string, string> = {
	sync: '価格・在庫の同期',
	watch: '値動きチェック',
	basic_info: '商品情報の確認',
	orders: '注文の確認',
};

/** Names what a run was for. */
export function nameMode({
	job,
	mode,
	workflow,
}: Pick<RunRecord, 'job' | 'mode' | 'workflow'>): string {
	if (job !== undefined && Object.hasOwn(jobNames, job)) return jobNames[job];
	return Object.hasOwn(modes, mode) ? modes[mode]! : workflow;
}

/** Says how a run ended, in the owner's words. */
export function describeEnd({ state, reason, node, dry_run, edits }: RunRecord): string {
	const test = dry_run ? 'テスト実行。' : '';
	const done = edits ? `BASEの変更 ${formatCount(edits)}件` : '変更なし';
	switch (state) {
		case 'running':
			return `${test}実行中です。`;
		case 'finished':
			return `${test}${done}`;
		case 'skipped':
			return `実行しませんでした${reason ? ` (${shorten(reason, 120)})` : ''}。`;
		case 'dead':
			return `${test}途中で止まりました。${done}`;
		case 'failed':
			return `${test}${node ? `「${node}」で` : ''}止まりました${reason ? ` (${shorten(reason, 200)})` : ''}。${done}`;
	}
}

/** True for a run that calls for the owner's eye. */
export const isTrouble = ({ state }: Pick<RunRecord, 'state'>): boolean =>
	state === 'failed' || state === 'dead';
