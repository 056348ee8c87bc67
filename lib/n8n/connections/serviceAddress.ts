import type { ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';

/**
 * Limits where a credential's secrets may go: to the service itself or to a simulator on this machine.
 * Our nodes ask `resolveAddress`. n8n itself tests, connects and renews a credential by
 * `addressExpression`, because it evaluates only expressions there.
 */
export interface Service {
	name: string;
	/** Base URL of the service itself, without a slash at the end. */
	real: string;
	/** The path after the simulator's host and port, e.g. `/1`. */
	path: string;
	/** The simulator's port unless another one is set. */
	usualPort: number;
	/** The field that holds the address in a credential of version 0.1. */
	oldField: string;
}

export const AMAZON: Service = {
	name: 'Amazon',
	real: 'https://api.amazon.com',
	path: '',
	usualPort: 4010,
	oldField: 'endpointOverride',
};

export const BASE: Service = {
	name: 'BASE',
	real: 'https://api.thebase.in/1',
	path: '/1',
	usualPort: 4020,
	oldField: 'apiBaseUrl',
};

export const CHATWORK: Service = {
	name: 'Chatwork',
	real: 'https://api.chatwork.com/v2',
	path: '/v2',
	usualPort: 4030,
	oldField: 'apiBaseUrl',
};

const SIMULATOR = 'simulator';

/** Matches from the first to the last character: a host that only begins like this machine is another. */
const requireLoopback = ({ path }: Service): RegExp =>
	new RegExp(`^http://(127\\.0\\.0\\.1|localhost|\\[::1\\])(:\\d+)?${path}/?$`);

/**
 * Returns the base URL to call, without a slash at the end.
 * @throws Error if an old credential has any other address: it may be a typo or planted.
 */
export function resolveAddress(
	service: Service,
	credential: ICredentialDataDecryptedObject,
): string {
	if (credential.service === SIMULATOR) return simulatorAt(service, credential.simulatorPort);
	const old = String(credential[service.oldField] ?? '').trim();
	const bare = old.replace(/\/+$/, '');
	if (bare === '' || bare === service.real) return service.real;
	if (requireLoopback(service).test(old) && URL.canParse(old)) return bare;
	throw new Error(
		`認証情報に残っている${service.name}の接続先「${old}」は使えません。認証情報を新しく作り直してください。接続できるのは ${service.real} と、このパソコンのシミュレーターだけです。`,
	);
}

function simulatorAt(service: Service, given: unknown): string {
	const port = Number(given);
	if (Number.isInteger(port) && port > 0 && port < 65_536) {
		return `http://127.0.0.1:${port}${service.path}`;
	}
	throw new Error(
		`認証情報の Simulator Port「${String(given)}」は使えません。シミュレーターのポート番号 (例 ${service.usualPort}) を入れてください。`,
	);
}

/**
 * The same choice as an n8n expression. An old address that is not on this machine becomes the service
 * itself.
 * @param fields how the expression reaches the credential: `$self` in a field, `$credentials` in a test.
 */
export function addressExpression(service: Service, fields: '$self' | '$credentials'): string {
	const old = `String(${fields}["${service.oldField}"])`;
	// A port that is not a number makes an address that nobody can call.
	const simulator = `"http://127.0.0.1:" + Number(${fields}["simulatorPort"]) + "${service.path}"`;
	return `{{ ${fields}["service"] === "${SIMULATOR}" ? ${simulator} : ${requireLoopback(service)}.test(${old}) ? ${old}.replace(/\\/$/, "") : "${service.real}" }}`;
}

/** Fields of a credential that say where it connects to; none of them accepts an address. */
export const addressFields = (service: Service): INodeProperties[] => [
	{
		displayName: 'Connect To',
		name: 'service',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: service.name, value: 'real' },
			{ name: 'Simulator on This Machine', value: SIMULATOR },
		],
		default: 'real',
		description:
			'通常は変更しません。テスト用シミュレーター (このパソコンだけ) を使うときに切り替えます。',
	},
	{
		displayName: 'Simulator Port',
		name: 'simulatorPort',
		type: 'number',
		noDataExpression: true,
		displayOptions: { show: { service: [SIMULATOR] } },
		typeOptions: { minValue: 1, maxValue: 65_535 },
		default: service.usualPort,
		description: 'シミュレーターのポート番号',
	},
	{
		displayName: `この認証情報は以前の形式で、接続先のアドレスを保存しています。このパソコンのシミュレーターのアドレスなら、そのまま使えます。${service.name}本番に使うときは、認証情報を新しく作り直してください。`,
		name: 'oldAddressNotice',
		type: 'notice',
		default: '',
		displayOptions: { hide: { service: [SIMULATOR], [service.oldField]: ['', service.real] } },
	},
	// Kept from version 0.1: without it n8n would drop its value and a test credential would go live.
	{ displayName: 'Old Address', name: service.oldField, type: 'hidden', default: '' },
];

/**
 * Fields that restrict n8n's own HTTP Request node to the service's host. Without them n8n adds its own,
 * which allow every host.
 */
export const domainFields = (service: Service): INodeProperties[] => [
	{
		displayName: 'Allowed HTTP Request Domains',
		name: 'allowedHttpRequestDomains',
		type: 'hidden',
		default: 'domains',
	},
	{
		displayName: 'Allowed Domains',
		name: 'allowedDomains',
		type: 'hidden',
		default: `${new URL(service.real).hostname}, 127.0.0.1, localhost, [::1]`,
	},
];
