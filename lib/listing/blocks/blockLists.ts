import { z } from 'zod';

/** Products that the shop's owner does not want to sell. Empty lists block nothing. */
export const blockListsSchema = z
	.object({
		asins: z.array(z.string()).readonly(),
		/** Compared with the brand that Amazon names, or with the titles while it names none. */
		brands: z.array(z.string()).readonly(),
		/** Looked for in the titles at Amazon and in the shop, and in the brand. */
		words: z.array(z.string()).readonly(),
		/** `hide`: it is taken off sale; `tell`: the owner only hears of it. */
		action: z.enum(['hide', 'tell']),
	})
	.strict();

export type BlockLists = z.infer<typeof blockListsSchema>;

/** The lists if the owner has set nothing. */
export const noBlocks: BlockLists = { asins: [], brands: [], words: [], action: 'hide' };

/** The entry of a list that a product matches. */
export interface Block {
	by: 'asin' | 'brand' | 'word';
	/** As the owner typed it. */
	entry: string;
	action: BlockLists['action'];
}

const names: Record<Block['by'], string> = { asin: 'ASIN', brand: 'ブランド', word: '言葉' };

/** Names an entry for the owner. */
export const nameBlock = ({ by, entry }: Pick<Block, 'by' | 'entry'>): string =>
	`出品しない${names[by]}「${entry}」`;
