import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, messageOf } from '../machine/failure';

export const owner = {
	email: 'demo@example.com',
	password: 'Demo-1234',
	firstName: 'Demo',
	lastName: 'Owner',
} as const;

/** A run of thousands of items keeps n8n from answering for a while; asking again does no harm. */
const patienceMs = 60_000;

/** What fetch calls "fetch failed" has its reason inside. */
const reasonOf = (error: unknown): string =>
	error instanceof Error && error.cause !== undefined
		? `${error.message} (${messageOf(error.cause)})`
		: messageOf(error);

/** n8n's editor API as the editor itself calls it: JSON under `/rest`, a cookie for the login. */
export class N8nApi {
	private cookie = '';

	constructor(readonly url: string) {}

	/** Makes the owner of a fresh n8n, which also logs in. */
	async setUpOwner(): Promise<void> {
		await this.send('POST', '/owner/setup', owner);
	}

	async logIn(): Promise<void> {
		const { email, password } = owner;
		await this.send('POST', '/login', { emailOrLdapLoginId: email, password });
	}

	/** @throws Failure where n8n gives no answer for a minute, or one with an error status. */
	async get<T>(path: string): Promise<T> {
		const deadline = Date.now() + patienceMs;
		for (;;) {
			try {
				return await this.send<T>('GET', path);
			} catch (error) {
				if (error instanceof Failure) throw error;
				if (Date.now() > deadline) {
					throw new Failure(`n8n gives no answer: ${reasonOf(error)}`);
				}
				await sleep(500);
			}
		}
	}

	async post<T>(path: string, body: unknown): Promise<T> {
		return await this.send<T>('POST', path, body);
	}

	async patch<T>(path: string, body: unknown): Promise<T> {
		return await this.send<T>('PATCH', path, body);
	}

	/** A page outside of `/rest` that answers plain JSON, such as the node types. */
	async getJson<T>(path: string): Promise<T> {
		const response = await fetch(`${this.url}${path}`, {
			headers: { cookie: this.cookie, connection: 'close' },
		});
		if (response.ok) return (await response.json()) as T;
		throw new Failure(`n8n answered GET ${path} with ${response.status}`);
	}

	private async send<T>(method: string, path: string, body?: unknown): Promise<T> {
		const response = await fetch(`${this.url}/rest${path}`, {
			method,
			headers: {
				'content-type': 'application/json',
				cookie: this.cookie,
				// n8n closes an idle connection just when the next call may be using it.
				connection: 'close',
			},
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const cookie = response.headers.getSetCookie().find((text) => text.startsWith('n8n-auth='));
		if (cookie !== undefined) this.cookie = cookie.split(';')[0]!;
		const text = await response.text();
		if (response.ok) return (JSON.parse(text) as { data: T }).data;
		throw new Failure(
			`n8n answered ${method} ${path} with ${response.status}: ${text.slice(0, 300)}`,
		);
	}
}
