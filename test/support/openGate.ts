import { decide } from '../../lib/changes/decide';
import type { Situation } from '../../lib/changes/situation';
import { defaultValues, type RuleValues } from '../../lib/ledger/rules/ruleValues';
import type { Listing, ListingVariation } from '../../lib/listing/listing';
import type { Witness } from '../../lib/listing/offer';
import type { Edits, ShopMemory } from '../../lib/listing/memory';
import { makeRefusal } from '../../lib/baseShop/errors';
import { AnswerLostError } from '../../lib/shop/errors';
import { editRecords } from '../../lib/shop/gate/records/editRecords';
import { Gate } from '../../lib/shop/gate/gate';
import type { Intent } from '../../lib/shop/gate/intent';
import type { RunIntent } from '../../lib/shop/gate/order';
import type { UpdatePorts } from '../../lib/shop/gate/writeEdits';
import type { DocumentPatch } from '../../lib/cache/document';
import { InventedShop } from './inventedShop';
import { MemoryStore } from './memoryStore';
import { at, guards, listing, markup13, NOW, offer, situation } from './situation';
import { openStored, type Stored } from './stored';

/** A gate of a run over the shop `shop`, with all that it reads and writes in memory. */

export const ASIN = 'B0006L0120';

/** The shop's answer to one call that writes. @param apply carries it out, and returns the item afterwards */
export type Answer = (apply: () => Promise<Listing>) => Promise<Listing>;

export const done: Answer = async (apply) => await apply();
export const lost: Answer = async () => {
	throw new AnswerLostError('lost', 'ECONNRESET');
};
export const doneAndLost: Answer = async (apply) => {
	await apply();
	throw new AnswerLostError('lost', 'ECONNRESET');
};
export const refuse =
	(code: string, words = '不正です。'): Answer =>
	async () => {
		throw makeRefusal(code, words);
	};

/** Something that happens once, just before the gate's next step of that name. */
type Moment = 'take' | 'get' | 'send';

export interface GateOptions {
	/** To the calls that write, in order; further ones are done. */
	answers?: Answer[];
	/** Calls that are left; without limit if absent. */
	calls?: number;
	/** How many of them are kept for what lowers risk. */
	reserved?: number;
	/** Changes to the rules of version 1: cost x 1.3. null = the book has no version. */
	rules?: Partial<RuleValues> | null;
}

export interface OpenGate {
	gate: Gate;
	/** Another gate over the same store, as of the next chunk or of another run. */
	another: () => Gate;
	shop: InventedShop;
	stored: Stored;
	ports: UpdatePorts;
	/** What was asked of the budget, the shop and the journal, in order. */
	log: string[];
	warnings: string[];
	refused: Record<string, string>;
	/** Moves the time on. */
	pass: (ms: number) => void;
	/** Lets something happen once at that moment. */
	at: (moment: Moment, event: () => unknown) => void;
	/** Puts an item in, as a list showed it a moment ago. */
	place: (changes?: Partial<Listing>) => Listing;
	/** Stores what is known of a product. */
	know: (set: DocumentPatch, asin?: string) => Promise<void>;
	/** The item as the shop shows it now. */
	shown: (id?: number) => Listing;
	/** What the sync remembers of it. */
	memory: (id?: number) => Promise<ShopMemory | undefined>;
}

export async function openGate(options: GateOptions = {}): Promise<OpenGate> {
	const { answers = [], calls = Infinity, reserved = 0, rules = {} } = options;
	let now = NOW;
	let left = calls;
	const timestamp = () => new Date(now).toISOString();
	const stored = openStored({ store: new MemoryStore(), now: () => now });
	if (rules !== null) {
		const values = { ...defaultValues, pricing: markup13, guards, live: true, ...rules };
		await stored.rules.save('shop', values, 'settings');
	}
	const shop = new InventedShop('shop', timestamp);
	const log: string[] = [];
	const warnings: string[] = [];
	const refused: Record<string, string> = {};
	const events = new Map<Moment, () => unknown>();
	const happen = async (moment: Moment) => {
		const event = events.get(moment);
		events.delete(moment);
		await event?.();
	};
	const data = { cache: stored, ledger: stored };
	const records = editRecords(data, timestamp);
	const reply = async (apply: () => Promise<Listing>) => await (answers.shift() ?? done)(apply);
	const ports: UpdatePorts = {
		client: {
			readList: async () => await shop.readList(),
			getNewestItems: async () => await shop.getNewestItems(),
			getTexts: async (id) => await shop.getTexts(id),
			getItem: async (id) => {
				await happen('get');
				log.push('get');
				return await shop.getItem(id);
			},
			editItem: async (id, edits) => {
				log.push(`edit ${JSON.stringify(edits)}`);
				return await reply(async () => await shop.editItem(id, edits));
			},
			editVariationStock: async (id, row, stock) => {
				log.push(`stock ${row} ${stock}`);
				return await reply(async () => await shop.editVariationStock(id, row, stock));
			},
		},
		budget: {
			take: async (wanted, urgency) => {
				await happen('take');
				log.push(`take ${wanted} ${urgency ?? ''}`.trim());
				if (left - (urgency === 'adds_risk' ? reserved : 0) < wanted) return false;
				left -= wanted;
				return true;
			},
			exhausted: async (window) => void log.push(`exhausted ${window}`),
		},
		records: {
			intend: async (plan) => {
				log.push(`intend ${JSON.stringify(plan.edits)}`);
				const id = await records.intend(plan);
				await happen('send');
				return id;
			},
			settle: async (plan, id, outcome, ...rest) => {
				log.push(outcome);
				await records.settle(plan, id, outcome, ...rest);
			},
		},
	};
	const warn = (what: string) => void warnings.push(what);
	const open = () =>
		new Gate({
			data,
			timestamp,
			warn,
			now: () => now,
			refused,
			hides: {},
			portsOf: async () => ports,
		});
	return {
		...{ gate: open(), another: open, shop, stored, ports, log, warnings, refused },
		pass: (ms) => void (now += ms),
		at: (moment, event) => void events.set(moment, event),
		place: (changes = {}) => {
			const { item_id: _, ...fields } = listing();
			return shop.place({ ...fields, read_at: timestamp(), ...structuredClone(changes) });
		},
		know: async (set, asin = ASIN) => {
			const [outcome] = await stored.write([{ asin, set }]);
			if (!outcome?.ok) throw outcome?.error ?? new Error('nothing was written');
		},
		shown: (id = 1) => shop.items.get(id)!.listing,
		memory: async (id = 1) => (await stored.read([ASIN])).get(ASIN)?.shop?.[`shop/${id}`],
	};
}

/** What a run wants of an item, decided by version 1 and by what it knew. */
export function runIntent(of: Listing, known: Partial<Situation> = {}): RunIntent {
	const whole = situation({ listing: of, version: 1, ...known });
	const decision = decide(whole);
	return {
		...{ asin: ASIN, run: 'r1', listing: of, edits: decision.edits, why: decision.why },
		...{ writer: 'run', isLooked: false },
		decided: { decision, offer: whole.offer, override: whole.override, ruleProblem: null },
	};
}

/** What a job of the owner's wants of an item. */
export const jobIntent = (
	of: Listing,
	edits: Edits,
	writer: 'brake' | 'release' | 'undo',
): Intent => ({
	...{ asin: ASIN, run: 'j1', listing: of, edits, why: [], writer, isLooked: true, decided: null },
});

/** Amazon's answer of that many minutes ago as the cache keeps it; null = sold out. */
export const answer = (
	price: number | null,
	minutes: number,
	witness: Witness = offer().witness!,
): DocumentPatch => ({
	price: { price, currency: 'JPY', points: 0, at: at(minutes) },
	stock: {
		in_stock: price !== null,
		offer_status: price === null ? 'out_of_stock' : 'in_stock',
		...{ witness, at: at(minutes) },
	},
});

/** Two rows, 黒 (11) and 白 (12), with that stock. */
export const rows = (black: number, white: number): ListingVariation[] => [
	{ variation_id: 11, title: '黒', stock: black, identifier: '' },
	{ variation_id: 12, title: '白', stock: white, identifier: '' },
];

/** The listing as it concerns its black row, whose product the white one does not sell. */
export const blackRow = (of: Listing): Listing => ({
	...of,
	variation: {
		...{ variation_id: 11, title: '黒', stock: of.variations[0]!.stock },
		siblings: [{ variation_id: 12, asin: WHITE }],
	},
});

export const WHITE = 'B0000WHITE';
