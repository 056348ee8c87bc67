import {
	createServer,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type RequestListener,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Request {
	method: string;
	path: string;
	query: URLSearchParams;
	headers: IncomingHttpHeaders;
	body: string;
}

export interface Reply {
	status: number;
	headers?: Record<string, string>;
	/** A text is sent as HTML, anything else as JSON. */
	body: unknown;
	/** True where the answer says that a quota is used up; for the counters. */
	isThrottled?: boolean;
}

export interface RunningServer {
	url: string;
	stop(): Promise<void>;
}

export const json = (body: unknown, status = 200, headers?: Record<string, string>): Reply => ({
	status,
	headers,
	body,
});

const largestBody = 5_000_000;

/** Reads a whole request. @throws Error where the body is larger than any real call's. */
export async function readRequest(incoming: IncomingMessage): Promise<Request> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of incoming) {
		size += (chunk as Buffer).length;
		if (size > largestBody) throw new Error('Request body too large');
		chunks.push(chunk as Buffer);
	}
	const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
	return {
		method: incoming.method ?? 'GET',
		path: decodeURIComponent(url.pathname),
		query: url.searchParams,
		headers: incoming.headers,
		body: Buffer.concat(chunks).toString('utf8'),
	};
}

/** Fields of a JSON object or a form, as text; empty for a body that is neither. */
export function readFields(request: Request): Map<string, string> {
	if (!String(request.headers['content-type']).includes('json')) {
		return new Map(new URLSearchParams(request.body));
	}
	const parsed = parseJson(request.body);
	if (typeof parsed !== 'object' || parsed === null) return new Map();
	return new Map(Object.entries(parsed).map(([name, value]) => [name, String(value)]));
}

/** Fields of a form; empty for a body of any other kind, which the service would not read either. */
export function readForm(request: Request): URLSearchParams {
	const isForm = String(request.headers['content-type']).startsWith(
		'application/x-www-form-urlencoded',
	);
	return new URLSearchParams(isForm ? request.body : '');
}

/** The parsed text, or undefined where it is no JSON. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		if (error instanceof SyntaxError) return undefined;
		throw error;
	}
}

/** The bytes and headers of a reply. */
export function encode(reply: Reply): { body: Buffer; headers: Record<string, string> } {
	const isText = typeof reply.body === 'string';
	const body = Buffer.from(isText ? (reply.body as string) : JSON.stringify(reply.body ?? {}));
	const type = isText ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8';
	return {
		body,
		headers: { 'content-type': type, 'content-length': String(body.length), ...reply.headers },
	};
}

export function send(response: ServerResponse, reply: Reply): void {
	const { body, headers } = encode(reply);
	response.writeHead(reply.status, headers);
	response.end(body);
}

/**
 * Listens on 127.0.0.1. Port 0 takes any free one.
 * @throws Error that names the port where it is taken.
 */
export async function startServer(
	name: string,
	port: number,
	listener: RequestListener,
): Promise<RunningServer> {
	const server = createServer(listener);
	await new Promise<void>((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			const reason = error.code === 'EADDRINUSE' ? 'another program uses it' : error.message;
			reject(new Error(`Port ${port} for ${name} cannot be opened: ${reason}`, { cause: error }));
		});
		server.listen(port, '127.0.0.1', resolve);
	});
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		stop: () =>
			new Promise((resolve, reject) => {
				server.close((error) => (error ? reject(error) : resolve()));
				server.closeAllConnections();
			}),
	};
}
