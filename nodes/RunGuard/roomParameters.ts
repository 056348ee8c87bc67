import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import { CHATWORK_CREDENTIAL } from '../../lib/n8n/connections/askRoom';

const show = { operation: ['start'] };

/** Only for checking the room: the messages are sent by n8n's own HTTP Request node. */
export const chatworkCredential: INodeCredentialDescription = {
	name: CHATWORK_CREDENTIAL,
	displayName: 'Chatwork',
	required: false,
	displayOptions: { show },
};

/** Where a run's messages go, and what a message about a failure says. */
export const roomParameters: INodeProperties[] = [
	{
		displayName: 'Chatwork Room',
		name: 'room',
		type: 'string',
		default: '',
		placeholder: 'https://www.chatwork.com/#!rid123456789',
		displayOptions: { show },
		description:
			'お知らせを送るChatworkのルーム。番号でも、ルームを開いたときのURLでも構いません。空なら、このショップの同期のルームを使います。',
		hint: 'ルームは「価格・在庫の同期」の「設定」の chatwork_room_id の1か所だけで決めます',
	},
	{
		displayName: 'Advice',
		name: 'advice',
		type: 'string',
		default: '',
		placeholder: '次の実行で続きから再開します。',
		displayOptions: { show: { operation: ['failed'] } },
		description: 'お知らせの最後の1文。受け取った人がすることを書きます。',
	},
];
