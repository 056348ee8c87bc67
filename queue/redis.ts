import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure, messageOf } from '../realN8n/machine/failure';
import { freePort } from '../realN8n/machine/ports';
import { launch, signalGroup } from '../realN8n/machine/processes';

export interface RedisProcess {
	port: number;
	stop(): Promise<void>;
}

/** A Redis on 127.0.0.1 with its data in a temporary folder: n8n's queue, and our store. */
export async function startRedis(): Promise<RedisProcess> {
	const folder = mkdtempSync(join(tmpdir(), 'amazon-base-sync-redis-'));
	const port = await freePort();
	const child = launch(
		'redis-server',
		[
			...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder],
			...['--save', '', '--appendonly', 'yes'],
		],
		{ cwd: folder },
	);
	await new Promise<void>((resolve, reject) => {
		child.once('error', (error) =>
			reject(new Failure(`redis-server cannot be started: ${messageOf(error)}`)),
		);
		child.once('exit', (code) => reject(new Failure(`redis-server ended with ${code}`)));
		child.stdout!.on('data', (text) => {
			if (String(text).includes('Ready to accept connections')) resolve();
		});
	});
	const closed = once(child, 'close');
	return {
		port,
		stop: async () => {
			signalGroup(child, 'SIGKILL');
			await closed;
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
