/**
 * One class for each case that a caller can handle. Messages are for the shop owner; details are fields.
 */
export class StoreError extends Error {
	constructor(message: string, options?: ErrorOptions) {
		super(message, options);
		this.name = new.target.name;
	}
}

/** The key can't be stored: it is empty, too long, or not an ASIN although one is required. */
export class KeyRefusedError extends StoreError {
	constructor(
		readonly key: string,
		reason: string,
	) {
		super(`キャッシュのキー「${shorten(key)}」は使えません: ${reason}`);
	}
}

/** The folder or the server behind the store can't be used; nothing was half-written. */
export class StoreUnavailableError extends StoreError {
	constructor(
		/** Folder, file or server address. */
		readonly place: string,
		/** Node's or the server's own code, e.g. `ENOSPC`. */
		readonly code: string,
		message: string,
		options?: ErrorOptions,
	) {
		super(message, options);
	}
}

/** A record can't be read whose absence would allow something (see neverAbsent). */
export class BrokenRecordError extends StoreError {
	constructor(
		/** File, or key of the server. */
		readonly place: string,
		reason: string,
	) {
		super(
			`ルール・停止・緊急停止の記録を読めないため、何も変更しません: ${place} … ${reason}。この記録を別の場所へ移し、Back Up の控えを Restore で戻してください。控えがないまま移すと、ルールや停止が無いものとして動きます。`,
		);
	}
}

/** Another process kept the key's lock for longer than we were willing to wait. */
export class LockTimeoutError extends StoreError {
	constructor(
		readonly key: string,
		readonly waitedMs: number,
	) {
		super(
			`「${shorten(key)}」を別の処理が使用中のため書き込めませんでした (${Math.round(waitedMs / 1000)} 秒待機)。次の実行で書き込まれます。`,
		);
	}
}

/** The lock was taken over while we held it; the write did not happen. */
export class LockLostError extends StoreError {
	constructor(readonly key: string) {
		super(
			`「${shorten(key)}」の書き込み中にロックを失いました。マシンの負荷が高すぎる可能性があります。`,
		);
	}
}

export const shorten = (text: string, length = 60): string =>
	text.length > length ? `${text.slice(0, length)}...` : text;

/** Returns Node's error code (`ENOENT`, ...) or an empty string. */
export function readCode(error: unknown): string {
	const code = (error as { code?: unknown } | null)?.code;
	return typeof code === 'string' ? code : '';
}

/**
 * Returns the code if it is a constant of Node or a library, which may be shown; else an empty string.
 */
export function readShortCode(error: unknown): string {
	const code = readCode(error);
	return /^[A-Z][A-Z0-9_]{1,40}$/.test(code) ? code : '';
}

export const asError = (error: unknown): Error =>
	error instanceof Error ? error : new Error(String(error));
