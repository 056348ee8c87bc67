import { markup, type Html } from '../render/inert';

/** Renders the search for items. It changes nothing, so it needs no token. */
export const renderSearch = (query: string, account: string): Html =>
	markup`<form class="search" method="get"><input type="hidden" name="account" value="${account}"><input type="hidden" name="page" value="find"><input type="search" name="q" value="${query}" placeholder="商品名・ASIN・商品ID・URL" aria-label="商品を探す"><button class="main">探す</button></form>`;
