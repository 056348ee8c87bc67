import type { IExecuteFunctions } from 'n8n-workflow';
import { isRunId } from '../../../lib/ledger/runs/makeRunId';
import type { Run } from '../../../lib/ledger/runs/run';
import { readShopName } from '../../../lib/n8n/parameters/accountOption';
import { readRunSettings, type RulesFrom } from '../../../lib/n8n/parameters/rules/runSettings';
import { readRoom } from '../../../lib/report/typedRoom';
import { readHours } from './startHours';
import { readOptions } from './startOptions';

export const readAccount = (context: IExecuteFunctions): string =>
	readShopName(context.getNodeParameter('account', 0));

/** The desk gives its jobs their numbers, so that its page can follow them. */
export function readRunNumber(context: IExecuteFunctions): string | null {
	const given = (readOptions(context).runNumber ?? '').trim();
	if (given === '') return null;
	if (isRunId(given)) return given;
	throw new Error(
		`Run Number「${given}」は実行の番号ではありません (例: 20261124-2100-7f3a)。空にすると、番号を新しく付けます。`,
	);
}

export function readTask(context: IExecuteFunctions): Pick<Run, 'task'> {
	const task = context.getNodeParameter('task', 0, '') as string;
	return task === '' ? {} : { task };
}

export function readRules(
	context: IExecuteFunctions,
	dryRun: boolean,
	room: string,
): Pick<Run, 'rules_from' | 'settings'> {
	const from = readRulesFrom(context);
	if (from === undefined) return {};
	if (from === 'book') return { rules_from: from };
	const { text: businessHours, problem: unread } = readHours(context);
	const typed = { typedRoom: readTypedRoom(context) };
	const settings = readRunSettings(context, { ...typed, dryRun, room, businessHours });
	return {
		rules_from: from,
		settings: { ...settings, ...(unread === null ? {} : { unread }) },
	};
}

/** Returns where the rules of a run come from; undefined = each node has its own. */
export function readRulesFrom(context: IExecuteFunctions): Run['rules_from'] {
	const from = context.getNodeParameter('rulesFrom', 0, 'here') as RulesFrom;
	return from === 'here' ? undefined : from;
}

/** Returns the number of the room that the node names; empty if it names none that can be read. */
function readTypedRoom(context: IExecuteFunctions): string {
	const typed = readRoom(context.getNodeParameter('room', 0, ''));
	return typed.kind === 'room' ? typed.room : '';
}
