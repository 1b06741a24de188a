// The simulator's inbox in the browser: who got what, newest first; one message on its own page.
import { html, type Markup } from './markup.ts';
import type { ReceivedMessage, SimulatedChannel } from './store.ts';

const channels: Readonly<Record<SimulatedChannel, { name: string; sign: Markup }>> = {
  email: { name: 'E-mail', sign: icon('M4 6h16v12H4z M4 7l8 6 8-6') },
  sms: {
    name: 'Tin nhắn SMS',
    sign: icon('M8 3h8a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z M11 18h2'),
  },
  push: { name: 'Trình duyệt', sign: icon('M6 16V11a6 6 0 0 1 12 0v5l2 2H4z M10 20h4') },
};

const reloadSeconds = 5;

export function inboxPage(
  messages: readonly ReceivedMessage[],
  filter: { to: string | null; channel: string | null },
): string {
  const shown = messages.filter(
    (m) => (!filter.to || m.to === filter.to) && (!filter.channel || m.channel === filter.channel),
  );
  const people = [...Map.groupBy(messages, (message) => message.to)];
  const title = filter.to ?? 'Tất cả tin đã gửi';
  const body = html`<div class="cols">
    <nav aria-label="Người nhận"><h2>Người nhận</h2><ul>
      <li><a href="/" ${current(!filter.to)}><span>Tất cả</span> <b>${messages.length}</b></a></li>
      ${people.map(([to, theirs]) => html`<li><a href="/?to=${encodeURIComponent(to)}" ${current(filter.to === to)}><span>${nameOf(theirs[0]!)}</span> <b>${theirs.length}</b></a></li>`)}
    </ul></nav>
    <main><div class="head"><h1>${filter.to ? nameOf(shown[0] ?? null, filter.to) : title}</h1>
      <form method="post" action="/clear"><button>Xóa hết</button></form></div>
      ${shown.length === 0 ? nothingYet() : html`<ol class="list">${shown.map(row)}</ol>`}
    </main></div>`;
  return documentOf(
    title,
    body,
    html`<noscript><meta http-equiv="refresh" content="${reloadSeconds}"></noscript><script type="module" src="/messages.js" data-shown="${`${messages.length} ${messages[0]?.id ?? ''}`}"></script>`,
  );
}

export function messagePage(message: ReceivedMessage): string {
  const { name, sign } = channels[message.channel];
  const body = html`<main class="one"><p><a href="/?to=${encodeURIComponent(message.to)}">‹ Tin gửi tới ${nameOf(message)}</a></p>
    <p class="kind">${sign} ${name}</p><h1>${message.title || 'Tin nhắn'}</h1>
    <dl><div><dt>Gửi tới</dt><dd>${message.to}</dd></div>
      <div><dt>Người gửi</dt><dd>${message.from || 'không ghi'}</dd></div>
      <div><dt>Lúc</dt><dd><time datetime="${message.at}">${when(message.at)}</time></dd></div></dl>
    <h2>Nội dung</h2><pre class="text">${message.text}</pre>
    ${message.html === null ? null : html`<h2>Như hộp thư hiển thị</h2><iframe src="/messages/${message.id}/html" title="Thư có định dạng" sandbox></iframe>`}
    <details><summary>Chi tiết kỹ thuật</summary><pre>${JSON.stringify(message.details, null, 2)}</pre></details></main>`;
  return documentOf(message.title || 'Tin nhắn', body);
}

export function missingPage(): string {
  return documentOf(
    'Không còn tin này',
    html`<main class="one"><h1>Không còn tin này</h1><p>Tin đã bị xóa, hoặc máy mô phỏng vừa khởi động lại. <a href="/">Về danh sách</a></p></main>`,
  );
}

function row(message: ReceivedMessage): Markup {
  const { name, sign } = channels[message.channel];
  return html`<li><a href="/messages/${message.id}">
    <span class="sign">${sign}<span class="vh">${name}</span></span>
    <span class="what"><b>${message.title || message.text}</b>${message.title ? html`<span>${message.text.slice(0, 200)}</span>` : null}
      <small>${nameOf(message)}</small></span>
    <time datetime="${message.at}">${when(message.at)}</time></a></li>`;
}

function nothingYet(): Markup {
  return html`<div class="empty"><h2>Chưa có tin nào</h2><p>Khi thành phố gửi e-mail, tin nhắn hoặc thông báo trình duyệt, tin sẽ hiện ở đây thay vì đến người thật. Trang tự cập nhật.</p></div>`;
}

function nameOf(message: ReceivedMessage | null, otherwise = ''): string {
  if (!message) return otherwise;
  return message.channel === 'push' ? `Trình duyệt ${message.to.slice(0, 8)}` : message.to;
}

function when(iso: string): string {
  return new Intl.DateTimeFormat('vi-VN', {
    timeZone: 'Asia/Ho_Chi_Minh',
    day: 'numeric',
    month: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(new Date(iso));
}

function current(isCurrent: boolean): Markup | null {
  return isCurrent ? html`aria-current="page"` : null;
}

function icon(path: string): Markup {
  return html`<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path d="${path}" /></svg>`;
}

function documentOf(title: string, body: Markup, head: Markup | null = null): string {
  return html`<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${head}<title>${title} · Hộp thư mô phỏng</title><link rel="stylesheet" href="/messages.css"></head><body>
    <header><a href="/">Hộp thư mô phỏng</a><p>Không có tin nào rời khỏi máy này.</p></header>${body}</body></html>`
    .markup;
}
