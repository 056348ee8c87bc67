import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { freePort } from '../../realN8n/machine/ports';
import { temporaryFolder } from './temporaryFolder';

/** REDIS_REQUIRED=1 makes a missing redis-server a failure instead of a skip. */
const isInstalled = spawnSync('redis-server', ['--version']).status === 0;

export const mayUseRedis = isInstalled || process.env.REDIS_REQUIRED === '1';

export const describeWithRedis = (title: string, tests: () => void): void =>
	mayUseRedis
		? describe(title, tests)
		: describe.skip(`${title} (skipped: redis-server is not installed)`, tests);

/** A real Redis on a free port of 127.0.0.1, with its data in a folder of its own. */
export class RedisServer {
	readonly #folder = temporaryFolder();
	#child: ChildProcess | null = null;

	#settings: readonly string[];

	private constructor(
		readonly port: number,
		settings: readonly string[],
	) {
		this.#settings = settings;
	}

	static async start(settings: readonly string[] = []): Promise<RedisServer> {
		const server = new RedisServer(await freePort(), settings);
		await server.run();
		return server;
	}

	/** With a certificate that it signed itself, and no way in without TLS. */
	static async startWithTls(): Promise<RedisServer> {
		const server = new RedisServer(await freePort(), []);
		const { folder } = server.#folder;
		const made = spawnSync('openssl', [
			...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'],
			...['-keyout', `${folder}/key.pem`, '-out', `${folder}/certificate.pem`],
		]);
		if (made.status !== 0) throw new Error(`openssl failed: ${String(made.stderr)}`);
		server.#settings = [
			...['--tls-port', String(server.port), '--port', '0', '--tls-auth-clients', 'no'],
			...['--tls-cert-file', `${folder}/certificate.pem`, '--tls-key-file', `${folder}/key.pem`],
			...['--tls-ca-cert-file', `${folder}/certificate.pem`],
		];
		await server.run();
		return server;
	}

	/** Starts it (again), with what it had written. */
	async run(): Promise<void> {
		const { folder } = this.#folder;
		const child = spawn(
			'redis-server',
			[
				...['--port', String(this.port), '--bind', '127.0.0.1', '--dir', folder],
				...['--save', '', '--appendonly', 'yes', '--appendfsync', 'always'],
				...this.#settings,
			],
			{ stdio: ['ignore', 'pipe', 'inherit'] },
		);
		this.#child = child;
		await new Promise<void>((resolve, reject) => {
			child.once('error', reject);
			child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)));
			child.stdout!.on('data', (text) => {
				if (String(text).includes('Ready to accept connections')) resolve();
			});
		});
	}

	/** Ends it in the middle of whatever it does. */
	async kill(): Promise<void> {
		const child = this.#child;
		this.#child = null;
		if (!child || child.exitCode !== null) return;
		const exited = once(child, 'exit');
		child.kill('SIGKILL');
		await exited;
	}

	async stop(): Promise<void> {
		await this.kill();
		this.#folder.remove();
	}

	client(): Redis {
		return new Redis({ host: '127.0.0.1', port: this.port, disconnectTimeout: 50 });
	}
}
