import promises, { type FileHandle } from 'node:fs/promises';

/** A disk that is full for a while: what is written to a folder stops half way with ENOSPC. */

let folder = '';
let writesBefore = Infinity;
let failuresLeft = 0;
let isInstalled = false;

const isWrite = (flags: unknown): boolean =>
	typeof flags === 'number' ? flags % 4 !== 0 : /[wa+]/.test(String(flags ?? 'r'));

/** @param after writes that still fit, then `times` fail. */
export function fillDisk(watched: string, after: number, times: number): void {
	folder = watched;
	writesBefore = after;
	failuresLeft = times;
	install();
}

export function freeDisk(): void {
	writesBefore = Infinity;
	failuresLeft = 0;
}

function install(): void {
	if (isInstalled) return;
	isInstalled = true;
	const open = promises.open;
	promises.open = async (path, flags, mode) => {
		const handle = await open(path, flags, mode);
		return isWrite(flags) && String(path).startsWith(folder) ? strike(handle) : handle;
	};
}

function strike(handle: FileHandle): FileHandle {
	if (writesBefore-- > 0 || failuresLeft-- <= 0) return handle;
	const writeHalf = async (data: unknown) => {
		const text = String(data);
		await handle.write(text.slice(0, text.length / 2));
		throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
	};
	handle.writeFile = writeHalf;
	handle.appendFile = writeHalf;
	return handle;
}
