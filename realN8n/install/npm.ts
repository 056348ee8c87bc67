import { Failure } from '../machine/failure';

const networkTrouble =
	/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network request/;

/** @throws Failure that names the network, where that is why npm stopped. */
export function requireNetwork(npmOutput: string): void {
	if (!networkTrouble.test(npmOutput)) return;
	throw new Failure(
		'npm could not reach its registry. The first demo needs the internet once; check the connection (and proxy) and start it again.',
	);
}
