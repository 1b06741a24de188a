// Says what is missing before anything is sent, in the words the server put beside each field.

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const isControl = (target: unknown): target is Control =>
  target instanceof HTMLElement && 'validity' in target && 'name' in target;

/** Switches the browser's own bubbles off: ours stand beside the field, stay, and speak the page's language. */
export function prepareForms(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>('form[method=post]')) form.noValidate = true;
}

/** After a failed sending the summary is the first thing to read. */
export function focusSummary(root: ParentNode): void {
  root.querySelector<HTMLElement>('form [data-summary]:not([hidden])')?.focus();
}

/** A field is checked when left after a change, and again at each change once it was wrong. */
export function watchFields(): void {
  addEventListener('change', ({ target }) => {
    if (isControl(target) && target.form?.noValidate) check(target);
  });
  addEventListener('input', ({ target }) => {
    if (isControl(target) && target.getAttribute('aria-invalid') && target.validity.valid) check(target);
  });
}

/** Checks all fields; fills and focuses the summary when something is wrong. True when the form may go. */
export function checkForm(form: HTMLFormElement): boolean {
  const seen = new Set<string>();
  const wrong = [...form.elements].filter((control): control is Control => {
    if (!isControl(control) || !control.willValidate) return false;
    if (control.type === 'radio' && seen.has(control.name)) return false;
    seen.add(control.name);
    return !check(control);
  });
  fillSummary(form, wrong);
  return wrong.length === 0;
}

function check(control: Control): boolean {
  const message = messageFor(control);
  const id = control.closest('fieldset[id]')?.id ?? control.id;
  const place = document.getElementById(`${id}-error`);
  if (place) {
    place.hidden = !message;
    place.querySelector('span')!.textContent = message;
    describe(control, place.id, message !== '');
  }
  control.closest('.field')?.classList.toggle('field-error', message !== '');
  if (message) control.setAttribute('aria-invalid', 'true');
  else control.removeAttribute('aria-invalid');
  return message === '';
}

function describe(control: Control, errorId: string, isWrong: boolean): void {
  const ids = new Set((control.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean));
  if (isWrong) ids.add(errorId);
  else ids.delete(errorId);
  if (ids.size > 0) control.setAttribute('aria-describedby', [...ids].join(' '));
  else control.removeAttribute('aria-describedby');
}

function messageFor(control: Control): string {
  const state = control.validity;
  if (state.valid) return '';
  const words = control.dataset;
  const own = state.valueMissing
    ? words['msgRequired']
    : state.patternMismatch
      ? words['msgPattern']
      : state.tooShort
        ? words['msgShort']
        : state.tooLong
          ? words['msgLong']
          : state.typeMismatch || state.badInput
            ? words['msgType']
            : words['msgRange'];
  return own ?? control.validationMessage;
}

function fillSummary(form: HTMLFormElement, wrong: readonly Control[]): void {
  const summary = form.querySelector<HTMLElement>('[data-summary]');
  if (!summary) {
    wrong[0]?.focus();
    return;
  }
  summary.hidden = wrong.length === 0;
  if (summary.hidden) return;
  const title = summary.querySelector('b')!;
  title.textContent = (wrong.length === 1 ? title.dataset['one']! : title.dataset['many']!).replace(
    'COUNT',
    String(wrong.length),
  );
  summary.querySelector('ul')!.replaceChildren(
    ...wrong.map((control) => {
      const item = document.createElement('li');
      const link = Object.assign(document.createElement('a'), {
        href: `#${control.id}`,
        textContent: messageFor(control),
      });
      item.append(link);
      return item;
    }),
  );
  summary.focus();
}
