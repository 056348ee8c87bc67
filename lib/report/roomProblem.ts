import { shorten } from './render/shorten';

/** The problem with a Chatwork room. */
export type RoomProblem =
	| { kind: 'unknown' }
	/** No shop is named, and the shops' rooms differ. */
	| { kind: 'several' }
	| { kind: 'unreadable'; typed: string }
	/** Chatwork does not know the token. */
	| { kind: 'bad_token'; status: number }
	/** Chatwork does not show the room to the token's owner. */
	| { kind: 'no_such_room'; room: string; status: number };

const PLACE = '「価格・在庫の同期」の「設定」の chatwork_room_id';

const EXAMPLE = 'https://www.chatwork.com/#!rid123456789';

/** Says what is wrong and what to do, for the owner. */
export function describeRoomProblem(problem: RoomProblem): string {
	switch (problem.kind) {
		case 'unknown':
			return `お知らせを送るChatworkのルームが分かりません。${PLACE} に、ルームのURL (例: ${EXAMPLE}) か番号を入れて、同期を実行してください。`;
		case 'several':
			return 'ショップが複数あり、お知らせを送るChatworkのルームがそれぞれ違います。このワークフローの「設定」の account に、ショップ名を入れてください。';
		case 'unreadable':
			return `Chatworkのルーム「${shorten(problem.typed)}」を読み取れません。${PLACE} に、ルームのURL (例: ${EXAMPLE}) か番号を入れてください。`;
		case 'bad_token':
			return `ChatworkのAPIトークンが正しくありません (${problem.status})。Chatworkの「サービス連携」→「API Token」のトークンを、認証情報「Chatwork Token API」に入れ直してください。`;
		case 'no_such_room':
			return `Chatworkのルーム ${problem.room} が見つからないか、APIトークンの持ち主がメンバーではありません (${problem.status})。${PLACE} を確かめるか、持ち主をルームに追加してください。`;
	}
}
