import { once } from 'node:events';
import { createServer } from 'node:net';
import { Failure } from './failure';

async function listenBriefly(port: number): Promise<number> {
	const server = createServer().listen(port, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	server.close();
	await once(server, 'close');
	if (address === null || typeof address === 'string') throw new Error('A TCP port has a number');
	return address.port;
}

/** The system may give a port again that was given before its program listens there. */
const given = new Set<number>();

/** A port of 127.0.0.1 that nobody listens on at this moment, and that was not given before. */
export async function freePort(): Promise<number> {
	const port = await listenBriefly(0);
	if (given.has(port)) return await freePort();
	given.add(port);
	return port;
}

/** @throws Failure that says what to do, where the port is taken. */
export async function requireFreePort(port: number): Promise<void> {
	try {
		await listenBriefly(port);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
		throw new Failure(
			`Port ${port} is taken by another program. Stop that program, or choose another port: npm run demo -- --port ${port + 1}`,
		);
	}
}
