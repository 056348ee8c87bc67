import { Agent } from 'node:https';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';

/** The connection broke, or the answer was not complete within the deadline. */
export class LostAnswerError extends Error {
	readonly code: string;

	constructor(code: string, message: string) {
		super(message);
		this.name = 'LostAnswerError';
		this.code = code;
	}
}

/** An agent for one call, and the state of its connection. */
export interface WatchedAgent {
	agent: Agent;
	/** When the connection was established, ms; null until then. */
	connectedAt: () => number | null;
	/** Rejects when the connection is lost: otherwise a truncated answer would settle nothing. */
	closed: Promise<never>;
}

/**
 * Opens an agent whose one connection is watched. It connects to the simulator if there is one, else
 * through the proxy that HTTPS_PROXY and NO_PROXY name for the host, as n8n's own requests do, else
 * directly.
 * @param host where the call goes, e.g. `api.amazon.com`
 */
export function openAgent(
	host: string,
	loopback: { host: string; port: number } | null,
	now: () => number,
	onConnected?: () => void,
): WatchedAgent {
	const watch = new ConnectionWatch(now, onConnected);
	const proxy = loopback ? '' : getProxyForUrl(`https://${host}`);
	const agent = loopback
		? new LoopbackAgent(loopback, watch)
		: proxy === ''
			? new DirectAgent(watch)
			: new ProxyAgent(proxy, watch);
	return { agent, connectedAt: () => watch.connectedAt, closed: watch.closed.promise };
}

/** One call has one connection: none is kept, so that the connection ends with the call. */
const ONE_CONNECTION = { keepAlive: false, maxSockets: 1 } as const;

/** Notes when a connection was established and when it was lost. */
class ConnectionWatch {
	connectedAt: number | null = null;
	readonly closed = Promise.withResolvers<never>();

	constructor(
		private readonly now: () => number,
		private readonly onConnected?: () => void,
	) {
		// This handler always exists, because Node would report the rejection as unhandled after a normal
		// end.
		this.closed.promise.catch(() => undefined);
	}

	noteConnected = (): void => {
		this.connectedAt = this.now();
		this.onConnected?.();
	};

	noteClosed = (): void => {
		// A complete answer settles in the same turn of the event loop or the next; a truncated one never
		// does.
		const broken = new LostAnswerError('ECONNCLOSED', 'The answer broke off before its end');
		setTimeout(() => this.closed.reject(broken), 50).unref();
	};
}

type Connecting = Parameters<Agent['createConnection']>;

class DirectAgent extends Agent {
	constructor(private readonly watch: ConnectionWatch) {
		super(ONE_CONNECTION);
	}

	override createConnection(...parameters: Connecting): Duplex | null | undefined {
		const socket = super.createConnection(...parameters);
		socket?.once('secureConnect', this.watch.noteConnected);
		socket?.once('close', this.watch.noteClosed);
		return socket;
	}
}

/** Uses plain HTTP to the simulator on this machine, whatever host the call names. */
class LoopbackAgent extends Agent {
	constructor(
		private readonly target: { host: string; port: number },
		private readonly watch: ConnectionWatch,
	) {
		super(ONE_CONNECTION);
	}

	override createConnection(): Duplex {
		const socket = connect(this.target.port, this.target.host);
		socket.once('connect', this.watch.noteConnected);
		socket.once('close', this.watch.noteClosed);
		return socket;
	}
}

class ProxyAgent extends HttpsProxyAgent<string> {
	constructor(
		proxy: string,
		private readonly watch: ConnectionWatch,
	) {
		super(proxy, ONE_CONNECTION);
	}

	override async connect(
		...parameters: Parameters<HttpsProxyAgent<string>['connect']>
	): Promise<Socket> {
		const socket = await super.connect(...parameters);
		this.watch.noteConnected();
		socket.once('close', this.watch.noteClosed);
		return socket;
	}
}
