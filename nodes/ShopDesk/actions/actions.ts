import { readSettings } from '../../../lib/report/desk/rules/settingsForm';
import { renderSettingsPage } from '../../../lib/report/desk/rules/settingsPage';
import {
	approveProposal,
	returnToVersion,
	saveValues,
	setLive,
	withdrawProposal,
} from '../../../lib/shop/desk/changeRules';
import { answerPage } from '../answer';
import { goOn, onMoment, onRules, refuseForm, type Action, type Take } from './goOn';
import { removeItems, takeItem } from './itemActions';
import { takeOwnRule, takeToAuto } from './ownRuleActions';
import { brake } from './brakeAction';
import { lift, pause, release, resume } from './stopActions';
import { answerAll, answerItem, answerSome } from './questionActions';
import { undo } from './undoAction';
import { takeTable } from './takeTable';
import { takeWord } from './wordAction';
import { makeView } from '../openDesk';
import type { Fields } from '../request';

const takeSettings: Take = async (taken) => {
	const { shop, desk, body } = taken;
	const typed = body.all();
	const { values, problems, problem, missing } = readSettings(typed, shop.values);
	if (missing.length > 0) return refuseForm('incomplete', taken);
	if (problems.size > 0 || problem !== null) {
		const asked = { typed, problems, problem };
		return answerPage(renderSettingsPage(shop, makeView(desk, shop), asked), 422);
	}
	return goOn(shop, await saveValues(shop, values, desk.ports), 'settings');
};

const readTarget = (body: Fields): string => body.list('target')[0] ?? '';

const switchTo =
	(isLive: boolean): Take =>
	async ({ shop, desk }) => {
		const outcome = await setLive(shop, isLive, desk.ports);
		return goOn(shop, outcome, 'live', { saved: isLive ? 'live' : 'dry' });
	};

/** Makes a proposal rule, and goes back to the item that it was made for, if there is one. */
const approve: Take = async ({ shop, desk, body }) => {
	const [code = '', item = ''] = body.list('target');
	return goOn(shop, await approveProposal(shop, code, desk.ports), 'versions', { item });
};

const withdraw: Take = async ({ shop, desk, body }) => {
	const [code = '', item = ''] = body.list('target');
	return goOn(shop, await withdrawProposal(shop, code, desk.ports), 'settings', { item });
};

/** The actions of the desk's forms, by name. */
export const actions: Record<string, Action> = {
	settings: onRules(takeSettings),
	item: onRules(takeItem),
	own_rule: onRules(takeOwnRule),
	to_auto: onRules(takeToAuto),
	remove: onRules(removeItems),
	csv: onRules(takeTable),
	approve: onRules(approve),
	withdraw: onRules(withdraw),
	return: onRules(async ({ shop, desk, body }) =>
		goOn(shop, await returnToVersion(shop, Number(readTarget(body)), desk.ports), 'versions'),
	),
	live: onRules(switchTo(true)),
	dry: onRules(switchTo(false)),
	pause: onMoment(pause),
	resume: onMoment(resume),
	lift: onMoment(lift),
	brake: onMoment(brake),
	release: onMoment(release),
	undo: onMoment(undo),
	word: onMoment(takeWord),
	answer_all: onMoment(answerAll),
	answer_some: onMoment(answerSome),
	answer_item: onMoment(answerItem),
};
