const escapes: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (mark) => escapes[mark]!);

const field = ([name, value]: [string, string]): string =>
	`<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`;

/** The page on which the shop's owner agrees; the button hands the request on unchanged. */
export function consentPage(
	shop: string,
	scopes: readonly string[],
	request: URLSearchParams,
): string {
	return `<!DOCTYPE html>
<html lang="ja">
<head><meta charset="utf-8"><title>アプリ連携の確認</title></head>
<body style="font-family: sans-serif; max-width: 32em; margin: 4em auto">
<h1>アプリ連携の確認</h1>
<p>ショップ「${escapeHtml(shop)}」の次の権限をアプリに許可します。</p>
<ul>${scopes.map((scope) => `<li>${escapeHtml(scope)}</li>`).join('')}</ul>
<form method="get" action="/1/oauth/authorize/approve">
${[...request].map(field).join('\n')}
<button type="submit">連携する</button>
</form>
</body>
</html>`;
}

/** The page for a request that cannot be handed back to the app. */
export const refusalPage = (reason: string): string =>
	`<!DOCTYPE html><html lang="ja"><meta charset="utf-8"><title>エラー</title><p>${escapeHtml(reason)}</p></html>`;
