import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived. */
export interface Heard {
	method: string;
	url: string;
	headers: IncomingMessage['headers'];
	body: string;
}

/** A web server of this machine that says what a test wants, and remembers what it was sent. */
export async function listenHttp(
	answer: (request: Heard, response: ServerResponse) => void,
	host = '127.0.0.1',
) {
	const heard: Heard[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { method = '', url = '', headers } = request;
			const one = { method, url, headers, body: Buffer.concat(chunks).toString('utf8') };
			heard.push(one);
			answer(one, response);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, host, resolve));
	return {
		url: `http://${host}:${(server.address() as AddressInfo).port}`,
		heard,
		stop: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
