import type { RequestListener } from 'node:http';
import { type ControlParts, type ControlRoute, controlRoutes, type Fields } from './controlRoutes';
import { faultRows } from './faults';
import { json, parseJson, readRequest, type Reply, type Request, send } from './http';

/** What the control port can do, as plain text. */
export function controlHelp(): string {
	const lines = controlRoutes.map(
		({ method, path, help }) => `${method.padEnd(6)} ${path.padEnd(28)} ${help}`,
	);
	const faults = Object.entries(faultRows).map(([kind, { help }]) => `${kind.padEnd(20)} ${help}`);
	return [...lines, '', 'Faults:', ...faults, ''].join('\n');
}

/** The names in a path that fit a route's `:` places, or null where it is another route. */
function namesIn(route: ControlRoute, request: Request): string[] | null {
	const wanted = route.path.split('/');
	const given = request.path.split('/');
	if (route.method !== request.method || wanted.length !== given.length) return null;
	const isSame = wanted.every((part, index) => part.startsWith(':') || part === given[index]);
	return isSame ? given.filter((_, index) => wanted[index]!.startsWith(':')) : null;
}

function readControlFields(body: string): Fields {
	const fields = body === '' ? {} : parseJson(body);
	if (typeof fields !== 'object' || fields === null)
		throw new Error('The body must be a JSON object');
	return fields as Fields;
}

function answerControl(parts: ControlParts, request: Request): Reply {
	if (request.path === '/') {
		return {
			status: 200,
			body: controlHelp(),
			headers: { 'content-type': 'text/plain; charset=utf-8' },
		};
	}
	for (const route of controlRoutes) {
		const names = namesIn(route, request);
		if (names) return json(route.answer(parts, names, readControlFields(request.body)));
	}
	return json({ error: `No such control: ${request.method} ${request.path}; see GET /` }, 404);
}

/** JSON control over the world, faults and counters, for people and for tests in other processes. */
export function controlListener(parts: ControlParts): RequestListener {
	return (incoming, response) => {
		readRequest(incoming)
			.then((request) => send(response, answerControl(parts, request)))
			.catch((error: unknown) => {
				const message = error instanceof Error ? error.message : String(error);
				send(response, json({ error: message }, 400));
			});
	};
}
