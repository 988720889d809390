// Calls to the server. Failures become errors with the server's own words.

async function call(path, body, method = body === undefined ? "GET" : "POST") {
  const answer = await fetch(path, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const value = await answer.json();
  if (!answer.ok) throw new Error(typeof value.error === "string" ? value.error : "not possible");
  return value;
}

const place = (chat) => (chat.id < 0 ? { user: chat.members[0], chat_id: chat.id } : { user: chat.id });

export const listChats = (search) => call(`/page/chats?search=${encodeURIComponent(search)}`);
export const loadMessages = (id, before) => call(`/page/chats/${id}${before ? `?before=${before}` : ""}`);
export const markRead = (id) => call(`/page/chats/${id}/read`, {});
export const say = (chat, text) => call("/admin/say", { ...place(chat), text });
export const block = (chat) => call("/admin/block", { user: chat.id });
export const unblock = (chat) => call("/admin/unblock", { user: chat.id });
export const addPerson = (name, language) => call("/admin/people", { name, language_code: language });
export const press = (chat, messageId, button) =>
  call("/admin/press", { ...place(chat), message_id: messageId, button });
