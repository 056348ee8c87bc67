/** Returns what a person typed into a field as text: n8n gives a text, a number, or nothing. */
export function toText(typed: unknown): string {
	if (typeof typed === 'number') return String(typed);
	return typeof typed === 'string' ? typed.trim() : typed == null ? '' : JSON.stringify(typed);
}
