import { Failure } from '../machine/failure';
import type { N8nApi } from './n8nApi';

export interface DataTable {
	id: string;
	name: string;
	projectId: string;
}

const pageSize = 250;

/** @throws Failure where n8n has no Data Table of that name. */
export async function findTable(api: N8nApi, name: string): Promise<DataTable> {
	const filter = encodeURIComponent(JSON.stringify({ name }));
	const found = await api.get<{ data: DataTable[] }>(`/data-tables-global?filter=${filter}`);
	const table = found.data.find((candidate) => candidate.name === name);
	if (table) return table;
	throw new Failure(`n8n has no Data Table named ${name}`);
}

/** All rows of a Data Table, oldest first. */
export async function readTable(
	api: N8nApi,
	name: string,
): Promise<Array<Record<string, unknown>>> {
	const { id, projectId } = await findTable(api, name);
	const rows: Array<Record<string, unknown>> = [];
	for (;;) {
		const query = `take=${pageSize}&skip=${rows.length}&sortBy=id:asc`;
		const page = await api.get<{ count: number; data: Array<Record<string, unknown>> }>(
			`/projects/${projectId}/data-tables/${id}/rows?${query}`,
		);
		rows.push(...page.data);
		if (page.data.length === 0 || rows.length >= page.count) return rows;
	}
}

/** Where a person sees the table in n8n's editor. */
export async function pageOfTable(api: N8nApi, name: string): Promise<string> {
	const { id, projectId } = await findTable(api, name);
	return `${api.url}/projects/${projectId}/datatables/${id}`;
}
