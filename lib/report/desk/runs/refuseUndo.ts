import type { StopFacts } from '../../../shop/desk/readStop';

/** Says why no run can be undone now; empty if one can. @param hasJobs the workflow works for this shop */
export function refuseUndo({ brake, job }: StopFacts, hasJobs: boolean): string {
	if (!hasJobs) {
		return 'この画面のワークフローは、別のショップの認証情報を使っています。このショップのワークフローの画面から元に戻してください。';
	}
	if (brake) {
		return '緊急停止・休業の間は、元に戻せません。公開に戻すものが戻らないためです。先に「停止・休業」で解除してください。';
	}
	return job?.isUnderWay ? 'ほかの作業が終わるまで、元に戻せません。' : '';
}
