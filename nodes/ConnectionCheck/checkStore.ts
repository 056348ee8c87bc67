import type { IExecuteFunctions } from 'n8n-workflow';
import { makeFinding, type Finding } from '../../lib/findings/finding';
import { findStoreFolder, openShopData } from '../../lib/n8n/connections/openShopData';
import type { ShopData } from '../../lib/shop/shopData';
import { readShortCode } from '../../lib/stores/errors';
import { probeFolder } from '../../lib/stores/file/system/probeFolder';

/** Opens the data and tries a safe write. `data` is null if the store can't be used. */
export async function checkStore(
	context: IExecuteFunctions,
): Promise<{ data: ShopData | null; finding: Finding }> {
	try {
		const isFile = context.getNodeParameter('store', 0, 'file') === 'file';
		const trouble = isFile ? await probeFolder(await findStoreFolder(context)) : null;
		if (trouble && trouble.step !== 'folder_fsync') {
			return { data: null, finding: makeFinding('store', 'refused', { ...trouble }) };
		}
		const data = await openShopData(context);
		// A Redis that does not answer shows only now.
		await data.ledger.heartbeat.get();
		const finding = trouble
			? makeFinding('store', 'not_durable', { ...trouble })
			: makeFinding('store', 'works');
		return { data, finding };
	} catch (error) {
		const facts = { step: 'open', code: readShortCode(error) || 'UNKNOWN' };
		return { data: null, finding: makeFinding('store', 'refused', facts) };
	}
}
