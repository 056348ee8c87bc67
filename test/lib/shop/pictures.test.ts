import {
	AnswerLostError,
	ConnectAgainError,
	ItemGoneError,
	QuotaExceededError,
	RequestRefusedError,
} from '../../../lib/shop/errors';
import { addPicture, choosePictures, type Picture } from '../../../lib/shop/newItems/pictures';

const PICTURE: Picture = ['https://a/large.jpg', 'https://a/middle.jpg', 'https://a/small.jpg'];

const refused = (link: string) => new RequestRefusedError(`refused ${link}`, 'image_put_fail');

/** A shop that answers each link so, and a budget of so many further calls. */
function shop(answers: Record<string, Error>, callsLeft = Infinity) {
	const sent: string[] = [];
	let taken = 0;
	const ports = {
		writer: {
			putImage: async (_item: number, place: number, link: string) => {
				sent.push(`${place} ${link}`);
				if (answers[link]) throw answers[link];
				await Promise.resolve();
			},
		},
		budget: {
			take: async (calls: number, urgency?: string) => {
				expect(urgency).toBe('adds_risk');
				if (taken + calls > callsLeft) return await Promise.resolve(false);
				taken += calls;
				return true;
			},
		},
	};
	return { ports, sent, taken: () => taken };
}

describe('addPicture', () => {
	it('should send the largest size alone where BASE takes it', async () => {
		const { ports, sent, taken } = shop({});
		expect(await addPicture(PICTURE, 1, 3, ports)).toBeNull();
		expect(sent).toEqual(['3 https://a/large.jpg']);
		expect(taken()).toBe(0);
	});

	it('should send the next smaller size where BASE refuses one, and count each', async () => {
		const answers = {
			'https://a/large.jpg': refused('large'),
			'https://a/middle.jpg': refused('middle'),
		};
		const { ports, sent, taken } = shop(answers);
		expect(await addPicture(PICTURE, 1, 3, ports)).toBeNull();
		expect(sent).toEqual([
			'3 https://a/large.jpg',
			'3 https://a/middle.jpg',
			'3 https://a/small.jpg',
		]);
		expect(taken()).toBe(2);
	});

	it('should tell the last refusal where BASE refuses every size', async () => {
		const answers = Object.fromEntries(PICTURE.map((link) => [link, refused(link)]));
		const { ports } = shop(answers);
		expect(await addPicture(PICTURE, 1, 3, ports)).toBe('refused https://a/small.jpg');
	});

	it('should send no further size without a call left, and say so', async () => {
		const answers = {
			'https://a/large.jpg': refused('large'),
			'https://a/middle.jpg': refused('middle'),
		};
		const { ports, sent } = shop(answers, 1);
		const reason = await addPicture(PICTURE, 1, 3, ports);
		expect(sent).toEqual(['3 https://a/large.jpg', '3 https://a/middle.jpg']);
		expect(reason).toContain('refused middle');
		expect(reason).toContain('残りが少ないため');
	});

	it.each([
		'http://a/large.jpg',
		'javascript:alert(1)//a.jpg',
		'data:image/png;base64,AA==',
		'file:///etc/passwd',
		'//a/large.jpg',
		'large.jpg',
		' ',
	])('should send BASE no link like %j', async (link) => {
		const { ports, sent } = shop({});
		expect(await addPicture([link], 1, 3, ports)).toContain('https://');
		expect(sent).toEqual([]);
		expect(await addPicture([link, 'https://a/small.jpg'], 1, 3, ports)).toBeNull();
		expect(sent).toEqual(['3 https://a/small.jpg']);
	});

	it.each([
		['a quota', new QuotaExceededError('quota', 'hour_api_limit', 'hour')],
		['a dead token', new ConnectAgainError('connect', 'access_denied')],
		['a lost answer', new AnswerLostError('lost', 'HTTP503')],
		['a deleted item', new ItemGoneError('gone', 'bad_item_id')],
	])('should not take %s for a refusal of the image', async (_what, error) => {
		const { ports, sent } = shop({ 'https://a/large.jpg': error });
		await expect(addPicture(PICTURE, 1, 3, ports)).rejects.toBe(error);
		expect(sent).toEqual(['3 https://a/large.jpg']);
	});
});

describe('picturesOf', () => {
	it('should put the smaller sizes behind the largest one', () => {
		const info = { images: ['a', 'b'], smaller_images: { b: ['b2', 'b1'], z: ['z1'] } };
		expect(choosePictures(info)).toEqual([['a'], ['b', 'b2', 'b1']]);
	});

	it('should read a document of before, which knows no smaller sizes', () => {
		expect(choosePictures({ images: ['a', 'constructor'] })).toEqual([['a'], ['constructor']]);
		expect(choosePictures({})).toEqual([]);
	});

	it('should keep as many as an item has places', () => {
		const images = Array.from({ length: 25 }, (_, index) => `${index}`);
		expect(choosePictures({ images })).toHaveLength(20);
	});
});
