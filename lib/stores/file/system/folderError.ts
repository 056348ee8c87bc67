import { readCode, StoreUnavailableError } from '../../errors';

const explanations: Record<string, string> = {
	ENOSPC: 'ディスクの空き容量がありません。容量を空けてください',
	EDQUOT: 'ディスクの割り当て容量を使い切りました。容量を空けてください',
	EROFS: '読み取り専用のディスクです。書き込める場所を指定してください',
	EACCES: '権限がありません。n8n を動かしているユーザーに読み書きの権限を付けてください',
	EPERM: '権限がありません。n8n を動かしているユーザーに読み書きの権限を付けてください',
	EBUSY:
		'別のプログラムがファイルを使用中です。ウイルス対策ソフトや同期ソフトの対象から外してください',
	ENOENT: 'そのフォルダーはありません。n8n から見えるパスを指定してください',
	ENOTDIR: 'フォルダーではなくファイルです。フォルダーを指定してください',
	EEXIST: 'フォルダーではなくファイルです。フォルダーを指定してください',
	ENAMETOOLONG: 'パスが長すぎます。短いフォルダーを指定してください',
	EMFILE: '開いているファイルが多すぎます。しばらくしてから再実行してください',
	ELOOP: 'シンボリックリンクです。たどらないので、取り除くか本物のファイルに置き換えてください',
	EFBIG: 'ファイルが大きすぎます。ディスクやユーザーの容量制限を確認してください',
	EIO: 'ディスクの読み書きに失敗しました。ディスクの状態を確認してください',
};

/**
 * Turns a file system error into a sentence that names the place and the remedy. It leaves the code out:
 * n8n replaces any message that contains `ENOENT` and the like by an English one.
 * @param what the owner's name for the folder
 */
export function folderError(
	place: string,
	error: unknown,
	what = 'キャッシュの保存先',
): StoreUnavailableError {
	if (error instanceof StoreUnavailableError) return error;
	const code = readCode(error) || 'UNKNOWN';
	const why = explanations[code] ?? (error instanceof Error ? error.message : String(error));
	return new StoreUnavailableError(place, code, `${what}を使えません: ${place} … ${why}。`, {
		cause: error,
	});
}
