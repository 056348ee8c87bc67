import type { Progress } from '../ledger/runs/leases';
import type { Skip } from '../shop/runs/startRun';
import { formatMoment } from './formatTime';

/** Says why no run began, for the owner. */
export function describeSkip(skip: Skip): string {
	switch (skip.kind) {
		case 'closed':
			return '営業時間外です';
		case 'recent_success':
			return `${formatMoment(skip.at)} に成功したばかりです (${skip.minimumMinutes}分以内は再実行しません)`;
		case 'other_run':
			return `前の実行が動いています${describeProgress(skip.progress)}。${formatMoment(skip.until)} まで応答がなければ、次の実行が引き継ぎます`;
	}
}

const describeProgress = (progress: Progress | null): string =>
	progress ? ` (${progress.done}/${progress.total}件)` : '';
