import { Redis } from 'ioredis';

export interface RedisUse {
	memoryBytes: number;
	/** Commands so far, also those that scripts called; our own questions are left out. */
	commands: number;
	/** To and from all clients so far. */
	netBytes: number;
	cpuSeconds: number;
	/** Open connections. */
	clients: number;
	/** Calls of each command so far. */
	byCommand: Record<string, number>;
}

export const noRedisUse: RedisUse = {
	...{ memoryBytes: 0, commands: 0, netBytes: 0, cpuSeconds: 0, clients: 0 },
	byCommand: {},
};

const ours = new Set(['info', 'client', 'select', 'hello', 'ping', 'auth']);

/** What a Redis has done and holds, as it tells itself. */
export async function readRedisUse(port: number): Promise<RedisUse> {
	const client = new Redis({ host: '127.0.0.1', port });
	try {
		const text = (await client.info('everything')).replaceAll('\r', '');
		const fields = new Map(text.split('\n').map((line) => splitAt(line, ':')));
		const number = (name: string) => Number(fields.get(name) ?? 0);
		const byCommand: Record<string, number> = {};
		for (const [name, value] of fields) {
			const command = /^cmdstat_(.+)$/.exec(name)?.[1];
			if (command === undefined || ours.has(command.split('|')[0]!)) continue;
			byCommand[command] = Number(/calls=(\d+)/.exec(value)?.[1] ?? 0);
		}
		return {
			memoryBytes: number('used_memory'),
			commands: Object.values(byCommand).reduce((sum, calls) => sum + calls, 0),
			netBytes: number('total_net_input_bytes') + number('total_net_output_bytes'),
			cpuSeconds: number('used_cpu_user') + number('used_cpu_sys'),
			clients: number('connected_clients') - 1,
			byCommand,
		};
	} finally {
		client.disconnect();
	}
}

function splitAt(line: string, mark: string): [string, string] {
	const at = line.indexOf(mark);
	return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)];
}
