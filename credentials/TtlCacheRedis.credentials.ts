import type { ICredentialType, INodeProperties, Icon } from 'n8n-workflow';

/** Tested by the node (`ttlCacheRedisTest`): n8n's own test of credentials speaks HTTP only. */
// eslint-disable-next-line @n8n/community-nodes/credential-test-required -- the rule can't see testedBy in description.ts
export class TtlCacheRedis implements ICredentialType {
	name = 'ttlCacheRedis';

	displayName = 'TTL Cache Redis';

	icon: Icon = { light: 'file:ttlCacheRedis.svg', dark: 'file:ttlCacheRedis.dark.svg' };

	documentationUrl = 'https://redis.io/docs/latest/operate/oss_and_stack/management/security/';

	properties: INodeProperties[] = [
		{
			displayName: 'Host',
			name: 'host',
			type: 'string',
			default: 'localhost',
			required: true,
			description: 'Redis のホスト名または IP アドレス',
		},
		{
			displayName: 'Port',
			name: 'port',
			type: 'number',
			default: 6379,
			description: 'Redis のポート番号',
		},
		{
			displayName: 'Database',
			name: 'database',
			type: 'number',
			default: 0,
			description: 'データベース番号。n8n のキューと分けたい時は別の番号にします。',
		},
		{
			displayName: 'User',
			name: 'username',
			type: 'string',
			default: '',
			description: 'Redis の ACL を使っている時のユーザー名 (空欄なら既定のユーザー)',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Redis のパスワード (なければ空欄)',
		},
		{
			displayName: 'TLS',
			name: 'tls',
			type: 'boolean',
			default: false,
			description: 'Whether to connect over TLS (クラウドの Redis では通常オン)',
		},
		{
			displayName: 'Accept Any Certificate',
			name: 'acceptAny',
			type: 'boolean',
			default: false,
			displayOptions: { show: { tls: [true] } },
			description:
				'Whether to connect without checking the certificate (自己署名の証明書を使う時だけオンにします)',
		},
		{
			displayName: 'Key Prefix',
			name: 'keyPrefix',
			type: 'string',
			default: 'amazon-base-sync',
			description: 'すべてのキーの先頭に付ける文字。ほかの用途と共用する時の区別に使います。',
		},
	];
}
