import type { INodeProperties } from 'n8n-workflow';
import { JOURNAL_DAYS } from '../../../lib/ledger/forgetEdits';

const forPrune = { show: { operation: ['prune'] } };

export const pruneProperties: INodeProperties[] = [
	{
		displayName:
			'BASE Listings の Get Many で読んだ全商品をそのまま入力してください。一部だけの一覧では削除しません。',
		name: 'pruneNotice',
		type: 'notice',
		default: '',
		displayOptions: forPrune,
	},
	{
		displayName: 'Dry Run',
		name: 'pruneDryRun',
		type: 'boolean',
		default: true,
		displayOptions: forPrune,
		description:
			'Whether to only show what would be deleted (まずオンで実行し、内容を確認してからオフにしてください)',
	},
	{
		displayName: 'Keep Newer Than (Days)',
		name: 'pruneKeepDays',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 7,
		displayOptions: forPrune,
		description: 'この日数以内に書き込まれた商品は、出品されていなくても残します',
	},
	{
		displayName: 'Keep Edit Journal (Days)',
		name: 'journalKeepDays',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: JOURNAL_DAYS,
		displayOptions: forPrune,
		description: '変更の記録 (元に戻す操作に使います) を残す日数',
	},
];
