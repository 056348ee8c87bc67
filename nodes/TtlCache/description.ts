import { NodeConnectionTypes, type INodeTypeDescription } from 'n8n-workflow';
import { storeCredentials, storeParameters } from '../../lib/n8n/parameters/storeParameters';
import { makeSubtitle } from '../../lib/n8n/parameters/subtitle';
import { importLegacyProperties } from './parameters/importParameters';
import { backupProperties } from './backup/backupParameters';
import { journalProperties } from './journal';
import { pruneProperties } from './parameters/pruneParameters';
import { readOptionProperties, readProperties } from './parameters/readParameters';
import { writeProperties } from './parameters/writeParameters';
import { tableOutputs, tableProperties } from './tables/tableParameters';

const ofTable = tableOutputs.map((name) => `{ type: 'main', displayName: '${name}' }`).join(', ');

/** Five outputs for a table, two for Read if they are chosen; one everywhere else, as a loop needs. */
const outputs = ` $parameter.operation === 'readTable' ? [${ofTable}] : $parameter.operation === 'read' && $parameter.readOptions?.split ? [{ type: 'main', displayName: 'Stale' }, { type: 'main', displayName: 'Fresh' }] : ['main'] `;

export const description: INodeTypeDescription = {
	displayName: 'TTL Cache Read/Write',
	name: 'ttlCache',
	icon: { light: 'file:ttlCache.svg', dark: 'file:ttlCache.dark.svg' },
	group: ['transform'],
	version: 1,
	subtitle: makeSubtitle({
		backUp: 'バックアップ',
		delete: '削除',
		importLegacy: '旧ツールから取り込む',
		markTable: '表に書いたと記録',
		prune: '不要なデータを消す',
		read: '読む',
		readTable: '表に写す変化を読む',
		journal: '書き込みの記録を読む',
		restore: 'バックアップから戻す',
		statistics: '集計',
		write: '保存',
	}),
	description: '商品ごとに、価格・在庫・基本情報を別々の有効期限で保存し、古いものから取り出します',
	defaults: { name: 'TTL Cache Read/Write' },
	inputs: [NodeConnectionTypes.Main],
	outputs: `={{${outputs}}}`,
	credentials: storeCredentials,
	properties: [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'Back Up',
					value: 'backUp',
					action: 'Back up rules journal and memory',
					description:
						'ルール、書き込みの記録、停止、ショップの記憶を1つのファイルにします (Amazonの価格と在庫は取得し直せるため含みません)',
				},
				{
					name: 'Delete',
					value: 'delete',
					action: 'Delete documents',
					description: '商品のデータを削除します',
				},
				{
					name: 'Import Legacy Folder',
					value: 'importLegacy',
					action: 'Import the folder of the older tools',
					description: '旧ツールのキャッシュを取り込みます (取り込んだデータは常に「古い」扱い)',
				},
				{
					name: 'Mark Table Written',
					value: 'markTable',
					action: 'Mark a table as written',
					description: '表に書き終えたことを記録し、次からは変わった行だけを出します',
				},
				{
					name: 'Prune',
					value: 'prune',
					action: 'Prune documents no shop lists',
					description: 'どのショップにも出品されていない商品のデータを削除します',
				},
				{
					name: 'Read',
					value: 'read',
					action: 'Read documents and their freshness',
					description: '保存されたデータと新しさを付け、古い順に出力します',
				},
				{
					name: 'Read Journal',
					value: 'journal',
					action: 'Read what a run wrote to the shop',
					description:
						'指定した実行がBASEに書き込んだ内容を、1項目1行で出力します (履歴の表に写すときに使います)',
				},
				{
					name: 'Read Table Changes',
					value: 'readTable',
					action: 'Read what changed since a table was written',
					description:
						'商品・書き込み・実行の表に写す行のうち、前に書いたあとで変わったものを出します。出力は Clear、Delete、Insert、Update、Mark の順につなぎます',
				},
				{
					name: 'Restore',
					value: 'restore',
					action: 'Restore a backup',
					description: 'Back Up で作ったファイルから、足りないものを戻します',
				},
				{
					name: 'Statistics',
					value: 'statistics',
					action: 'Count documents by freshness',
					description: '件数、新しさ、エラー、壊れたファイルを集計します',
				},
				{
					name: 'Write',
					value: 'write',
					action: 'Write what the items bring',
					description: 'アイテムの内容を保存し、そのまま次へ渡します',
				},
			],
			default: 'read',
		},
		...readProperties,
		...writeProperties,
		...importLegacyProperties,
		...pruneProperties,
		...journalProperties,
		...tableProperties,
		...backupProperties,
		...storeParameters,
		...readOptionProperties,
	],
};
