// Keeps what was typed: forms marked data-draft are saved as one writes and come back with a notice.
import { element, word } from './notices.ts';
import { keys, owner, read, remove, write } from './store.ts';

type Draft = { savedAt: number; owner: string; values: [name: string, value: string | File[]][] };

const daysKept = 30;
const pending = new WeakMap<HTMLFormElement, ReturnType<typeof setTimeout>>();

const isKept = (control: Element): control is HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement =>
  'name' in control &&
  control.name !== '' &&
  !control.matches('[type=hidden], [type=password], [type=submit], button, [data-no-draft]');

/** Saves a moment after the last change. */
export function watchDrafts(): void {
  const later = ({ target }: Event) => {
    const form = target instanceof Element ? target.closest<HTMLFormElement>('form[data-draft]') : null;
    if (!form) return;
    clearTimeout(pending.get(form));
    pending.set(
      form,
      setTimeout(() => void save(form), 400),
    );
  };
  addEventListener('input', later);
  addEventListener('change', later);
}

async function save(form: HTMLFormElement): Promise<void> {
  if (form.hidden) return;
  const values = [...form.elements].filter(isKept).flatMap((control): Draft['values'] => {
    if (control instanceof HTMLInputElement && control.type === 'file')
      return [[control.name, [...(control.files ?? [])]]];
    if (control instanceof HTMLInputElement && /radio|checkbox/.test(control.type))
      return control.checked ? [[control.name, control.value]] : [];
    return [[control.name, control.value]];
  });
  const draft: Draft = { savedAt: Date.now(), owner: owner(), values };
  await write('drafts', form.dataset['draft']!, draft).catch(() => undefined);
}

/** Puts drafts back into untouched forms and says so. A form that came back with errors already holds newer words. */
export async function restoreDrafts(root: ParentNode): Promise<void> {
  for (const form of root.querySelectorAll<HTMLFormElement>('form[data-draft]')) {
    if (form.querySelector('[data-summary]:not([hidden])')) continue;
    const key = form.dataset['draft']!;
    const draft = await read<Draft>('drafts', key).catch(() => undefined);
    if (!draft || draft.owner !== owner()) continue;
    if (Date.now() - draft.savedAt > daysKept * 86_400_000) await remove('drafts', key);
    else if (fill(form, draft)) tell(form, key, draft);
  }
}

/** True when anything differs from what the server sent. */
function fill(form: HTMLFormElement, draft: Draft): boolean {
  let changed = false;
  for (const control of [...form.elements].filter(isKept)) {
    const found = draft.values.filter(([name]) => name === control.name).map(([, value]) => value);
    if (control instanceof HTMLInputElement && /radio|checkbox/.test(control.type)) {
      const checked = found.includes(control.value);
      changed ||= checked !== control.checked;
      control.checked = checked;
    } else if (control instanceof HTMLInputElement && control.type === 'file') {
      const files = found[0];
      if (!Array.isArray(files) || files.length === 0) continue;
      const carrier = new DataTransfer();
      for (const file of files) carrier.items.add(file);
      control.files = carrier.files;
      changed = true;
    } else if (typeof found[0] === 'string' && found[0] !== control.value) {
      control.value = found[0];
      changed = true;
    } else continue;
    control.dispatchEvent(new CustomEvent('restored', { bubbles: true }));
  }
  return changed;
}

function tell(form: HTMLFormElement, key: string, draft: Draft): void {
  const time = new Date(draft.savedAt).toLocaleString(document.documentElement.lang, {
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const notice = element('p', 'draft-notice', word('draft', { time }));
  notice.setAttribute('role', 'status');
  const drop = Object.assign(element('button', 'btn btn-plain btn-sm', word('dropDraft')), {
    type: 'button',
  });
  drop.onclick = () => {
    form.reset();
    for (const control of form.elements)
      control.dispatchEvent(new CustomEvent('restored', { bubbles: true }));
    notice.remove();
    void remove('drafts', key);
  };
  notice.append(drop);
  form.prepend(notice);
}

/** A page that carries data-draft-clear="key …" says that these were received; "*" empties all, at signing out. */
export async function clearDrafts(root: ParentNode): Promise<void> {
  for (const mark of root.querySelectorAll<HTMLElement>('[data-draft-clear]')) {
    const named = mark.dataset['draftClear']!.split(' ');
    const all = named.includes('*') ? await keys('drafts').catch(() => []) : named;
    for (const key of all) await remove('drafts', key).catch(() => undefined);
  }
}
