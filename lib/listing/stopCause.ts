/**
 * Why an item must not be on sale. `filtered_out`: Amazon has offers, but none that the shop's filter
 * accepts. `no_answer`: Amazon has not confirmed the price for too long.
 */
export type StopCause = 'sold_out' | 'filtered_out' | 'gone' | 'below_floor' | 'no_answer';
