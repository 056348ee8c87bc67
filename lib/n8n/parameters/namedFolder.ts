import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { IExecuteFunctions } from 'n8n-workflow';
import { StoreError, readCode } from '../../stores/errors';
import { folderError } from '../../stores/file/system/folderError';

type FileHelpers = Pick<IExecuteFunctions['helpers'], 'isFilePathBlocked'>;
type RealPath = Parameters<FileHelpers['isFilePathBlocked']>[0];

/** n8n's own folder: in N8N_USER_FOLDER if it is set, else in the home folder. */
export const n8nFolder = (): string => join(process.env.N8N_USER_FOLDER ?? homedir(), '.n8n');

/**
 * Returns the real path of a folder that a person named. n8n's own file nodes refuse folders that an
 * administrator did not open to workflows (N8N_RESTRICT_FILE_ACCESS_TO, and all of n8n's own folder). So
 * do we: people who may edit a workflow must not read or make folders through us. Everything below our
 * own default folder is ours.
 * @param field label of the parameter, for the message
 * @throws StoreError if n8n would refuse it
 */
export async function requireNamedFolder(
	{ helpers }: { helpers: FileHelpers },
	given: string,
	field: string,
): Promise<string> {
	const folder = await resolveRealPath(given);
	if (await isInOwnPlace(folder)) return folder;
	if (!helpers.isFilePathBlocked(folder)) return folder;
	throw new StoreError(
		`${field}「${given}」は、n8n が許可していない場所にあるため使えません。環境変数 N8N_RESTRICT_FILE_ACCESS_TO にこのフォルダーを加えて n8n を再起動するか、許可されている場所 (最初の設定では ~/.n8n-files) のフォルダーを指定してください。`,
	);
}

/**
 * Judges a folder for a node that answers the web: n8n tells only a running node which folders it allows, so
 * here the administrator must have named it, and nothing of n8n's own but our place counts.
 */
export const helpersOfHook: FileHelpers = {
	isFilePathBlocked: (folder) => {
		if (isBelow(n8nFolder(), folder)) return true;
		const named = (process.env.N8N_RESTRICT_FILE_ACCESS_TO ?? '')
			.split(';')
			.map((each) => each.trim());
		return !named.some((each) => each !== '' && isBelow(resolve(each), folder));
	},
};

/** Whether a folder lies in our own folder, which needs no permission. */
export async function isInOwnPlace(folder: string): Promise<boolean> {
	const own = await resolveRealPath(join(n8nFolder(), 'amazon-base-sync'));
	return isBelow(own, await resolveRealPath(folder));
}

function isBelow(upper: string, folder: string): boolean {
	const path = relative(upper, folder);
	return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

/** Resolves links in the part of the path that exists; the rest would be created as written. */
async function resolveRealPath(given: string): Promise<RealPath> {
	const path = resolve(given);
	try {
		return (await realpath(path)) as RealPath;
	} catch (error) {
		if (readCode(error) !== 'ENOENT' || dirname(path) === path) throw folderError(given, error);
		return join(await resolveRealPath(dirname(path)), basename(path)) as RealPath;
	}
}
