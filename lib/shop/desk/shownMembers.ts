import { sealMember, type QuestionMember } from '../../ledger/questions/question';

/** Names items of a question as a form shows them: the state that an answer about some of them is judged by. */
export const nameMembers = (members: readonly QuestionMember[]): string =>
	members.map((member) => `${member.name}@${sealMember(member)}`).join(' ');

/**
 * Returns the seals of the chosen items as the form showed them, by name. An item that it did not show gets an
 * empty one, which no item has.
 */
export function findShown(state: string, chosen: readonly string[]): Map<string, string> {
	const shown = new Map(
		state.split(' ').map((each): [string, string] => {
			const at = each.lastIndexOf('@');
			return [each.slice(0, at), each.slice(at + 1)];
		}),
	);
	return new Map(chosen.map((name) => [name, shown.get(name) ?? '']));
}
