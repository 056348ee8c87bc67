import type { Question, QuestionMember } from '../../../ledger/questions/question';
import { nameOfItem, type Listing } from '../../../listing/listing';
import { nameMembers } from '../../../shop/desk/shownMembers';
import { tellQuestion } from '../../rules/describeQuestion';
import { markup, type Html } from '../../render/inert';
import { renderForm, type DeskView } from '../deskShell';
import { renderAnswerButtons } from './answerButtons';
import { describeFacts, describeMove } from './describeMember';

/** Renders the open questions about one item, each to be answered for this item alone. */
export const renderItemQuestions = (
	questions: readonly Question[],
	listing: Listing,
	view: DeskView,
): Html[] =>
	questions.flatMap((question) =>
		question.members.map((member) => renderAsked(question, member, listing, view)),
	);

function renderAsked(
	{ id, kind }: Question,
	member: QuestionMember,
	listing: Listing,
	{ sign }: DeskView,
): Html {
	const { about, yes, no } = tellQuestion(kind, 1);
	const row = listing.variations.find((each) => nameOfItem(listing.item_id, each) === member.name);
	const shown = { member, title: null, image: null, cost: null, price: listing.price };
	const facts = describeFacts(shown).join(' ・ ');
	const form = renderForm(
		sign('answer_item', [id, member.name], 0, nameMembers([member])),
		renderAnswerButtons(`はい (${yes})`, `いいえ (${no})`),
	);
	return markup`<section class="card answer"><h2>この商品への質問</h2><p>${about}</p><p><b>${row ? `${row.title}: ` : ''}${describeMove(member)}</b></p><small>${facts}</small>${form}</section>`;
}
