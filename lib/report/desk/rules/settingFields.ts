import { readDeskUrl } from '../../render/deskLink';
import type { RuleValues } from '../../../ledger/rules/ruleValues';
import type { BlockLists } from '../../../listing/blocks/blockLists';
import { parseHours } from '../../../health/parseHours';
import { readRoom } from '../../typedRoom';
import { filterFields, guardFields } from './guardFields';
import { limitFields, pricingFields } from './pricingFields';
import {
	inGroup,
	makeField,
	readChoice,
	showPercent,
	showYen,
	type SettingField,
	type SettingGroup,
} from './settingField';
import {
	accept,
	readLines,
	readPercentOrNone,
	readWhole,
	readYen,
	refuse,
	type Typed,
} from './typedValue';

type BlockList = Exclude<keyof RuleValues['blocked'], 'action'>;

const blockActions = [
	['hide', '非公開にする'],
	['tell', 'お知らせだけにする'],
] as const;

const makeBlockList = (key: BlockList, label: string, hint: string): SettingField =>
	makeField<readonly string[]>(`blocked_${key}`, label, {
		...{ hint, control: 'lines' as const },
		get: ({ blocked }) => blocked[key],
		set: (values, list) => ({ ...values, blocked: { ...values.blocked, [key]: list } }),
		show: (list) => list.join('\n'),
		read: (typed) => (key === 'asins' ? readAsins(typed) : accept(readLines(typed))),
		check: (list, _, { blocked }) => refuseShort(list, blocked[key]),
	});

/** One letter is found in nearly every title, so it would take the whole shop off sale. */
function refuseShort(list: readonly string[], known: readonly string[]): string | null {
	const short = list.find((entry) => !known.includes(entry) && countLetters(entry) < 2);
	return short === undefined
		? null
		: `「${short}」は1文字なので、多くの商品に当たります。2文字以上で入れてください。`;
}

const countLetters = (entry: string): number =>
	[...entry.normalize('NFKC').replace(/[\s\p{Cf}]/gu, '')].length;

function readAsins(typed: string): Typed<string[]> {
	const asins = readLines(typed).map((line) => line.normalize('NFKC').toUpperCase());
	const bad = asins.find((asin) => !/^[0-9A-Z]{10}$/.test(asin));
	return bad === undefined
		? accept(asins)
		: refuse(`「${bad}」はASINではありません。10文字のASINを1行に1つずつ入れてください。`);
}

const blocked: SettingField[] = [
	makeBlockList('asins', '扱わないASIN', '1行に1つずつ。'),
	makeBlockList('brands', '扱わないブランド', '1行に1つずつ。'),
	makeBlockList('words', '扱わない言葉', '商品名にある言葉を、1行に1つずつ。'),
	makeField<BlockLists['action']>('blocked_action', '見つかったら', {
		control: { choices: blockActions },
		get: ({ blocked: { action } }) => action,
		set: (values, action) => ({ ...values, blocked: { ...values.blocked, action } }),
		show: String,
		read: (typed) => readChoice<BlockLists['action']>(typed, { hide: 'hide', tell: 'tell' }),
	}),
];

const notices: SettingField[] = [
	makeField<string>('room', 'Chatworkのルーム', {
		hint: 'ルームの番号か、ルームのアドレス (URL)。同期の「設定」に番号があれば、次の自動実行からそちらを使います。',
		get: ({ room }) => room,
		set: (values, room) => ({ ...values, room }),
		show: String,
		read: (typed) => {
			const read = readRoom(typed);
			if (read.kind === 'unreadable') {
				return refuse(
					`「${typed.trim()}」をルームとして読めません。ルームを開いたときのアドレスの rid の後の数字を入れてください。`,
				);
			}
			return accept(read.kind === 'room' ? read.room : '');
		},
	}),
	makeField<string>('desk_url', 'この画面のアドレス', {
		hint: 'いまブラウザに出ているアドレス (…/webhook/amazon-base-desk) を入れると、お知らせから質問や実行を開けます。空なら、リンクを付けません。',
		get: ({ desk_url }) => desk_url,
		set: (values, desk_url) => ({ ...values, desk_url }),
		show: String,
		read: (typed) => {
			const url = readDeskUrl(typed);
			return url === null
				? refuse('アドレスとして読めません。https:// か http:// で始まるアドレスを入れてください。')
				: accept(url);
		},
	}),
	makeField<string>('hours', '営業時間', {
		hint: '「月-金 09:00-18:00」のように。空ならいつでも動きます。同期の「設定」の business_hours に時間が入っていれば、そちらを使います。',
		get: ({ business_hours }) => business_hours,
		set: (values, business_hours) => ({ ...values, business_hours }),
		show: String,
		read: (typed) => {
			try {
				parseHours(typed);
				return accept(typed.trim());
			} catch (error) {
				return refuse(error instanceof Error ? error.message : String(error));
			}
		},
	}),
	makeField<number>('news_yen', 'お知らせする値動き', {
		hint: 'これより小さい値動きはお知らせしません。',
		...inGroup('thresholds', 'yen'),
		show: showYen,
		read: readYen,
	}),
	makeField<number | null>('news_percent', 'お知らせする値動きの割合', {
		hint: '空なら、金額だけで決めます。',
		...inGroup('thresholds', 'percent'),
		show: showPercent,
		read: readPercentOrNone,
	}),
	makeField<number>('news_minutes', '値動きチェックのお知らせをまとめる間隔', {
		...inGroup('thresholds', 'watchNewsMinutes'),
		show: (minutes) => `${minutes}分`,
		read: (typed) => readWhole(typed, { units: /分$/, least: 0, most: 1440 }),
	}),
];

const rest: SettingField[] = [
	makeField<number>('quota', '値動きチェックが使うAmazonの枠', {
		hint: '1% から 100% まで。おすすめは 80% です。',
		get: ({ watch_quota_percent }) => watch_quota_percent,
		set: (values, watch_quota_percent) => ({ ...values, watch_quota_percent }),
		show: showPercent,
		read: (typed) => readWhole(typed, { units: /%$/, least: 1, most: 100 }),
	}),
	makeField<number>('dead_wood_days', '「売り切れが続く商品」にするまでの日数', {
		hint: 'Amazonでこれより長く買えない商品を、週に1回お知らせし、一覧に出します。7日から90日まで。',
		get: ({ dead_wood_days }) => dead_wood_days,
		set: (values, dead_wood_days) => ({ ...values, dead_wood_days }),
		show: (days) => `${days}日`,
		read: (typed) => readWhole(typed, { units: /日$/, least: 7, most: 90 }),
	}),
	makeField<string>('footer', '商品説明の末尾に付ける文', {
		control: 'lines',
		get: ({ footer }) => footer,
		set: (values, footer) => ({ ...values, footer }),
		show: String,
		read: (typed) => accept(typed.replaceAll('\r\n', '\n').trimEnd()),
	}),
];

/** All values of the rule book but live or dry and the rules of single items, in the order of the page. */
export const settingGroups: readonly SettingGroup[] = [
	{ title: '価格の決め方', fields: pricingFields },
	{ title: '価格の下限と上限', fields: limitFields },
	{ title: '仕入先にするAmazonの出品', fields: filterFields },
	{ title: '安全のための決まり', fields: guardFields },
	{ title: '出品しないリスト', fields: blocked },
	{ title: 'お知らせと営業時間', fields: notices },
	{ title: 'そのほか', fields: rest },
];
