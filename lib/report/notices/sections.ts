import { hasMoved } from '../../ledger/notices/itemChange';
import { isUrgent, type Notice, type NoticeKind, type NoticeOf } from '../../ledger/notices/notice';
import { nameBlock } from '../../listing/blocks/blockLists';
import { shorten } from '../render/shorten';
import { formatCount } from '../../listing/money';
import type { Entry, Section } from '../render/parts';
import { describeChange, yenAtStake } from './describeChange';
import { describeDeath, describeFailed, describeWaitingItem, SAID_AGAIN } from './describeNotice';

/** Most items that one section names. */
const MOST_ENTRIES = 20;

/** Characters of a title in a message. */
const LONGEST_TITLE = 30;

/** An API may put its whole answer into an error. */
const LONGEST_LINE = 300;

interface Kind {
	heading: string;
	/** Only the owner can settle these: each is named, in a later message if this one is full. */
	isNamed: boolean;
	of: (notice: Notice) => string | null;
	/** Biggest first; absent = as found. */
	weigh?: (notice: Notice) => number;
}

const only =
	<K extends NoticeKind>(kind: K, describe: (notice: NoticeOf<K>) => string | null) =>
	(notice: Notice): string | null =>
		notice.kind === kind ? describe(notice as NoticeOf<K>) : null;

const isPriceMove = ({ facts: { amazon } }: NoticeOf<'change'>): boolean =>
	amazon?.kinds.includes('price') === true;

const isStockMove = (notice: NoticeOf<'change'>): boolean =>
	hasMoved(notice.facts.amazon) && !isPriceMove(notice);

const changes = (belongs: (notice: NoticeOf<'change'>) => boolean) => ({
	isNamed: false,
	of: only('change', (notice) => (belongs(notice) ? describeChange(notice.facts) : null)),
	weigh: (notice: Notice) => (notice.kind === 'change' ? yenAtStake(notice.facts) : 0),
});

const holds = (isOwners: boolean) => ({
	isNamed: isOwners,
	of: only('held', (notice) => (isUrgent(notice) === isOwners ? notice.facts.reason : null)),
});

/** In the order in which the owner reads them: what needs them first. */
const kinds: readonly Kind[] = [
	{ heading: '失敗', isNamed: true, of: only('failed', describeFailed) },
	{ heading: '確認が必要な商品', ...holds(true) },
	{
		heading: '次回に繰り越し',
		isNamed: false,
		of: only('deferred', describeWaitingItem),
		weigh: (notice) => (notice.kind === 'deferred' && notice.facts.isOnSale ? 1 : 0),
	},
	{
		heading: '出品しないリストに当たる商品 (公開のまま)',
		isNamed: true,
		of: only('blocked', ({ facts }) => `${nameBlock(facts)}に当たります`),
	},
	{
		heading: '商品コードを確認できない商品',
		isNamed: true,
		of: only('unrecognised', ({ facts }) => facts.reason),
	},
	{ heading: 'Amazonからなくなった商品', isNamed: true, of: only('dead', describeDeath) },
	{ heading: '価格の変動', ...changes(isPriceMove) },
	{ heading: '在庫の変動', ...changes(isStockMove) },
	{
		heading: 'そのほかの更新 (掛け率の変更、前回の繰り越しなど)',
		...changes(({ facts }) => !hasMoved(facts.amazon)),
	},
	{ heading: '保留', ...holds(false) },
];

/** A section with the notices that it tells. */
export interface ToldSection extends Section {
	told: Notice[];
}

/**
 * Sorts notices about items into sections that fit into so many characters together. An item whose owner
 * has to act is left for the next message if there is no room; all others are counted.
 */
export function makeSections(notices: readonly Notice[], room: number): ToldSection[] {
	let left = room;
	const sections: ToldSection[] = [];
	for (const kind of kinds) {
		const section = makeSection(kind, notices, left);
		if (section === null) continue;
		left -= measure(section);
		sections.push(section);
	}
	return sections;
}

/** Characters of the line that counts what is left out, and of the heading's count. */
const FRAME = 24;

function makeSection(kind: Kind, notices: readonly Notice[], room: number): ToldSection | null {
	const lines = notices.flatMap((notice) => {
		const line = kind.of(notice);
		return line === null ? [] : [{ notice, entry: makeEntry(notice, line) }];
	});
	if (lines.length === 0) return null;
	const { weigh } = kind;
	if (weigh) lines.sort((a, b) => weigh(b.notice) - weigh(a.notice));
	let left = room - kind.heading.length - FRAME;
	let shown = 0;
	for (const { entry } of lines.slice(0, MOST_ENTRIES)) {
		left -= measureEntry(entry);
		if (left < 0) break;
		shown++;
	}
	const named = lines.slice(0, shown);
	return {
		heading: `${kind.heading} ${formatCount(lines.length)}件`,
		entries: named.map(({ entry }) => entry),
		rest: lines.length - shown,
		told: (kind.isNamed ? named : lines).map(({ notice }) => notice),
	};
}

function makeEntry({ item, maybe_told }: Notice, line: string): Entry {
	const title = shorten(item?.title || item?.asin || '', LONGEST_TITLE);
	return {
		title: `${maybe_told ? SAID_AGAIN : ''}${title}`,
		asin: item?.asin ?? '',
		lines: [shorten(line, LONGEST_LINE)],
	};
}

/** With the marks around it: `・title (asin) line`. */
const measureEntry = ({ title, asin, lines }: Entry): number =>
	title.length + asin.length + lines.join('').length + 6;

const measure = ({ heading, entries }: Section): number =>
	heading.length + FRAME + entries.reduce((sum, entry) => sum + measureEntry(entry), 0);
