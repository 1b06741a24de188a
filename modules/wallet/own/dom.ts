// Small pieces of page for the wallet in the browser, with the classes of the design system.

type Attributes = Readonly<Record<string, string | boolean | ((event: Event) => void)>>;

export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name, value);
    else if (value !== false) made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children);
  return made;
}

let fields = 0;

/** A line of text with its label above. */
export function field(label: string, attributes: Attributes): { box: HTMLElement; input: HTMLInputElement } {
  const id = `own-wallet-${++fields}`;
  const input = el('input', { id, class: 'input', autocomplete: 'off', required: true, ...attributes });
  return {
    box: el('div', { class: 'field' }, el('label', { for: id, class: 'label' }, label), input),
    input,
  };
}

export const button = (
  text: string,
  look: 'primary' | 'second',
  attributes: Attributes = {},
): HTMLButtonElement => el('button', { class: `btn btn-${look}`, ...attributes }, text);

/** A form that does one thing, once at a time. */
export function form(act: () => Promise<void>, ...children: Node[]): HTMLFormElement {
  let isBusy = false;
  const submit = (event: Event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    void act().finally(() => (isBusy = false));
  };
  return el('form', { class: 'flow', submit }, ...children);
}
