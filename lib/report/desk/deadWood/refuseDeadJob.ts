import type { StopFacts } from '../../../shop/desk/readStop';

/**
 * Says why a job about dead wood can't begin now; empty if it can.
 * @param circumstances whether the workflow works for this shop, and has the step of the job
 */
export function refuseDeadJob(
	{ brake, job }: Pick<StopFacts, 'brake' | 'job'>,
	{ hasJobs, hasStep }: { hasJobs: boolean; hasStep: boolean },
): string {
	if (!hasJobs) {
		return 'この画面のワークフローは、別のショップの認証情報を使っています。このショップのワークフローの画面から行ってください。';
	}
	if (!hasStep) {
		return 'この画面のワークフローが古いため、ここではできません。新しい shop-desk.json を読み込み、認証情報を選んで Publish してから、古いほうを Unpublish してください。';
	}
	if (brake) return '緊急停止・休業の間は、できません。先に「停止・休業」で解除してください。';
	return job?.isUnderWay ? 'ほかの作業が終わるまで、できません。' : '';
}
