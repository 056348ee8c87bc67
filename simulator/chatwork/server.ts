import { CallWindow } from '../buckets';
import type { Service } from '../exchange';
import { json, readForm, type Reply, type Request } from '../http';

export interface ChatworkCredentials {
	apiToken: string;
	roomId: number;
}

export interface Message {
	message_id: string;
	room_id: number;
	body: string;
	self_unread: boolean;
	/** ms at which it arrived. */
	at: number;
}

const longestBody = 65_535;
const messagesPath = /^\/v2\/rooms\/(\d+)\/messages$/;
const roomPath = /^\/v2\/rooms\/(\d+)$/;

const failed = (status: number, ...errors: string[]): Reply => json({ errors }, status);

/** Chatwork's room, its two limits (300 calls in 5 minutes, 10 messages in 10 seconds) and what was said. */
export class Chatwork {
	private heard: Message[] = [];
	private nextId = 1_000_000_001;
	private readonly calls: CallWindow;
	private readonly posts: CallWindow;

	constructor(
		private readonly credentials: ChatworkCredentials,
		private readonly now: () => number,
		speed: number,
	) {
		this.calls = new CallWindow(300, 300_000 / speed);
		this.posts = new CallWindow(10, 10_000 / speed);
	}

	messages(): readonly Message[] {
		return this.heard;
	}

	clear(): void {
		this.heard = [];
	}

	answer(request: Request, operation: string): Reply {
		if (request.headers['x-chatworktoken'] !== this.credentials.apiToken) {
			return failed(401, 'Invalid API token');
		}
		if (!this.calls.tryTake(this.now())) return this.tooMany(this.calls);
		const reply = this.reply(request, operation);
		return { ...reply, headers: { ...rateHeaders(this.calls), ...reply.headers } };
	}

	tooMany(window: CallWindow = this.calls): Reply {
		const headers = { ...rateHeaders(window), 'x-ratelimit-remaining': '0' };
		return { ...failed(429, 'Rate limit exceeded'), headers, isThrottled: true };
	}

	private reply(request: Request, operation: string): Reply {
		if (operation === 'getMe') return this.me();
		return operation === 'getRoom' ? this.room(request) : this.post(request);
	}

	private me(): Reply {
		const { roomId } = this.credentials;
		return json({ account_id: 1234567, room_id: roomId, name: 'デモ', chatwork_id: 'demo' });
	}

	/** GET /rooms/{room_id}, as documented; how it refuses a room of others is not. */
	private room(request: Request): Reply {
		const { roomId } = this.credentials;
		if (Number(roomPath.exec(request.path)?.[1]) !== roomId) return failed(404, 'Room not found');
		const counts = { unread_num: 0, mention_num: 0, mytask_num: 0, file_num: 0, task_num: 0 };
		return json({
			...{ room_id: roomId, name: 'お知らせ', type: 'group', role: 'admin', sticky: false },
			...{ ...counts, message_num: this.heard.length },
			...{ icon_path: 'https://appdata.chatwork.com/icon/ico_group.png', description: '' },
			last_update_time: Math.floor(this.now() / 1000),
		});
	}

	private post(request: Request): Reply {
		const roomId = Number(messagesPath.exec(request.path)?.[1]);
		if (roomId !== this.credentials.roomId) {
			return failed(404, 'Room not found');
		}
		const fields = readForm(request);
		const body = fields.get('body') ?? '';
		const bytes = Buffer.byteLength(body);
		if (bytes === 0) return failed(400, "Parameter 'body' is required");
		if (bytes > longestBody) return failed(400, "Parameter 'body' is too long");
		if (!this.posts.tryTake(this.now())) return this.tooMany(this.posts);
		const message_id = String(this.nextId++);
		const self_unread = fields.get('self_unread') === '1';
		this.heard.push({ message_id, room_id: roomId, body, self_unread, at: Math.floor(this.now()) });
		return json({ message_id });
	}
}

/** Chatwork states its limits in every answer; the reset is a Unix time in seconds. */
const rateHeaders = (window: CallWindow): Record<string, string> => ({
	'x-ratelimit-limit': String(window.limit),
	'x-ratelimit-remaining': String(window.remaining),
	'x-ratelimit-reset': String(
		Number.isFinite(window.resetsAt) ? Math.ceil(window.resetsAt / 1000) : 0,
	),
});

function operationOf(request: Request): string | null {
	if (request.method === 'POST' && messagesPath.test(request.path)) return 'postMessage';
	if (request.method === 'GET' && roomPath.test(request.path)) return 'getRoom';
	return request.method === 'GET' && request.path === '/v2/me' ? 'getMe' : null;
}

export function chatworkService(chatwork: Chatwork): Service {
	return {
		name: 'chatwork',
		operationOf,
		shopOf: () => null,
		throttled: () => chatwork.tooMany(),
		failed: (status) => failed(status, `Error ${status}`),
		answer: (request, operation, struck) =>
			struck.has('chatworkDown')
				? failed(503, 'Service Unavailable')
				: chatwork.answer(request, operation),
	};
}
