import { CacheError, codeOf, StoreUnavailableError } from '../errors';

const explanations: Array<[sign: RegExp, why: string]> = [
	[
		/ECONNREFUSED/,
		'接続を拒否されました。Redis が起動しているか、ホストとポートを確認してください',
	],
	[/ENOTFOUND|EAI_AGAIN/, 'ホスト名が見つかりません。ホスト名を確認してください'],
	[/ETIMEDOUT|EHOSTUNREACH/, '応答がありません。ネットワークを確認してください'],
	[/WRONGPASS|NOAUTH|invalid.*password/i, 'ユーザー名またはパスワードが違います'],
	[/DB index/, 'そのデータベース番号はありません'],
	[/NOPERM/, 'この Redis ユーザーの権限が足りません'],
	[/OOM/, 'Redis のメモリーがいっぱいです。maxmemory を増やしてください'],
	[/READONLY/, '読み取り専用の Redis です。書き込める Redis を指定してください'],
	[/MISCONF/, 'Redis がディスクに保存できていません。Redis サーバーの空き容量を確認してください'],
	[/certificate|SSL|TLS|self[- ]signed/i, 'TLS で接続できません。TLS の設定を確認してください'],
	[/Connection is closed|MaxRetries|ECONNRESET|EPIPE/i, '接続が切れ、再接続できませんでした'],
];

/**
 * Turns what Redis or the network said into a sentence that names the server and the way out.
 * @param connectionError what the connection last failed with: a command that waited in vain says only
 * that it gave up
 */
export function redisError(
	place: string,
	error: unknown,
	connectionError: Error | null = null,
): CacheError {
	if (error instanceof CacheError) return error;
	const said = [error, connectionError].map(describe);
	const known = explanations.find(([sign]) => said.some((each) => sign.test(each)));
	const code = codeOf(connectionError) || codeOf(error) || 'REDIS';
	const why = known ? known[1] : said.join(' ').trim();
	return new StoreUnavailableError(
		place,
		code,
		`キャッシュの保存先 Redis を使えません: ${place}。${why}。`,
		{ cause: error },
	);
}

const describe = (error: unknown): string =>
	error instanceof Error ? `${codeOf(error)} ${error.name} ${error.message}` : String(error ?? '');
