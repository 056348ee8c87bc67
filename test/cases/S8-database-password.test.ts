import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_USER, startPostgres, type Postgres } from '../../queue/postgres';

const isInstalled = existsSync('/usr/lib/postgresql');
const describeWithPostgres = isInstalled ? describe : describe.skip;

describeWithPostgres("queue mode's database", () => {
	let database: Postgres;

	beforeAll(async () => void (database = await startPostgres()));
	afterAll(async () => await database.stop());

	const connect = (password: string) =>
		spawnSync(
			'psql',
			[
				...['-h', '127.0.0.1', '-p', String(database.port), '-U', DATABASE_USER],
				...['-w', '-c', 'select 1', DATABASE_USER],
			],
			{ env: { ...process.env, PGPASSWORD: password }, encoding: 'utf8' },
		);

	it('should let nobody in without its password', () => {
		expect(connect('').status).not.toBe(0);
		expect(connect('wrong').stderr).toContain('password authentication failed');
	});

	it('should let n8n in with it', () => {
		expect(connect(database.password)).toMatchObject({ status: 0 });
	});
});

it('should be the password that n8n is started with', () => {
	const source = readFileSync(join(__dirname, '../../queue/n8nProcess.ts'), 'utf8');
	expect(source).toContain('DB_POSTGRESDB_PASSWORD: services.databasePassword');
});
