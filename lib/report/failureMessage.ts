import type { Message } from './message';
import { shorten } from './render/chatwork';

/** A workflow that stopped with an error. */
export interface Failure {
	/** n8n's name of the workflow. */
	workflow: string;
	/** Name of the node where it stopped; null if it stopped before the first one. */
	node: string | null;
	/** The error's message; null if n8n gives none. */
	reason: string | null;
	/** The next step for the owner; empty = none. */
	advice: string;
}

/** An API may put its whole answer into the message of an error. */
const LONGEST_REASON = 1000;

/** Says what stopped, where, why, and what to do. */
export const composeFailure = ({ workflow, node, reason, advice }: Failure): Message => ({
	title: `${workflow || 'ワークフロー'} が止まりました`,
	alarms: [],
	summary: [
		`場所: ${node ?? '開始'}`,
		`内容: ${shorten(reason ?? '不明', LONGEST_REASON)}`,
		...(advice ? [advice] : []),
	],
	sections: [],
});
