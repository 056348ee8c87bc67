import type { Struck } from '../faults';
import { json, readFields, type Reply, type Request } from '../http';
import type { Random } from '../world/random';

export interface AmazonCredentials {
	clientId: string;
	clientSecret: string;
	refreshToken: string;
}

const lifeSeconds = 3600;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const refused = (status: number, error: string, description: string): Reply =>
	json({ error, error_description: description }, status);

/** Login with Amazon: gives out access tokens for one seller's refresh token and checks them. */
export class AmazonTokens {
	/** ms at which each token given out ends. */
	private readonly endings = new Map<string, number>();

	constructor(
		private readonly credentials: AmazonCredentials,
		private readonly random: Random,
		private readonly now: () => number,
		private readonly speed: number,
		private readonly noteIssued: () => void,
	) {}

	/** Answers POST /auth/o2/token. Codes and texts are those of Login with Amazon. */
	answer(request: Request, struck: Struck): Reply {
		const fields = readFields(request);
		if (fields.get('grant_type') !== 'refresh_token') {
			return refused(
				400,
				'unsupported_grant_type',
				'The authorization grant type is not supported by the authorization server',
			);
		}
		const { clientId, clientSecret, refreshToken } = this.credentials;
		if (fields.get('client_id') !== clientId || fields.get('client_secret') !== clientSecret) {
			return refused(401, 'invalid_client', 'Client authentication failed');
		}
		if (fields.get('refresh_token') !== refreshToken || struck.has('revokeRefreshToken')) {
			return refused(
				400,
				'invalid_grant',
				'The request has an invalid grant parameter : refresh_token',
			);
		}
		return json({
			access_token: this.issue(),
			refresh_token: refreshToken,
			token_type: 'bearer',
			expires_in: Math.max(1, Math.floor(lifeSeconds / this.speed)),
		});
	}

	/** `ended` and `unknown` are told apart in the message of Amazon's 403. */
	check(token: string | undefined): 'valid' | 'ended' | 'unknown' {
		const endsAt = token === undefined ? undefined : this.endings.get(token);
		if (endsAt === undefined) return 'unknown';
		return this.now() < endsAt ? 'valid' : 'ended';
	}

	endAll(): void {
		for (const token of this.endings.keys()) this.endings.set(token, Number.NEGATIVE_INFINITY);
	}

	private issue(): string {
		const token = `Atza|${this.random.text(60, alphabet)}`;
		this.endings.set(token, this.now() + (lifeSeconds * 1000) / this.speed);
		this.noteIssued();
		return token;
	}
}
