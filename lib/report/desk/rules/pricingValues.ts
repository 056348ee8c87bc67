import { formatCount, formatYen } from '../../../listing/money';
import { feePresets, type ShopFees } from '../../../listing/pricing/fees';
import type { MarkupTier } from '../../../listing/pricing/rule';
import { toPlainFigure } from '../../../listing/pricing/toPlainFigure';
import { readMarkup } from '../../../listing/pricing/typedMarkup';
import { describeMarkupProblem } from '../../describeMarkup';
import { accept, readLines, readPercentOrNone, readYen, refuse, type Typed } from './typedValue';

/** Parts of the pricing rule, as people type and read them. */

/** Reads a markup: 1.3, １．３, 130%, 1.3倍. */
export function readTypedMarkup(typed: string): Typed<number> {
	const read = readMarkup(typed);
	return read.kind === 'markup' ? accept(read.percent) : refuse(describeMarkupProblem(read));
}

/** Reads the lowest allowed price as a share of the cost: 1.05, 105%. Unlike a markup it may be 1. */
export function readRatio(typed: string): Typed<number> {
	const plain = toPlainFigure(typed);
	const [, digits = '', unit] = /^(\d{1,3}(?:\.\d{1,2})?)[ \t]*(倍|%)?$/.exec(plain) ?? [];
	const percent = Math.round(Number(digits || NaN) * (unit === '%' ? 1 : 100));
	return percent >= 100 && percent < 300
		? accept(percent)
		: refuse(
				`「${typed.trim()}」は使えません。仕入値の1.05倍を下回らないなら、1.05 と入れてください (1 から 2.99 まで)。`,
			);
}

export const describeRatio = (percent: number): string => String(percent / 100);

/** A shop that keeps less than this of its prices loses money by one return: `1.3` was meant as a markup. */
const LEAST_MARGIN = 3;

/** Reads the share of the price that is to remain, or null from an empty field. */
export function readMargin(typed: string): Typed<number | null> {
	const read = readPercentOrNone(typed);
	if (read.value === null || read.value >= LEAST_MARGIN) return read;
	return refuse(
		`目標の利益率 ${read.value}% は低すぎます。${read.value} 倍のことなら「掛け率」に入れて、ここは空にしてください。利益率なら ${LEAST_MARGIN}% 以上で入れてください。`,
	);
}

/** Reads the lower tiers, one a line: `5000円まで 1.5`. */
export function readTiers(typed: string): Typed<MarkupTier[]> {
	const tiers: MarkupTier[] = [];
	for (const line of readLines(typed)) {
		const [, yen, factor] = /^(.+?)\s*(?:円)?まで[\s:：、]*(.+)$/u.exec(toPlainFigure(line)) ?? [];
		if (yen === undefined || factor === undefined) {
			return refuse(
				`「${line}」を読めません。「5000円まで 1.5」のように、1行に1段ずつ入れてください。`,
			);
		}
		const upTo = readYen(yen);
		if (upTo.problem !== null) return refuse(upTo.problem);
		const markup = readTypedMarkup(factor);
		if (markup.problem !== null) return refuse(markup.problem);
		tiers.push({ upTo: upTo.value, markupPercent: markup.value });
	}
	const isRising = tiers.every(({ upTo }, index) => index === 0 || upTo! > tiers[index - 1]!.upTo!);
	return isRising ? accept(tiers) : refuse('掛け率の段は、安い順に並べてください。');
}

export const describeTierLines = (tiers: readonly MarkupTier[]): string =>
	tiers
		.flatMap(({ upTo, markupPercent }) =>
			upTo === null ? [] : [`${formatCount(upTo)}円まで ${markupPercent / 100}`],
		)
		.join('\n');

const plans: Record<string, ShopFees> = {
	スタンダード: feePresets.base_standard,
	グロース: feePresets.base_growth,
	なし: feePresets.none,
	'': feePresets.none,
};

/** Reads fees as their sum, `3.6% + 3% + 40円`, or as the name of a plan of BASE. */
export function readFees(typed: string): Typed<ShopFees> {
	const plain = toPlainFigure(typed);
	const name = plain.normalize('NFKC');
	if (Object.hasOwn(plans, name)) return accept(plans[name]!);
	const rates: number[] = [];
	let fixed = 0;
	for (const part of plain.split('+').map((each) => each.trim())) {
		const [, rate] = /^(\d{1,2}(?:\.\d{1,2})?)[ \t]*%$/.exec(part) ?? [];
		const [, yen] = /^(\d{1,5})[ \t]*円$/.exec(part) ?? [];
		if (rate !== undefined) rates.push(Math.round(Number(rate) * 100));
		else if (yen !== undefined) fixed += Number(yen);
		else {
			return refuse(
				`「${typed.trim()}」を読めません。「3.6% + 3% + 40円」のように入れるか、「スタンダード」「グロース」「なし」と入れてください。`,
			);
		}
	}
	return accept({ rates, fixed });
}

export const describeFees = ({ rates, fixed }: ShopFees): string =>
	[...rates.map((rate) => `${rate / 100}%`), ...(fixed > 0 ? [formatYen(fixed)] : [])].join(
		' + ',
	) || 'なし';
