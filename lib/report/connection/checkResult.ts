import { worstLevel, type Finding, type Level } from '../../findings/finding';
import { renderShell } from '../pages/pageShell';
import { inOneLine, markup, type Html } from '../render/inert';
import { checkNames, describeOutcome } from './words';

const levelNames: Record<Level, string> = { green: '正常', amber: '注意', red: '要対応' };
const tones: Record<Level, string> = { green: 'good', amber: 'calm', red: 'warn' };

/** A finding in words. */
export interface CheckLine {
	level: Level;
	name: string;
	text: string;
	todo: string;
}

export function describeFinding({ check, outcome, level, about, facts }: Finding): CheckLine {
	const { text, todo = '' } = describeOutcome(check, outcome, facts, about);
	const name = about === '' ? checkNames[check] : `${checkNames[check]} (${about})`;
	return { level, name, text, todo };
}

const count = (findings: readonly Finding[], level: Level): number =>
	findings.filter((finding) => finding.level === level).length;

const titles: Record<Level, string> = {
	green: 'すべて正常です',
	amber: '使えますが、確かめたい点があります',
	red: '直すところがあります',
};

/** Says how many findings there are of each level. */
export const countLevels = (findings: readonly Finding[]): string =>
	`正常 ${count(findings, 'green')}・注意 ${count(findings, 'amber')}・要対応 ${count(findings, 'red')}`;

/** Renders the page for the owner. @param checkedAt for people, in the shop's time */
export const renderCheckPage = (
	findings: readonly Finding[],
	text: string,
	checkedAt: string,
): string => renderShell('接続の確認', checkedAt, renderFindings(findings, text));

/** Renders findings for the owner: what needs attention first, and at the end the text for the maintainers. */
export function renderFindings(findings: readonly Finding[], text: string): Html[] {
	const byLevel = (level: Level) => findings.filter((finding) => finding.level === level);
	const rows = [...byLevel('red'), ...byLevel('amber'), ...byLevel('green')].map(renderLine);
	const head = markup`<p class="card">${titles[worstLevel(findings)]} (${countLevels(findings)})</p>`;
	const copy = markup`<section class="card answer"><h2>開発元に送る文</h2><p class="note">認証情報・商品・ショップ名は含まれません。</p><textarea rows="12" readonly>${text}</textarea></section>`;
	return [head, ...rows, copy];
}

function renderLine(finding: Finding): Html {
	const { level, name, text, todo } = describeFinding(finding);
	const next = todo === '' ? '' : markup`<p class="note">${todo}</p>`;
	return markup`<section class="card answer"><h2><b class="chip ${tones[level]}">${levelNames[level]}</b>${name}</h2>${text}${next}</section>`;
}

/**
 * Renders the text for the maintainers: checks, outcomes and bare facts, one a line. A finding holds no secret, and
 * nothing of a product.
 */
export function renderCheckText(
	findings: readonly Finding[],
	{ version, checkedAt }: { version: string; checkedAt: string },
): string {
	const lines = findings.map(({ check, outcome, level, about, facts }) => {
		const name = about === '' ? check : `${check} ${about}`;
		const said = Object.entries(facts).map(([field, value]) => `${field}=${String(value)}`);
		return inOneLine(
			`${level.padEnd(5)} ${name}: ${outcome}${said.length > 0 ? ` (${said.join('; ')})` : ''}`,
		);
	});
	return [`n8n-nodes-amazon-base-sync ${version}, ${checkedAt}`, ...lines].join('\n');
}
