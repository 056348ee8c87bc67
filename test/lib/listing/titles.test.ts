import { titlesAgree } from '../../../lib/listing/codes/titles';

/** A shop's title, and that of the page at Amazon. */
type Pair = [shop: string, amazon: string];

const sameProduct: Pair[] = [
	[
		'エレコム マウス ワイヤレス M-XGL10DBBK',
		'エレコム ワイヤレスマウス M-XGL10DBBK 2.4GHz 5ボタン ブラック',
	],
	[
		'リーダブルコード',
		'リーダブルコード ―より良いコードを書くためのシンプルで実践的なテクニック (Theory in practice)',
	],
	['【新品】入門 Python 3 第2版', '入門 Python 3 第2版'],
	[
		'ゼロから作るDeep Learning',
		'ゼロから作るDeep Learning ―Pythonで学ぶディープラーニングの理論と実装',
	],
	[
		'象印 ステンレスマグ 480ml SM-SD48-BC 送料無料',
		'象印マホービン(ZOJIRUSHI) 水筒 ステンレスマグ 480ml クリアステンレス SM-SD48-BC',
	],
	['カシオ 腕時計 F-91W', '[カシオ] 腕時計 カシオ コレクション 【国内正規品】 F-91W-1JH'],
	['ﾌｨﾘｯﾌﾟｽ 電動歯ﾌﾞﾗｼ HX6803', 'フィリップス 電動歯ブラシ HX6803/71 ソニッケアー'],
	[
		'ANKER PowerCore 10000 モバイルバッテリー',
		'Anker PowerCore 10000 (モバイルバッテリー 大容量 10000mAh)【PSE技術基準適合】',
	],
	['ハリー・ポッターと賢者の石', 'ハリー・ポッターと賢者の石 (1)'],
	['犬用 給水器 大容量 2.5L ペット 自動', 'ペット 自動 給水器 犬用 猫用 大容量 2.5L 静音'],
];

const otherProducts: Pair[] = [
	['手編みのマフラー ベージュ', 'Pythonによるデータ分析入門 第3版'],
	['くまのぬいぐるみ 茶 30cm', 'Bear Paw Snow Boots'],
	['オリジナル トートバッグ 帆布', 'マリメッコ トートバッグ 52週 ユニセックス'],
	['手作り 木のスプーン', '木のスプーン レシピ帖'],
	['レザー トートバッグ 手作り 茶', 'レザー トートバッグ メンズ 大容量 A4 ビジネス'],
	['ハンドメイド ピアス 真珠', 'ピアス メンズ チタン フープ'],
	['手作り ステンレス ボトル 500ml', '象印 ステンレス ボトル 水筒 480ml ブラック'],
	['手作り ワイヤレスイヤホン ケース', 'Anker ワイヤレスイヤホン Soundcore ブラック'],
	['スマホケース iPhone 花柄 オーダー', 'スマホケース iPhone 15 クリア 耐衝撃'],
	['会員証', '会員証の作り方'],
];

describe('titlesAgree', () => {
	it.each(sameProduct)('should take "%s" for "%s"', (shop, amazon) => {
		expect(titlesAgree(shop, amazon)).toBe(true);
		expect(titlesAgree(amazon, shop)).toBe(true);
	});

	it.each(otherProducts)('should not take "%s" for "%s"', (shop, amazon) => {
		expect(titlesAgree(shop, amazon)).toBe(false);
		expect(titlesAgree(amazon, shop)).toBe(false);
	});

	it.each([
		['', ''],
		['', 'リーダブルコード'],
		['!!! ---', '!!! ---'],
		['本', '本'],
	])('should conclude nothing from "%s" and "%s"', (shop, amazon) => {
		expect(titlesAgree(shop, amazon)).toBe(false);
	});
});
