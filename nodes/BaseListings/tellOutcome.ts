import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { logInfo } from '../../lib/n8n/log';

/** Nothing in the shop can be synced: every item is unmapped or unreadable. */
export function makeEmptyError(
	context: IExecuteFunctions,
	unmapped: readonly INodeExecutionData[],
	odd: readonly INodeExecutionData[],
): NodeOperationError {
	const [first] = unmapped;
	if (!first) {
		return new NodeOperationError(
			context.getNode(),
			`BASEの商品 ${odd.length}件のどれも読めません (例: ${String(odd[0]?.json.unmapped)})`,
			{
				description: 'しばらくしてから再実行してください。BASEの応答の形が変わった疑いがあります。',
			},
		);
	}
	return new NodeOperationError(
		context.getNode(),
		`BASEの商品 ${unmapped.length}件のどれからもASINが分かりません (例: ${String(first.json.unmapped)})`,
		{
			description:
				'商品コードの形式が独自のときは、Identifier Pattern に正規表現を入れてください。',
		},
	);
}

/** Shows how many items were read, in the log and next to the output. */
export function tellCounts(
	context: IExecuteFunctions,
	mapped: number,
	unmapped: readonly INodeExecutionData[],
	odd: readonly INodeExecutionData[],
): void {
	logInfo(
		context,
		`BASE Listings: ${mapped} items mapped, ${unmapped.length} unmapped, ${odd.length} unreadable`,
	);
	const hint = (message: string) => {
		context.addExecutionHints({ message, location: 'outputPane' });
	};
	if (unmapped.length > 0) {
		hint(
			`ASINが分からない商品が ${unmapped.length}件あります (例: ${String(unmapped[0]?.json.unmapped)})。これらは同期しません。`,
		);
	}
	if (odd.length > 0) {
		hint(
			`BASEの応答を読めない商品が ${odd.length}件あります (例: ${String(odd[0]?.json.unmapped)})。これらは同期しません。BASEの管理画面で確認してください。`,
		);
	}
}
