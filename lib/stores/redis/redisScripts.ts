import type { ChainableCommander, Redis } from 'ioredis';

/**
 * Writes only where the record still is what the change was worked out from, so that a partial write
 * takes nothing back that another one wrote in between. 1 when written, 0 when somebody was faster.
 * ARGV: whether there was a record ('1' or '0'), its text, what to do ('set' or 'delete'), the new text.
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
 * Moves a broken record out of the way, with its reason. KEYS: the record, its new place, the hash of
 * reasons. ARGV: the text that was found broken, the reason.
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

/** The same client, with the store's scripts as commands. */
export function withScripts(client: Redis): ScriptedRedis {
	client.defineCommand('replaceIfUnchanged', { numberOfKeys: 1, lua: replaceIfUnchanged });
	client.defineCommand('setAsideIfUnchanged', { numberOfKeys: 3, lua: setAsideIfUnchanged });
	return client as ScriptedRedis;
}
