import type { RequestListener, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Counters } from './counters';
import type { Faults, ServiceName, Struck } from './faults';
import { encode, json, readRequest, type Reply, type Request, send } from './http';

/** One fake service: it names its operations and answers them; faults of the wire are not its concern. */
export interface Service {
	name: ServiceName;
	/** The operation a request is for, or null where there is none. */
	operationOf(request: Request): string | null;
	/** The BASE shop whose call it is; null elsewhere. */
	shopOf(request: Request): string | null;
	/** How this service says that a quota is used up. */
	throttled(): Reply;
	/** How this service words an error of any status. */
	failed(status: number): Reply;
	answer(request: Request, operation: string, struck: Struck): Reply;
}

export interface ServiceTools {
	counters: Counters;
	faults: Faults;
	now: () => number;
}

const errorPage = '<!DOCTYPE html><html><body><h1>Service Unavailable</h1></body></html>';

/** A fault that answers in the service's place. */
function replaced(service: Service, struck: Struck): Reply | null {
	if (struck.has('throttle')) return service.throttled();
	const status = struck.find('status');
	if (status) return service.failed(status.status ?? 503);
	const html = struck.find('html');
	return html ? { status: html.status ?? 200, body: errorPage } : null;
}

/** The faults `newField` and `wrongClock`: the answer is whole, and something about it is new. */
function dressUp(reply: Reply, struck: Struck, now: number): Reply {
	const clock = struck.find('wrongClock');
	const ahead = clock?.milliseconds ?? 600_000;
	const headers: Record<string, string> = clock
		? { date: new Date(now + ahead).toUTCString() }
		: {};
	const isObject = typeof reply.body === 'object' && reply.body !== null;
	const isChanged = struck.has('newField') && isObject;
	const body = isChanged ? { ...(reply.body as object), brandNew: 1 } : reply.body;
	return { ...reply, body, headers: { ...reply.headers, ...headers } };
}

/** Announces the whole answer, sends half of it and ends the connection. */
function sendHalf(response: ServerResponse, reply: Reply): void {
	const { body, headers } = encode(reply);
	response.writeHead(reply.status, headers);
	response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}

async function exchange(
	service: Service,
	{ counters, faults, now }: ServiceTools,
	request: Request,
	response: ServerResponse,
): Promise<void> {
	const operation = service.operationOf(request);
	if (operation === null) return send(response, service.failed(404));
	const shop = service.shopOf(request);
	counters.arrived(service.name, operation, shop, now());
	const offset = Number(request.query.get('offset') ?? 0);
	const struck = faults.strike({ service: service.name, operation, shop, offset });
	if (struck.any) counters.faulted(service.name, operation);
	const slow = struck.find('slow');
	if (slow) await sleep(slow.milliseconds ?? 1000, undefined, { ref: false });
	if (struck.has('silence')) return;
	if (struck.has('reset')) return void response.socket?.resetAndDestroy();
	const plain = replaced(service, struck) ?? service.answer(request, operation, struck);
	const reply = dressUp(plain, struck, now());
	counters.answered(service.name, operation, reply.status, reply.isThrottled === true);
	if (struck.has('lostAnswer')) return void response.socket?.resetAndDestroy();
	if (struck.has('cut')) return sendHalf(response, reply);
	send(response, reply);
}

/** Makes a service answer over HTTP, with the faults that were set and everything counted. */
export function listen(service: Service, tools: ServiceTools): RequestListener {
	return (incoming, response) => {
		readRequest(incoming)
			.then((request) => exchange(service, tools, request, response))
			.catch((error: unknown) => {
				// A mistake of the simulator must be seen by whoever runs it, never taken for the service's word.
				const message = error instanceof Error ? error.message : String(error);
				if (!response.headersSent) send(response, json({ simulator_error: message }, 500));
				else response.destroy();
			});
	};
}
