import type { INodeProperties } from 'n8n-workflow';

const forRestore = { show: { operation: ['restore'] } };

export const backupProperties: INodeProperties[] = [
	{
		displayName:
			'足りないものだけを加えます。今あるルール・停止・記録は変わりません。新しいパソコンに移すときに使います。',
		name: 'restoreNotice',
		type: 'notice',
		default: '',
		displayOptions: forRestore,
	},
	{
		displayName: 'Input Binary Field',
		name: 'backupField',
		type: 'string',
		default: 'backup',
		required: true,
		displayOptions: forRestore,
		description: 'バックアップのファイルが入っている項目の名前',
		hint: '「Read Files From Disk」などの後に置きます。その Put Output File in Field と同じ名前にします',
	},
	{
		displayName: 'Dry Run',
		name: 'restoreDryRun',
		type: 'boolean',
		default: true,
		displayOptions: forRestore,
		description:
			'Whether to only count what would be restored (まずオンで実行し、件数を確認してからオフにしてください)',
	},
];
