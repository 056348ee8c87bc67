import { makeFinding, type Check, type Facts, type Finding } from '../../findings/finding';
import { findDifferences } from '../../findings/unknownFields';
import type { Listing } from '../../listing/listing';
import type { Edits } from '../../listing/memory';
import {
	AccountRefusedError,
	AnswerLostError,
	codeOf,
	RequestRefusedError,
	ShopError,
	ShopStoppedError,
} from '../errors';
import { TestItem, testItemFields, type TestItemPorts } from '../gate/testItem';
import type { ShopBudget } from '../ports';

type Fields = Readonly<Record<string, unknown>>;

export interface TryPorts extends TestItemPorts {
	budget: Pick<ShopBudget, 'take' | 'takeNewItem'>;
	/** The item of the shop's last answer, in the shop's own names. */
	lastItem: () => Fields;
	/** The shop's last refusal, in its own words. */
	lastRefusal: () => string;
	/** Address of an image that the shop can fetch; null = none is known. */
	image: string | null;
	isImageField: (name: string) => boolean;
}

/** Calls of one trial, rounded up. */
const CALLS = 25;

/**
 * Makes a hidden item, edits it as a sync would, and deletes it. While it is visible it is sold out, so that nobody
 * can buy it.
 * @returns what the shop did; the item is deleted also if something fails
 */
export async function tryEdits(ports: TryPorts): Promise<Finding[]> {
	const { budget } = ports;
	if (!(await budget.take(CALLS, 'adds_risk')) || !(await budget.takeNewItem())) {
		return [makeFinding('test_item', 'no_calls')];
	}
	let item: TestItem;
	try {
		item = await TestItem.make(ports);
	} catch (error) {
		return [judgeMaking(error)];
	}
	const trial = new Trial(ports, item);
	try {
		await trial.run();
	} finally {
		trial.findings.push(await removeItem(item));
	}
	return [makeFinding('test_item', 'made'), ...trial.findings];
}

async function removeItem(item: TestItem): Promise<Finding> {
	try {
		await item.remove();
		return makeFinding('test_item_end', 'removed');
	} catch (error) {
		const code = codeOf(error);
		return makeFinding('test_item_end', (await isOnSale(item)) ? 'left_visible' : 'left', { code });
	}
}

/** Takes what could not be deleted off sale. @returns whether the shop still shows it */
async function isOnSale(item: TestItem): Promise<boolean> {
	try {
		await item.edit({ visible: false, stock: 0 });
		return (await item.read()).visible;
	} catch (error) {
		codeOf(error);
		return true;
	}
}

function judgeMaking(error: unknown): Finding {
	const code = codeOf(error);
	if (error instanceof ShopStoppedError) return makeFinding('test_item', 'stopped');
	if (error instanceof AnswerLostError) return makeFinding('test_item', 'lost', { code });
	if (!(error instanceof ShopError)) throw error;
	const isRight = error instanceof AccountRefusedError && code === 'invalid_scope';
	return makeFinding('test_item', isRight ? 'no_right' : 'refused', { code });
}

/** The edits of one test item, one after the other. */
class Trial {
	readonly findings: Finding[] = [];
	private hasImage = false;
	private areImagesKept = true;
	/** The item before the edit that is tried. */
	private before: Fields = {};

	constructor(
		private readonly ports: TryPorts,
		private readonly item: TestItem,
	) {}

	async run(): Promise<void> {
		await this.putImage();
		await this.look();
		await this.attempt('edit_price', async () => await this.tryPrice());
		// It is shown only once it was seen to be sold out, and gets stock only once it was seen to be hidden.
		const { price } = testItemFields;
		if (await this.isTaken({ price, visible: false, stock: 0 })) {
			await this.attempt('edit_together', async () => await this.tryTogether());
		} else this.add('edit_together', 'not_tried');
		if (await this.isTaken({ price, visible: false, stock: 0 })) {
			await this.attempt('edit_stock', async () => await this.tryStock());
		} else this.add('edit_stock', 'not_tried');
		if (this.hasImage) this.add('images', this.areImagesKept ? 'kept' : 'lost');
		await this.tryRefusal();
	}

	private add(check: Check, outcome: string, facts: Facts = {}): void {
		this.findings.push(makeFinding(check, outcome as never, facts));
	}

	private async attempt(check: Check, work: () => Promise<void>): Promise<void> {
		try {
			await work();
		} catch (error) {
			const code = codeOf(error);
			this.add(check, error instanceof AnswerLostError ? 'lost' : 'refused', { code });
		}
	}

	private async putImage(): Promise<void> {
		const { image } = this.ports;
		if (image === null) return this.add('images', 'no_image');
		try {
			await this.item.putImage(1, image);
			this.hasImage = true;
		} catch (error) {
			this.add('images', 'not_taken', { code: codeOf(error) });
		}
	}

	private async tryPrice(): Promise<void> {
		const before = this.before;
		const price = testItemFields.price + 1000;
		const answered = await this.edit({ price });
		const shown = await this.look();
		const fields = this.differ(before, this.before, ['price']);
		if (fields.length > 0) this.add('edit_price', 'changes_more', { fields });
		else this.add('edit_price', shown.price === price ? 'alone' : 'not_applied');
		const others = findDifferences(this.before, answered, (name) => name === 'modified');
		if (others.length === 0) this.add('edit_answer', 'whole');
		else this.add('edit_answer', 'differs', { fields: others.slice(0, 20), count: others.length });
	}

	/** It is sold out before, and stays so. */
	private async tryTogether(): Promise<void> {
		const edits = { price: testItemFields.price + 2000, visible: true, stock: 0 };
		await this.edit(edits);
		const shown = await this.look();
		const names = Object.keys(edits) as Array<keyof typeof edits>;
		const fields = names.filter((name) => shown[name] !== edits[name]);
		if (fields.length > 0) this.add('edit_together', 'partly', { fields });
		else this.add('edit_together', 'applied');
	}

	/** Edits, and looks whether the shop shows it; twice, because an answer may get lost. */
	private async isTaken(
		edits: Required<Pick<Edits, 'stock' | 'visible' | 'price'>>,
	): Promise<boolean> {
		const names = Object.keys(edits) as Array<keyof typeof edits>;
		for (let made = 0; made < 2; made++) {
			try {
				await this.edit(edits);
				const shown = await this.look();
				if (names.every((name) => shown[name] === edits[name])) return true;
			} catch (error) {
				codeOf(error);
			}
		}
		return false;
	}

	private async tryStock(): Promise<void> {
		const before = this.before;
		const stock = testItemFields.stock + 1;
		await this.item.setStock(stock);
		const shown = await this.look();
		const fields = this.differ(before, this.before, ['stock']);
		if (fields.length > 0) this.add('edit_stock', 'changes_more', { fields });
		else this.add('edit_stock', shown.stock === stock ? 'applied' : 'not_applied');
	}

	/** A price of 0 is none that a shop may take. */
	private async tryRefusal(): Promise<void> {
		try {
			await this.item.edit({ price: 0 });
			this.add('refusal', 'accepted');
		} catch (error) {
			const code = codeOf(error);
			const isKnown = error instanceof RequestRefusedError && code === 'validation_error';
			const words = this.ports.lastRefusal().slice(0, 100);
			this.add('refusal', isKnown ? 'documented' : 'other_words', { code, words });
		}
	}

	/** Edits as a sync does, and returns the answer. An answer that a sync could not read is looked at all the same. */
	private async edit(edits: Edits): Promise<Fields> {
		try {
			await this.item.edit(edits);
		} catch (error) {
			const isUnread = error instanceof AnswerLostError && error.code === 'unreadable_answer';
			if (!isUnread) throw error;
		}
		return this.ports.lastItem();
	}

	private async look(): Promise<Listing> {
		const shown = await this.item.read();
		const now = this.ports.lastItem();
		const isImage = this.ports.isImageField;
		const others = findDifferences(this.before, now, (name) => !isImage(name));
		if (Object.keys(this.before).length > 0 && others.length > 0) this.areImagesKept = false;
		this.before = now;
		return shown;
	}

	/** Lists what an edit changed beside its own fields; images are judged by themselves. */
	private differ(before: Fields, after: Fields, own: readonly string[]): string[] {
		const ignored = (name: string) =>
			name === 'modified' || own.includes(name) || this.ports.isImageField(name);
		return findDifferences(before, after, ignored).slice(0, 20);
	}
}
