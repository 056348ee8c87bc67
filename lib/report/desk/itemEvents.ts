import { formatYen } from '../../listing/money';
import type { TrailPoint } from '../../listing/trail';

/** A change of a price or of whether something was to be had, in the owner's words. */
export interface ItemEvent {
	/** Milliseconds since 1970. */
	at: number;
	place: 'BASE' | 'Amazon';
	text: string;
	tone: 'good' | 'warn' | 'calm';
}

interface Words {
	place: ItemEvent['place'];
	on: string;
	off: string;
	unknown: string;
}

const shopWords: Words = { place: 'BASE', on: '公開', off: '非公開', unknown: '' };
const amazonWords: Words = {
	...{ place: 'Amazon', on: '在庫あり', off: '在庫なし', unknown: '確認できません' },
};

/** Returns the changes in both courses, newest first. */
export function listEvents(
	shop: readonly TrailPoint[],
	amazon: readonly TrailPoint[],
): ItemEvent[] {
	return [...findChanges(shop, shopWords), ...findChanges(amazon, amazonWords)].sort(
		(one, other) => other.at - one.at,
	);
}

function findChanges(points: readonly TrailPoint[], words: Words): ItemEvent[] {
	return points.slice(1).flatMap((point, index) => {
		const before = points[index]!;
		const texts = describeChange(before, point, words);
		if (texts.length === 0) return [];
		const tone = before.is_on === point.is_on ? 'calm' : chooseTone(point.is_on);
		return [{ at: point.at, place: words.place, text: texts.join('、'), tone }];
	});
}

function describeChange(before: TrailPoint, after: TrailPoint, words: Words): string[] {
	const texts: string[] = [];
	if (before.is_on !== after.is_on) texts.push(describeState(after.is_on, words));
	if (after.price !== null && before.price !== after.price) {
		texts.push(
			before.price === null
				? formatYen(after.price)
				: `${formatYen(before.price)} → ${formatYen(after.price)}`,
		);
	}
	return texts;
}

const chooseTone = (isOn: boolean | null): ItemEvent['tone'] =>
	isOn === null ? 'calm' : isOn ? 'good' : 'warn';

const describeState = (isOn: boolean | null, { on, off, unknown }: Words): string =>
	isOn === null ? unknown : isOn ? on : off;
