/** The made-up vocabulary of the catalog. Brands are invented. */
export const brands = [
	'サクラ工房',
	'アオゾラ堂',
	'ホクト電器',
	'ミナト㈱',
	'ヤマネコ・デザイン',
	"K's Factory",
	'NORDVIK & Co.',
	'ツバメ産業',
	'こもれび',
	'ＷＡＫＡＢＡ',
	'タカハシ髙木製作所',
	'Lumière Lab',
] as const;

export interface Shelf {
	path: readonly string[];
	goods: readonly string[];
}

export const shelves: readonly Shelf[] = [
	{
		path: ['ホーム＆キッチン', 'キッチン用品', '保存容器'],
		goods: ['密閉保存容器', '米びつ', 'ガラスボトル'],
	},
	{
		path: ['ホーム＆キッチン', '掃除用品', 'モップ'],
		goods: ['回転モップ', 'マイクロファイバークロス'],
	},
	{
		path: ['家電＆カメラ', 'オーディオ', 'イヤホン'],
		goods: ['ワイヤレスイヤホン', '有線イヤホン'],
	},
	{ path: ['家電＆カメラ', '生活家電', '加湿器'], goods: ['卓上加湿器', '空気清浄機用フィルター'] },
	{ path: ['文房具・オフィス用品', '筆記具'], goods: ['万年筆', 'ゲルインクボールペン', '筆ペン'] },
	{ path: ['おもちゃ', 'ブロック'], goods: ['知育ブロック', '木製パズル'] },
	{
		path: ['スポーツ＆アウトドア', 'キャンプ'],
		goods: ['LEDランタン', '折りたたみチェア', '焚き火台'],
	},
	{ path: ['ビューティー', 'スキンケア'], goods: ['化粧水', '保湿クリーム', '日焼け止め'] },
	{ path: ['DIY・工具・ガーデン', '電動工具'], goods: ['充電式ドライバー', 'ドリルビットセット'] },
	{ path: ['ペット用品', '犬用品'], goods: ['犬用ハーネス', '給水器'] },
	{ path: ['本', '文学・評論'], goods: ['文庫本', '写真集'] },
];

export const features = [
	'大容量',
	'軽量',
	'防水',
	'抗菌',
	'静音',
	'日本製',
	'2WAY',
	'取替用',
	'プロ仕様',
	'おしゃれ',
] as const;

export const sizes = [
	'S',
	'M',
	'L',
	'500ml',
	'1.2L',
	'30cm×45cm',
	'10枚入り',
	'5m',
	'12本組',
] as const;

export const colours = ['ブラック', 'ホワイト', 'ネイビー', 'ベージュ', '桜色', 'クリア'] as const;

/** What makes titles awkward for a shop, a CSV or a chat room. `null` most of the time. */
export const oddities = [
	'"2個セット"',
	'<お徳用>',
	'A&B対応',
	'【Amazon.co.jp限定】',
	'[toall]',
	'[info][title]特価[/title][/info]',
	"it's new",
	'100%コットン',
	'①②③セット',
	'Ｆｕｌｌ　Ｗｉｄｔｈ',
	'C:\\data\\model',
	'～送料無料～',
	'{{ $json.price }}',
	'=1+1',
	'🎁ギフト包装可',
	'𠮷野家監修',
	'/スラッシュ/',
] as const;

/** Bullets of the same kind in the other languages that sellers write; no line of them is Japanese. */
export const foreignBullets = {
	en_US: [
		'MATERIAL: Made of durable Japanese material for everyday use.',
		'SIZE: About 12 x 8 x 5 in. and 17 oz. Fits into any cupboard.',
		'CARE: Washable & dishwasher safe (except for some parts).',
		'WARRANTY: Twelve months from the date of purchase.',
	],
	zh_CN: [
		'【材质】采用安心的日本制造材料，结实耐用。',
		'【尺寸】约 30 × 20 × 12 厘米，重约 480 克。',
		'【清洗】可水洗，也可用洗碗机清洗（部分零件除外）。',
		'【保修】自购买之日起提供 12 个月的制造商保修。',
	],
} as const;

export const bullets = [
	'【素材】安心の日本製素材を使用し、毎日の使用に耐える丈夫さを備えています。',
	'【サイズ】約 30 × 20 × 12 cm、重さ 約 480 g。収納場所を選びません。',
	'【使い方】組み立て不要。箱から出してすぐにお使いいただけます。',
	'【お手入れ】水洗い可能 & 食洗機対応（一部部品を除く）。',
	'【保証】ご購入日から12か月間のメーカー保証が付いています。',
	'【セット内容】本体×1、替えパーツ×2、"取扱説明書"×1。',
	'【ご注意】モニターの発色により実際の色と異なって見える場合があります。',
] as const;
