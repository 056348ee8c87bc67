import type { Finding } from '../../../findings/finding';
import type { ConnectionCheck } from '../../../ledger/connection/connectionChecks';
import { countLevels, renderFindings, renderCheckText } from '../../connection/checkResult';
import { formatTime } from '../../formatTime';
import { markup, type Html } from '../../render/inert';
import { addressOf } from '../deskShell';

const HOW =
	'n8nで connection-check.json を開き、「Execute workflow」を押すと確かめられます。n8nやこのツールを更新した後は、もう一度確かめてください。';

const NEVER = 'まだ一度も確かめていません。';

/** A check without a test item says nothing about writing: the last one that made one does. */
const listFindings = ({ findings, settled }: ConnectionCheck): Finding[] => [
	...findings,
	...settled,
];

/** Renders when the shop's connections were checked last, with the way to what was found. */
export function renderCheckCard(check: ConnectionCheck, account: string): Html {
	const { checked_at } = check;
	const found =
		checked_at === null
			? markup`<p>${NEVER}</p>`
			: markup`<p>${formatTime(checked_at)} に確かめました (${countLevels(listFindings(check))})。<a href="${addressOf(account, 'check')}">結果を見る</a></p>`;
	return markup`<section class="card answer"><h2>接続の確認</h2>${found}<p class="note">${HOW}</p></section>`;
}

/** Renders what the last check of the shop's connections found. @param version of this package; empty = unknown */
export function renderKnownCheck(check: ConnectionCheck, version: string): Html[] {
	const { checked_at, test_items } = check;
	if (checked_at === null) return [markup`<p class="card answer">${NEVER}${HOW}</p>`];
	const findings = listFindings(check);
	const checkedAt = formatTime(checked_at);
	const left = test_items.map(({ code }) => code).join('、');
	return [
		markup`<p class="note">${checkedAt} の結果です。${HOW}</p>`,
		...(left === ''
			? []
			: [
					markup`<p class="alarm">テスト用の商品が残っているかもしれません (商品コード ${left})。もう一度確かめると、削除を試みます。</p>`,
				]),
		...renderFindings(findings, renderCheckText(findings, { version, checkedAt })),
	];
}
