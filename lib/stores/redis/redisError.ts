import { StoreError, readCode, readShortCode, StoreUnavailableError } from '../errors';

const CREDENTIAL = '認証情報「TTL Cache Redis」';

/**
 * The sentences that may be shown: signs in an error choose one of them, and the error itself is never
 * quoted.
 */
const explanations: Array<[sign: RegExp, why: string]> = [
	[
		/^auth |WRONGPASS|NOAUTH|invalid.*password/i,
		`ユーザー名またはパスワードが違います。${CREDENTIAL}の User と Password を確認してください`,
	],
	[
		/ECONNREFUSED/,
		`接続を拒否されました。Redis が起動しているか、${CREDENTIAL}の Host と Port を確認してください`,
	],
	[
		/ENOTFOUND|EAI_AGAIN/,
		`ホスト名が見つかりません。${CREDENTIAL}の Host のホスト名を確認してください`,
	],
	[
		/ETIMEDOUT|EHOSTUNREACH|Command timed out/,
		`応答がありません。ネットワークと、${CREDENTIAL}の Host と Port を確認してください`,
	],
	[/DB index/, `そのデータベース番号はありません。${CREDENTIAL}の Database を確認してください`],
	[/NOPERM/, 'この Redis ユーザーの権限が足りません'],
	[/OOM/, 'Redis のメモリーがいっぱいです。maxmemory を増やしてください'],
	[/READONLY/, '読み取り専用の Redis です。書き込める Redis を指定してください'],
	[/MISCONF/, 'Redis がディスクに保存できていません。Redis サーバーの空き容量を確認してください'],
	[
		/certificate|SSL|TLS|self[- ]signed/i,
		`TLS で接続できません。${CREDENTIAL}の TLS の設定を確認してください`,
	],
	[/MaxRetries|Connection is closed|ECONNRESET|EPIPE/i, '接続が切れ、再接続できませんでした'],
];

/** A server may put any word first, so only Redis's own words count as its code. */
const REDIS_CODES = new Set([
	...['ERR', 'WRONGPASS', 'NOAUTH', 'NOPERM', 'OOM', 'READONLY', 'MISCONF', 'LOADING', 'BUSY'],
	...['WRONGTYPE', 'NOSCRIPT', 'EXECABORT', 'CLUSTERDOWN', 'MASTERDOWN', 'MOVED', 'NOREPLICAS'],
]);

/**
 * Turns an error of Redis or the network into a sentence that names the server and the remedy. ioredis
 * attaches the command with its arguments (AUTH's password) to each error, and a server may quote them in
 * its answer, so neither the message nor the error itself is passed on.
 * @param connectionError the connection's last failure: a command that waited in vain reports only that
 * it gave up
 */
export function makeRedisError(
	place: string,
	error: unknown,
	connectionError: Error | null = null,
): StoreError {
	if (error instanceof StoreError) return error;
	const signs = [error, connectionError].map(readSign);
	const known = explanations.find(([sign]) => signs.some((each) => sign.test(each)));
	const code = pickShownCode(connectionError) || pickShownCode(error) || 'REDIS';
	const why =
		known?.[1] ?? `Redis がエラーを返しました (${code})。Redis サーバーのログを確認してください`;
	return new StoreUnavailableError(
		place,
		code,
		`キャッシュの保存先 Redis を使えません: ${place}。${why}。`,
	);
}

/** ioredis's names for a server's error and for its own failures; Bottleneck's for its own. */
const REDIS_NAMES = new Set(['ReplyError', 'ParserError', 'BottleneckError']);

/** Whether the error comes from ioredis, Bottleneck or the server behind them. */
export const isOfRedis = (error: unknown): boolean =>
	readCommand(error) !== '' ||
	REDIS_NAMES.has(readText(error, 'name')) ||
	readText(error, 'name').startsWith('MaxRetriesPerRequest') ||
	readText(error, 'message') === 'Connection is closed.';

const readSign = (error: unknown): string =>
	[readCommand(error), readCode(error), readText(error, 'name'), readText(error, 'message')].join(
		' ',
	);

const readCommand = (error: unknown): string =>
	readText((error as { command?: unknown } | null)?.command, 'name');

/** Accepts any value, because a library may throw anything. */
function readText(thing: unknown, field: 'name' | 'message'): string {
	const text = (thing as Record<string, unknown> | null | undefined)?.[field];
	return typeof text === 'string' ? text : '';
}

function pickShownCode(error: unknown): string {
	const [word = ''] = readText(error, 'message').split(' ');
	return readShortCode(error) || (REDIS_CODES.has(word) ? word : '');
}
