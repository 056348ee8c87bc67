import type { Random } from './world/random';

export type ServiceName = 'amazon' | 'base' | 'chatwork';

interface FaultRow {
	/** Services it makes sense for. */
	services: readonly ServiceName[];
	/** Operations it is meant for where the rule names none; all where absent. */
	operations?: readonly string[];
	/** How often it strikes where the rule does not say; without end where absent. */
	times?: number;
	help: string;
}

const all: readonly ServiceName[] = ['amazon', 'base', 'chatwork'];
const batches = ['getItemOffersBatch', 'getCompetitivePricing', 'searchCatalogItems'];
const offers = ['getItemOffersBatch', 'getItemOffers'];
const signIn = ['token', 'oauth/token', 'oauth/authorize', 'oauth/authorize/approve'];
const edits = [
	'items/edit',
	'items/add_image',
	'items/delete_image',
	'items/delete_variation',
	'items/delete',
];
const writes = [...edits, 'items/add', 'items/edit_stock'];

/** Every fault there is. Adding one means adding a row and reading it where it strikes. */
export const faultRows = {
	throttle: { services: all, help: 'the service says that a quota is used up' },
	status: { services: all, help: 'an error of that `status` (503)' },
	cut: { services: all, help: 'the call is done, half of the answer arrives' },
	reset: { services: all, help: 'the connection is reset before the call is done' },
	slow: { services: all, help: 'the answer comes `milliseconds` (1000) later' },
	silence: { services: all, help: 'no answer ever' },
	html: { services: all, help: 'an HTML page with `status` (200) in place of JSON' },
	missing: {
		services: ['amazon'],
		operations: batches,
		help: '`count` (1) ASINs are not answered',
	},
	subStatus: {
		services: ['amazon'],
		operations: ['getItemOffersBatch'],
		help: '`count` (1) sub-responses have `status` (500)',
	},
	falseZeros: {
		services: ['amazon'],
		operations: ['getItemOffersBatch'],
		help: 'the batch sees no offers of `count` (4) of 100 ASINs, always the same ones',
	},
	staleOffers: {
		services: ['amazon'],
		operations: offers,
		help: 'offers of `count` (100) of 100 ASINs stay as at the first answer',
	},
	contradiction: {
		services: ['amazon'],
		operations: offers,
		help: 'answers of `count` (100) of 100 ASINs speak against themselves',
	},
	answeredTwice: {
		services: ['amazon'],
		operations: ['getItemOffersBatch'],
		help: '`count` (1) ASINs stand twice in the answer',
	},
	deadAsins: {
		services: ['amazon'],
		operations: [...offers, 'getCompetitivePricing', 'searchCatalogItems', 'getCatalogItem'],
		help: 'Amazon knows `count` (30) of 100 ASINs no more, as in an old shop',
	},
	regionalOutage: { services: ['amazon'], help: 'every call 403, "security token ... expired"' },
	falselySoldOut: {
		services: ['amazon'],
		operations: ['getItemOffersBatch'],
		help: '`count` (1) items are called NoBuyableOffers although they are not',
	},
	expireTokens: { services: ['amazon', 'base'], times: 1, help: 'all access tokens end now' },
	revokeRefreshToken: {
		services: ['amazon', 'base'],
		operations: ['token', 'oauth/token'],
		help: 'the refresh token is refused',
	},
	accountRestricted: { services: ['amazon'], help: 'Amazon refuses the account: 403' },
	hourLimit: { services: ['base'], help: 'hour_api_limit' },
	dayLimit: { services: ['base'], help: 'day_api_limit' },
	lostAnswer: { services: ['base'], operations: writes, help: 'done, but no answer arrives' },
	shopRestricted: { services: ['base'], help: 'the shop is restricted: access_denied' },
	wrongScope: { services: ['base'], operations: writes, help: 'the token lacks the scope' },
	strictRedirectUri: {
		services: ['base'],
		operations: ['oauth/token'],
		help: 'a refresh without redirect_uri (in body or query) is refused',
	},
	databaseError: {
		services: ['base'],
		help: 'db_error; server_error where it names oauth/token',
	},
	shortPage: {
		services: ['base'],
		operations: ['items', 'orders'],
		help: 'a page lacks its last `count` (1) items although the list goes on',
	},
	shrunkenList: {
		services: ['base'],
		operations: ['items'],
		help: 'the list ends after `count` items (the first half)',
	},
	oddItem: {
		services: ['base'],
		operations: ['items'],
		help: '`count` (1) items have stock, price or visible null, always the same ones',
	},
	oddOrder: {
		services: ['base'],
		operations: ['orders/detail'],
		help: 'the first line of an order has price null',
	},
	neverEditable: {
		services: ['base'],
		operations: edits,
		help: '`count` (1) items are digital content: BASE edits them never, always the same ones',
	},
	largeImage: {
		services: ['base'],
		operations: ['items/add_image'],
		help: 'links with _SL above `count` (1000) pixels: image_put_fail',
	},
	partialEdit: {
		services: ['base'],
		operations: ['items/edit'],
		help: 'an edit of fewer than `count` (2) fields is refused',
	},
	lostImage: {
		services: ['base'],
		operations: ['items/edit'],
		help: 'an edit empties all image places of the item',
	},
	resetStock: {
		services: ['base'],
		operations: ['items/edit'],
		help: 'an edit without a stock sets it to 0',
	},
	ignoredVisible: {
		services: ['base'],
		operations: ['items/edit'],
		help: 'an edit with a price leaves the visibility as it was',
	},
	bareEdit: {
		services: ['base'],
		operations: ['items/edit'],
		help: 'an edit answers the number of the item and nothing else',
	},
	keptStock: {
		services: ['base'],
		operations: ['items/edit_stock'],
		help: 'edit_stock answers the item and changes nothing',
	},
	otherRefusal: {
		services: ['base'],
		operations: ['items/edit'],
		help: 'a value that is not valid is refused with another code and sentence',
	},
	newField: { services: all, help: 'the answer has a field `brandNew` that no document names' },
	wrongClock: { services: all, help: 'the header Date is `milliseconds` (600000) ahead' },
	chatworkDown: { services: ['chatwork'], help: 'Chatwork answers 503' },
} satisfies Record<string, FaultRow>;

export type FaultKind = keyof typeof faultRows;

export interface FaultRule {
	kind: FaultKind;
	service?: ServiceName;
	/** Only this operation; else those the kind is meant for, which never includes signing in. */
	operation?: string;
	/** Only this BASE shop. */
	shop?: string;
	/** 0 to 1; 1 where absent. */
	probability?: number;
	/** Strikes so many times and is gone. */
	times?: number;
	status?: number;
	milliseconds?: number;
	count?: number;
	/** Only the page of a list that begins there; every page where absent. */
	offset?: number;
}

export interface Fault extends FaultRule {
	id: number;
	/** How often it struck. */
	struck: number;
}

export interface CallContext {
	service: ServiceName;
	operation: string;
	shop: string | null;
	/** Where the page of a list begins that the call asks for; 0 for every other call. */
	offset?: number;
}

/** The faults that strike one call. */
export class Struck {
	constructor(private readonly faults: readonly Fault[]) {}

	has(kind: FaultKind): boolean {
		return this.find(kind) !== undefined;
	}

	find(kind: FaultKind): Fault | undefined {
		return this.faults.find((fault) => fault.kind === kind);
	}

	get any(): boolean {
		return this.faults.length > 0;
	}
}

function matches(fault: Fault, context: CallContext): boolean {
	const row: FaultRow = faultRows[fault.kind];
	if (!row.services.includes(context.service)) return false;
	if (fault.service !== undefined && fault.service !== context.service) return false;
	if (fault.shop !== undefined && fault.shop !== context.shop) return false;
	if (fault.offset !== undefined && fault.offset !== (context.offset ?? 0)) return false;
	if (fault.operation !== undefined) return fault.operation === context.operation;
	// Signing in is spared unless it is named: a fault is meant for the calls that do the work.
	if (row.operations === undefined) return !signIn.includes(context.operation);
	return row.operations.includes(context.operation);
}

/** Faults to come, in the order they were set; chance comes from the seed. */
export class Faults {
	private faults: Fault[] = [];
	private nextId = 1;

	constructor(private readonly random: Random) {}

	/** @throws Error for a kind that does not exist. */
	add(rule: FaultRule): Fault {
		if (!Object.hasOwn(faultRows, rule.kind)) {
			const known = Object.keys(faultRows).join(', ');
			throw new Error(`Unknown fault kind "${rule.kind}": known are ${known}`);
		}
		const row: FaultRow = faultRows[rule.kind];
		const fault: Fault = { times: row.times, ...rule, id: this.nextId++, struck: 0 };
		this.faults.push(fault);
		return fault;
	}

	list(): readonly Fault[] {
		return this.faults;
	}

	/** Takes one fault back; true where there was one. */
	remove(id: number): boolean {
		const left = this.faults.filter((fault) => fault.id !== id);
		const wasThere = left.length < this.faults.length;
		this.faults = left;
		return wasThere;
	}

	clear(): void {
		this.faults = [];
	}

	/** Decides which faults strike this call and counts them. */
	strike(context: CallContext): Struck {
		const struck = this.faults.filter(
			(fault) => matches(fault, context) && this.random.chance(fault.probability ?? 1),
		);
		for (const fault of struck) fault.struck += 1;
		this.faults = this.faults.filter((fault) => fault.struck < (fault.times ?? Infinity));
		return new Struck(struck);
	}
}
