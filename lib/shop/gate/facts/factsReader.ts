import type { EditKind } from '../../../changes/decision';
import type { Circumstances } from '../../../changes/situation';
import type { ItemAnswers } from '../../../ledger/questions/questions';
import type { Wave } from '../../../ledger/stops/waves';
import { nameOfItem, type Listing } from '../../../listing/listing';
import { readShopRules } from '../../runs/shopRules';
import type { ShopData } from '../../shopData';
import type { Judgement } from '../judge';
import { nameBasis, type Facts } from './facts';
import { countWaves, readCircumstances } from './circumstances';

/** The parts of the facts that are read once for a chunk. */
interface ChunkFacts {
	shop: Circumstances;
	answers: Map<string, ItemAnswers>;
	/** Edits of the last hours, of all runs. */
	recent: ReadonlyMap<string, Wave>;
	/** Edits that this chunk has made. */
	made: Map<EditKind, Wave>;
	/** Names of the rows that it has emptied. */
	emptied: string[];
}

/**
 * Reads what the gate judges by: the product and the rules for each edit, the circumstances of the shop and the
 * owner's answers once for a chunk.
 */
export class FactsReader {
	private readonly chunks = new Map<string, ChunkFacts>();

	constructor(
		private readonly ports: {
			data: ShopData;
			/** Milliseconds since 1970. */
			now: () => number;
		},
	) {}

	/** @param asin empty if no product is known */
	async read(asin: string, listing: Listing): Promise<Facts> {
		const { data, now } = this.ports;
		const { account, item_id, variation } = listing;
		const { shop, answers, recent, made } = await this.readChunk(account);
		const documents = await data.cache.read(asin === '' ? [] : [asin]);
		return {
			document: documents.get(asin) ?? null,
			rules: await readShopRules(data.ledger.rules, account),
			answers: answers.get(nameOfItem(item_id, variation)) ?? {},
			shop: { ...shop, waves: countWaves(shop.waves.limit, recent, made) },
			now: now(),
		};
	}

	/** Names the facts as they are now (see nameBasis). @param asin empty if no product is known */
	async readBasis(asin: string, listing: Listing): Promise<string> {
		return nameBasis(await this.read(asin, listing));
	}

	/** Counts an edit that was made. */
	async count({ account, item_id }: Listing, judged: Judgement): Promise<void> {
		const { decision, edits } = judged;
		const { made, emptied } = await this.readChunk(account);
		for (const [id, stock] of Object.entries(edits.row_stocks ?? {})) {
			if (stock === 0) emptied.push(nameOfItem(item_id, { variation_id: Number(id) }));
		}
		if (!decision) return;
		for (const kind of decision.kinds) {
			const { count, counted } = made.get(kind) ?? { count: 0, counted: 0 };
			const more = decision.counted.includes(kind) ? 1 : 0;
			made.set(kind, { count: count + 1, counted: counted + more });
		}
	}

	/** Adds the chunk's edits to the counts of the shop, at its end. */
	async close(): Promise<void> {
		const { waves, lists } = this.ports.data.ledger;
		for (const [account, { made, emptied }] of this.chunks) {
			await waves.add(account, made);
			await lists.noteEmptied(account, emptied);
		}
		this.chunks.clear();
	}

	private async readChunk(account: string): Promise<ChunkFacts> {
		const known = this.chunks.get(account);
		if (known) return known;
		const { ledger } = this.ports.data;
		const facts: ChunkFacts = {
			shop: await readCircumstances(ledger, account),
			answers: await ledger.questions.answers(account),
			recent: await ledger.waves.recent(account),
			made: new Map(),
			emptied: [],
		};
		this.chunks.set(account, facts);
		return facts;
	}
}
