import { renderChatwork } from './chatwork';
import { renderHtml } from './html';
import type { Message } from './parts';
import { renderText } from './plainText';

/** A message in each markup, as the fields of the item that a step of the workflow sends on. */
export const renderTexts = (message: Message) => ({
	chatwork_message: renderChatwork(message),
	text: renderText(message),
	html: renderHtml(message),
});
