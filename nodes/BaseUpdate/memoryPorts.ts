import type { IExecuteFunctions } from 'n8n-workflow';
import { getClock } from '../../lib/n8n/clock';
import { describeError } from '../../lib/n8n/errors';
import { logWarning } from '../../lib/n8n/log';
import type { MemoryPorts } from '../../lib/shop/gate/records/neverEditable';
import type { ShopData } from '../../lib/shop/shopData';

/** For notes that accompany the work: a failed one only adds a line to the log. */
export function makeMemoryPorts(context: IExecuteFunctions, data: ShopData): MemoryPorts {
	const warn: MemoryPorts['warn'] = (what, error) =>
		logWarning(context, `BASE Update: ${what}: ${describeError(error)}`);
	return { data, timestamp: getClock().timestamp, warn };
}
