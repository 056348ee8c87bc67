import { createServer, type AddressInfo, type Socket } from 'node:net';

/** Answers a command with a raw line of Redis's protocol, e.g. `+OK`; null answers nothing at all. */
export type Answer = (command: readonly string[]) => string | null;

/** A server that speaks just enough of Redis's protocol to say what a test wants it to say. */
export async function startScriptedRedis(answer: Answer) {
	const sockets = new Set<Socket>();
	let connections = 0;
	const server = createServer((socket) => {
		connections++;
		sockets.add(socket);
		socket.on('error', () => undefined);
		socket.on('close', () => sockets.delete(socket));
		let received = '';
		socket.on('data', (data) => {
			received += data.toString('utf8');
			for (;;) {
				const parsed = parseCommand(received);
				if (!parsed) return;
				received = parsed.rest;
				const line = answer(parsed.command);
				if (line !== null) socket.write(`${line}\r\n`);
			}
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		port: (server.address() as AddressInfo).port,
		/** How often somebody connected. */
		connections: () => connections,
		stop: async () => {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** `*2\r\n$4\r\nAUTH\r\n$6\r\nsecret\r\n`: null while a part of it is missing. */
function parseCommand(text: string): { command: string[]; rest: string } | null {
	const parts = text.split('\r\n');
	const count = Number(parts[0]?.slice(1));
	const needed = 1 + 2 * count;
	if (!text.startsWith('*') || parts.length <= needed) return null;
	const command = Array.from({ length: count }, (_, at) => parts[2 + 2 * at] ?? '');
	return { command, rest: parts.slice(needed).join('\r\n') };
}
