import type { Notice } from '../../ledger/notices/notice';
import { linkLine, type DeskPlace } from '../render/deskLink';

/** Leads from a notice to the page of the desk that it speaks of; none if there is no such page. */
export function linkNotice(notice: Notice, place: DeskPlace): string[] {
	switch (notice.kind) {
		case 'question':
			return linkLine(place, '操作画面で答える', 'questions');
		case 'proposal':
			return linkLine(place, '操作画面で承認する', 'proposal', { code: notice.facts.code });
		case 'run_ended':
			return linkLine(place, 'この実行', 'run', { id: notice.facts.run });
		case 'dead_wood':
			return linkLine(place, '売り切れが続く商品', 'dead_wood');
		case 'wave':
			return linkLine(place, '実行の一覧', 'runs');
		case 'still_hidden':
			return linkLine(place, '解除する', 'stop');
		case 'lost_job':
			return linkLine(place, '停止・休業', 'stop');
		default:
			return [];
	}
}
