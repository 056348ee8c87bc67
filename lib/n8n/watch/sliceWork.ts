import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Run } from '../../ledger/runs/run';
import type { ShopData } from '../../shop/shopData';
import type { SpApiClient } from '../../spApi/client';
import type { LanesOptions } from './amazonPorts';
import type { WatchedShop } from './watchedItems';

/** How a watch uses Amazon's quotas. */
export interface WatchRules {
	/** Share of each quota, above 0, up to 1. */
	share: number;
	/** Spends what is left of the quotas too: items are looked at again, and confirmed without a sign. */
	usesIdleQuota: boolean;
}

/** The tools of a slice of a watch. */
export interface SliceWork {
	context: IExecuteFunctions;
	client: SpApiClient;
	data: ShopData;
	run: Run;
	shop: WatchedShop;
	/** The slice's end, ms since 1970. */
	endsAt: number;
	rules: WatchRules;
	/** ASINs whose last answer never reached the shop or its owner. */
	owed: readonly string[];
	offers: Omit<LanesOptions['offers'], 'knownOf'>;
	/** Tells what is known of each ASIN before Amazon is asked. */
	readKnown: (items: readonly INodeExecutionData[]) => LanesOptions['offers']['knownOf'];
}
