import type { Random } from '../world/random';
import { expiredRefreshToken, invalidAccessToken, invalidRefreshToken } from './errors';

export interface TokenSet {
	access_token: string;
	token_type: 'bearer';
	/** Seconds. */
	expires_in: number;
	refresh_token: string;
}

export interface Grant {
	shop: string;
	scopes: readonly string[];
}

interface Dated extends Grant {
	endsAt: number;
}

const accessSeconds = 3600;
const refreshSeconds = 30 * 86_400;
const alphabet = '0123456789abcdef';

/** BASE's tokens of all shops: an hour of access; a refresh token works once, within 30 days. */
export class BaseTokens {
	private readonly access = new Map<string, Dated>();
	private readonly refresh = new Map<string, Dated>();

	constructor(
		private readonly random: Random,
		private readonly now: () => number,
		private readonly speed: number,
		private readonly noteIssued: (shop: string) => void,
	) {}

	issue({ shop, scopes }: Grant): TokenSet {
		const accessToken = this.random.text(40, alphabet);
		const refreshToken = this.random.text(40, alphabet);
		const after = (seconds: number): number => this.now() + (seconds * 1000) / this.speed;
		this.access.set(accessToken, { shop, scopes, endsAt: after(accessSeconds) });
		this.refresh.set(refreshToken, { shop, scopes, endsAt: after(refreshSeconds) });
		this.noteIssued(shop);
		return {
			access_token: accessToken,
			token_type: 'bearer',
			expires_in: Math.max(1, Math.floor(accessSeconds / this.speed)),
			refresh_token: refreshToken,
		};
	}

	/** Replaces a refresh token: the old one is dead from now on, whatever becomes of the answer. */
	exchange(refreshToken: string, shop: string): TokenSet {
		const grant = this.refresh.get(refreshToken);
		if (!grant || grant.shop !== shop) throw invalidRefreshToken();
		if (this.now() >= grant.endsAt) throw expiredRefreshToken();
		this.refresh.delete(refreshToken);
		return this.issue(grant);
	}

	/** Whose token it is, alive or not; null for one never given out. */
	ownerOf(accessToken: string): string | null {
		return this.access.get(accessToken)?.shop ?? null;
	}

	/** @throws BaseRefusal for a token that is unknown or has ended. */
	check(accessToken: string): Grant {
		const grant = this.access.get(accessToken);
		if (!grant || this.now() >= grant.endsAt) throw invalidAccessToken();
		return grant;
	}

	/** Ends all access tokens, of one shop or of all. */
	endAll(shop: string | null): void {
		for (const grant of this.access.values()) {
			if (shop === null || grant.shop === shop) grant.endsAt = Number.NEGATIVE_INFINITY;
		}
	}
}
