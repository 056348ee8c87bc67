import { brake } from './brakeAction';
import { recode } from './deadWood/recode';
import { deleteDeadWood, takeDeadWood } from './deadWood/takeDeadWood';
import { onMoment, onRules, type Action } from './goOn';
import { removeItems, takeItem } from './itemActions';
import { takeOwnRule, takeToAuto } from './ownRuleActions';
import { answerAll, answerItem, answerSome } from './questionActions';
import { approve, goBack, switchTo, takeSettings, withdraw } from './ruleActions';
import { lift, pause, release, resume } from './stopActions';
import { takeTable } from './takeTable';
import { undo } from './undoAction';
import { takeWord, takeWordOfAll } from './words/wordAction';

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
	return: onRules(goBack),
	live: onRules(switchTo(true)),
	dry: onRules(switchTo(false)),
	pause: onMoment(pause),
	resume: onMoment(resume),
	lift: onMoment(lift),
	brake: onMoment(brake),
	release: onMoment(release),
	undo: onMoment(undo),
	word: onMoment(takeWord),
	dead_wood: onMoment(takeDeadWood),
	delete_dead: onMoment(deleteDeadWood),
	recode: onMoment(recode),
	word_all: onMoment(takeWordOfAll),
	answer_all: onMoment(answerAll),
	answer_some: onMoment(answerSome),
	answer_item: onMoment(answerItem),
};
