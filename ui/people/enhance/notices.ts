// Tells the person something in the server's words: banners in the page's notice region, which screen readers follow.

/** The server's word for a key, with {name} places filled. */
export function word(key: string, values: Record<string, string> = {}): string {
  const text = document.querySelector<HTMLElement>('[data-notices]')?.dataset[key] ?? '';
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

export type Notice = {
  tone: 'info' | 'done' | 'need';
  title: string;
  text?: string;
  link?: { href: string; name: string };
  button?: { name: string; press: () => void };
};

/** Shows a banner; one key holds one banner at a time. */
export function notify(
  key: string,
  { tone, title, text = '', link, button }: Notice,
): HTMLElement | undefined {
  const region = document.querySelector<HTMLElement>('[data-notices]');
  if (!region) return undefined;
  forget(key);
  const banner = element('div', `banner banner-${tone}`);
  banner.dataset['key'] = key;
  const body = element('div', '');
  body.append(element('b', '', title), text);
  if (link) {
    const anchor = Object.assign(element('a', '', link.name), { href: link.href });
    body.append(' ', anchor);
  }
  if (button) {
    const press = Object.assign(element('button', 'btn btn-second btn-sm', button.name), { type: 'button' });
    press.onclick = button.press;
    body.append(press);
  }
  banner.append(body);
  region.append(banner);
  return banner;
}

export function forget(key: string): void {
  document.querySelector(`[data-notices] [data-key="${CSS.escape(key)}"]`)?.remove();
}

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  text = '',
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
