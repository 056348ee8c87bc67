/** Names the record of a shop account. A shop has no name until BASE has told it. */
export const nameAccount = (account: string): string => account || 'default';
