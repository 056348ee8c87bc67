import { composeFailure } from '../../../lib/report/failureMessage';
import { renderChatwork } from '../../../lib/report/render/chatwork';
import { renderHtml } from '../../../lib/report/render/html';

const failure = {
	workflow: '価格・在庫の同期',
	node: 'BASEの商品一覧',
	reason: '接続が切れています',
	advice: '次の実行で続きから再開します。',
	edits: [],
	runId: '',
};

it('should say what stopped, where, why, and what to do', () => {
	expect(renderChatwork(composeFailure(failure))).toBe(
		'[info][title]価格・在庫の同期 が止まりました[/title]場所: BASEの商品一覧\n内容: 接続が切れています\n次の実行で続きから再開します。[/info]',
	);
});

it('should say so if nothing is known of it', () => {
	const message = composeFailure({
		workflow: '',
		node: null,
		reason: null,
		advice: '',
		edits: [],
		runId: '',
	});
	expect(renderChatwork(message)).toBe(
		'[info][title]ワークフロー が止まりました[/title]場所: 開始\n内容: 不明[/info]',
	);
});

it('should give no sign of a stranger a meaning, and keep each text in its line', () => {
	const message = composeFailure({
		...failure,
		node: '[toall]',
		reason: 'a[/info]\n次の実行\u2028<script>',
	});
	expect(message.summary).toHaveLength(3);
	const text = renderChatwork(message);
	expect(text.split('\n')).toHaveLength(3);
	expect(text).toContain('場所: ［toall］\n内容: a［/info］ 次の実行 <script>\n');
	expect(renderHtml(message)).not.toContain('<script>');
});

it('should cut an endless reason', () => {
	const [, line] = composeFailure({ ...failure, reason: 'あ'.repeat(70_000) }).summary;
	expect(line).toHaveLength('内容: '.length + 1000);
});
