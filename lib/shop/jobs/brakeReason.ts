/** Begins the reason of each pause that a brake set. */
export const BRAKE_REASON = '緊急停止';
