import type { ChainableCommander, Redis } from 'ioredis';

/**
 * Writes only if the record is still the one that the change was computed from, so that a partial write
 * does not undo another write in between. 1 if written, 0 if another writer was faster. ARGV: whether
 * there was a record ('1' or '0'), its text, the action ('set' or 'delete'), the new text.
 */
const replaceIfUnchanged = `
local current = redis.call('GET', KEYS[1])
if ARGV[1] == '0' then
	if current then return 0 end
elseif current ~= ARGV[2] then
	return 0
end
if ARGV[3] == 'delete' then redis.call('UNLINK', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[4]) end
return 1
`;

/**
 * Moves a broken record to another key, with its reason. KEYS: the record, its new key, the hash of
 * reasons. ARGV: the broken text, the reason.
 */
const setAsideIfUnchanged = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('RENAME', KEYS[1], KEYS[2])
redis.call('HSET', KEYS[3], KEYS[2], ARGV[2])
return 1
`;

interface Scripts<Result> {
	replaceIfUnchanged(
		key: string,
		isThere: '0' | '1',
		before: string,
		action: 'set' | 'delete',
		after: string,
	): Result;
	setAsideIfUnchanged(
		key: string,
		place: string,
		reasons: string,
		found: string,
		reason: string,
	): Result;
}

export type ScriptedRedis = Redis & Scripts<Promise<number>>;

export type ScriptedPipeline = ChainableCommander & Scripts<ChainableCommander>;

/** Adds the store's scripts to the client as commands. */
export function withScripts(client: Redis): ScriptedRedis {
	client.defineCommand('replaceIfUnchanged', { numberOfKeys: 1, lua: replaceIfUnchanged });
	client.defineCommand('setAsideIfUnchanged', { numberOfKeys: 3, lua: setAsideIfUnchanged });
	return client as ScriptedRedis;
}
