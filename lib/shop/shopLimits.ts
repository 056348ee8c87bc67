/** The limits of the shop's service: its client keeps them, and estimates and plans count with them. */

/** BASE's published limit per access token; its hours begin on the hour. */
export const CALLS_PER_HOUR = 5_000;
/** Reserved for moves that lower risk: cuts, shows and refills must leave this share of the hour. */
export const KEPT_SHARE = 0.3;

/** Places for images in an item; BASE's limit. */
export const MOST_IMAGES = 20;
