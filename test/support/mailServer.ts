import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** A mail as its reader's program shows it. */
export interface Mail {
	from: string;
	to: string[];
	/** As n8n's credential gave them. */
	login: { user: string; password: string };
	subject: string;
	text: string;
	html: string;
}

/** Splits a mail or one of its parts; a long header is folded into several lines. */
function splitHead(source: string): { headers: Map<string, string>; body: string } {
	const end = source.indexOf('\r\n\r\n');
	const lines = source
		.slice(0, end)
		.replace(/\r\n[ \t]+/g, ' ')
		.split('\r\n');
	const headers = lines.map((line): [string, string] => {
		const colon = line.indexOf(':');
		return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
	});
	return { headers: new Map(headers), body: source.slice(end + 4) };
}

const fromHexSigns = (text: string): Buffer =>
	Buffer.from(
		text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
		'latin1',
	);

/** `=?UTF-8?B?…?=` and `=?UTF-8?Q?…?=` of RFC 2047; the space between two of them is not part of it. */
const decodeWords = (header: string): string =>
	header
		.replace(/\?= =\?/g, '?==?')
		.replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_, kind: string, word: string) =>
			(kind.toLowerCase() === 'b'
				? Buffer.from(word, 'base64')
				: fromHexSigns(word.replaceAll('_', ' '))
			).toString('utf8'),
		);

function decodeBody(headers: Map<string, string>, body: string): string {
	const encoding = headers.get('content-transfer-encoding')?.toLowerCase();
	const text =
		encoding === 'base64'
			? Buffer.from(body, 'base64')
			: encoding === 'quoted-printable'
				? fromHexSigns(body.replaceAll('=\r\n', ''))
				: Buffer.from(body, 'latin1');
	return text.toString('utf8').replaceAll('\r\n', '\n').trimEnd();
}

function readMail(source: string, envelope: Pick<Mail, 'from' | 'to' | 'login'>): Mail {
	const { headers, body } = splitHead(source);
	const boundary = /boundary="?([^";]+)/.exec(headers.get('content-type') ?? '')?.[1];
	const sources = boundary ? body.split(`--${boundary}`).slice(1, -1) : [source];
	const parts = sources.map((part) => splitHead(part.replace(/^\r\n/, '')));
	const find = (type: string): string => {
		const part = parts.find((each) => each.headers.get('content-type')?.startsWith(type));
		return part ? decodeBody(part.headers, part.body) : '';
	};
	const subject = decodeWords(headers.get('subject') ?? '');
	return { ...envelope, subject, text: find('text/plain'), html: find('text/html') };
}

const addressIn = (line: string): string => /<(.*)>/.exec(line)?.[1] ?? '';

/** Takes one mail after the other from a client, in the words of RFC 5321. */
async function serve(socket: Socket, mails: Mail[]): Promise<void> {
	const say = (line: string) => void socket.write(`${line}\r\n`);
	let envelope = { from: '', to: [] as string[], login: { user: '', password: '' } };
	let data: string[] | null = null;
	say('220 mail.test ESMTP');
	socket.setEncoding('latin1');
	for await (const line of createInterface({ input: socket, crlfDelay: Infinity })) {
		if (data !== null) {
			if (line !== '.') data.push(line.replace(/^\./, ''));
			else {
				mails.push(readMail(data.join('\r\n'), envelope));
				envelope = { ...envelope, from: '', to: [] };
				data = null;
				say('250 OK');
			}
			continue;
		}
		const word = line.slice(0, 4).toUpperCase();
		if (word === 'EHLO') say('250-mail.test\r\n250 AUTH PLAIN');
		else if (word === 'AUTH') {
			const [, user = '', password = ''] = Buffer.from(line.split(' ')[2] ?? '', 'base64')
				.toString('utf8')
				.split('\0');
			envelope.login = { user, password };
			say('235 OK');
		} else if (word === 'DATA') {
			data = [];
			say('354 Go on');
		} else if (word === 'QUIT') {
			say('221 Bye');
			socket.end();
		} else {
			if (word === 'MAIL') envelope.from = addressIn(line);
			if (word === 'RCPT') envelope.to.push(addressIn(line));
			say('250 OK');
		}
	}
}

/** A mail server of this machine that keeps what it is sent. */
export async function startMailServer() {
	const mails: Mail[] = [];
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		// A client that goes away in the middle ends its mail, and the test misses it.
		serve(socket, mails).catch(() => socket.destroy());
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		mails,
		stop: () => {
			for (const socket of sockets) socket.destroy();
			server.close();
		},
	};
}
