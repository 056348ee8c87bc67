import type { IExecuteFunctions } from 'n8n-workflow';
import { getClock } from '../../lib/n8n/clock';
import { Gate, type GatePorts } from '../../lib/shop/gate/gate';
import type { CreatePorts } from '../../lib/shop/newItems/createListing';
import { makeFindHolds } from '../../lib/shop/newItems/findHolds';
import { newItemRecords } from '../../lib/shop/newItems/newItemRecords';
import type { ShopData } from '../../lib/shop/shopData';
import { makeMemoryPorts } from './memoryPorts';
import { connectShop, makeUpdatePorts } from './ports';

/** Opens the gate. @param portsOf the way to an account; absent = with the run's own budget */
export const openGate = (
	context: IExecuteFunctions,
	data: ShopData,
	portsOf = async (account: string) => await makeUpdatePorts(context, data, account),
): Gate =>
	new Gate({
		...makeMemoryPorts(context, data),
		...{ portsOf, now: getClock().now, ...keepRunMemory(context) },
	});

/** For new items. */
export async function openCreatePorts(
	context: IExecuteFunctions,
	data: ShopData,
	account: string,
): Promise<CreatePorts> {
	return {
		...(await connectShop(context, data, account)),
		records: newItemRecords(data, getClock()),
		findHolds: makeFindHolds(openGate(context, data)),
	};
}

/** n8n keeps the node's context for one execution, over all rounds of a loop. */
function keepRunMemory(context: IExecuteFunctions): Pick<GatePorts, 'refused' | 'hides'> {
	const memory = context.getContext('node') as {
		refusedAccounts?: GatePorts['refused'];
		hides?: GatePorts['hides'];
	};
	memory.refusedAccounts ??= Object.create(null) as GatePorts['refused'];
	memory.hides ??= Object.create(null) as GatePorts['hides'];
	return { refused: memory.refusedAccounts, hides: memory.hides };
}
