import { offerFromDocument } from '../../cache/offerFromDocument';
import { isOpen, type Question, type QuestionMember } from '../../ledger/questions/question';
import type { Listing } from '../../listing/listing';
import type { ShopData } from '../shopData';

/** An item of a question, with what helps the owner to decide. */
export interface ShownMember {
	member: QuestionMember;
	/** Of the item, with its row's; null if the shop's last list does not have it. */
	title: string | null;
	/** Link of its picture at Amazon; null if none is known. */
	image: string | null;
	/** Amazon's last price, yen; null if none is known. */
	cost: number | null;
	/** The shop's price by the last list, yen; null if it does not have the item. */
	price: number | null;
}

/** A question with some of its items. */
export interface ShownQuestion {
	question: Question;
	/** Index of the first item that is shown. */
	from: number;
	rows: ShownMember[];
}

export interface ShownQuestions {
	/** Oldest first. */
	open: ShownQuestion[];
	/** Answered, and not carried out yet; the last answer first. */
	answered: ShownQuestion[];
}

/** The part of a long question that is asked for. */
export interface QuestionPart {
	/** The question's id. */
	id: string;
	/** Index of its first item. */
	from: number;
}

/** An answer is no list to choose from: the first items remind the owner of it. */
const MOST_ANSWERED = 20;

/** Reads the questions of a shop. @param most items to show of each open question */
export async function readQuestions(
	account: string,
	data: ShopData,
	{ part, most }: { part: QuestionPart; most: number },
): Promise<ShownQuestions> {
	const all = await data.ledger.questions.all(account);
	const open = all.filter(isOpen).map((question) => {
		const wanted = question.id === part.id ? part.from : 0;
		const isThere = Number.isSafeInteger(wanted) && wanted > 0 && wanted < question.members.length;
		const from = isThere ? wanted : 0;
		return { question, from, members: question.members.slice(from, from + most) };
	});
	const answered = all
		.filter(({ answer, members }) => answer !== null && members.length > 0)
		.sort((one, other) => Date.parse(other.answered_at ?? '') - Date.parse(one.answered_at ?? ''))
		.map((question) => ({ question, from: 0, members: question.members.slice(0, MOST_ANSWERED) }));
	const show = await openMembers(
		account,
		data,
		[...open, ...answered].flatMap(({ members }) => members),
	);
	const complete = ({ question, from, members }: (typeof open)[number]): ShownQuestion => ({
		...{ question, from, rows: members.map(show) },
	});
	return { open: open.map(complete), answered: answered.map(complete) };
}

async function openMembers(
	account: string,
	{ cache, ledger }: ShopData,
	members: readonly QuestionMember[],
): Promise<(member: QuestionMember) => ShownMember> {
	if (members.length === 0) return bareMember;
	const shop = await ledger.items.read(account);
	const listings = new Map(shop?.listings.map((each) => [each.item_id, each]));
	const documents = await cache.read([...new Set(members.map(({ asin }) => asin))]);
	return (member) => {
		const listing = listings.get(member.item_id);
		const document = documents.get(member.asin);
		return {
			...bareMember(member),
			...(listing ? { title: titleOf(member, listing), price: listing.price } : {}),
			image: document?.images?.[0] ?? null,
			cost: offerFromDocument(document).price,
		};
	};
}

const bareMember = (member: QuestionMember): ShownMember => ({
	...{ member, title: null, image: null, cost: null, price: null },
});

function titleOf({ name, item_id }: QuestionMember, { title, variations }: Listing): string {
	const row = variations.find(({ variation_id }) => name === `${item_id}/${variation_id}`);
	return row ? `${title} (${row.title})` : title;
}
