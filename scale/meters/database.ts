import { Failure } from '../../realN8n/machine/failure';
import { lastLines, runCommand } from '../../realN8n/machine/processes';
import { DATABASE_USER, type Postgres } from '../../queue/postgres';

/** An execution as n8n keeps it in its database. */
export interface Execution {
	id: string;
	workflowId: string;
	status: string;
	startedAt: number;
	/** ms; null = not yet. */
	stoppedAt: number | null;
}

/** Bytes that n8n keeps of an execution: as text, and as PostgreSQL stores it, compressed. */
export interface RunBytes {
	runBytes: number;
	storedRunBytes: number;
}

/** Questions to n8n's PostgreSQL. */
export class Database {
	constructor(private readonly server: Postgres) {}

	async size(): Promise<number> {
		const [row] = await this.ask(`SELECT pg_database_size('${DATABASE_USER}')`);
		return Number(row?.[0]);
	}

	/** Executions of all workflows, oldest first. */
	async executions(): Promise<Execution[]> {
		const rows = await this.ask(`SELECT id, "workflowId", status,
			extract(epoch from "startedAt"::timestamptz) * 1000,
			extract(epoch from "stoppedAt"::timestamptz) * 1000
			FROM execution_entity ORDER BY id`);
		return rows.map(([id = '', workflowId = '', status = '', started, stopped]) => ({
			...{ id, workflowId, status, startedAt: Number(started) },
			stoppedAt: stopped ? Number(stopped) : null,
		}));
	}

	async weigh({ id }: Pick<Execution, 'id'>): Promise<RunBytes> {
		const [row] = await this.ask(`SELECT
			octet_length(data) + octet_length("workflowData"::text),
			pg_column_size(data) + pg_column_size("workflowData")
			FROM execution_data WHERE "executionId" = ${Number(id)}`);
		return { runBytes: Number(row?.[0]), storedRunBytes: Number(row?.[1]) };
	}

	private async ask(sql: string): Promise<string[][]> {
		const { port, password } = this.server;
		const place = ['-h', '127.0.0.1', '-p', String(port), '-U', DATABASE_USER, '-d', DATABASE_USER];
		const { code, output } = await runCommand('psql', [...place, '-AtX', '-F', '\t', '-c', sql], {
			cwd: '/',
			env: { ...process.env, PGPASSWORD: password },
		});
		if (code !== 0) throw new Failure(`PostgreSQL refused a question:\n${lastLines(output)}`);
		return output
			.split('\n')
			.filter((line) => line !== '')
			.map((line) => line.split('\t'));
	}
}
