// Passkeys in the browser: the button and the autofill of the sign-in page, and the button that adds one. Words come from the server.
import { startAuthentication, startRegistration } from '@simplewebauthn/browser';

type Refusal = { readonly title?: string; readonly code?: string };

class Refused extends Error {
  readonly code: string;
  constructor(refusal: Refusal) {
    super(refusal.title ?? '');
    this.code = refusal.code ?? '';
  }
}

async function post<T>(url: string, body: object): Promise<T> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  });
  const content: unknown = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(content as Refusal);
  return content as T;
}

export function mount(box: HTMLElement): void {
  const button = box.querySelector<HTMLButtonElement>('[data-passkey]');
  if (!button || !('PublicKeyCredential' in window)) return;
  box.hidden = false;
  const say = sayIn(box);
  if (button.dataset['passkey'] === 'add') {
    button.addEventListener('click', () => void add(box).catch(say));
    return;
  }
  // One filled button a view: the passkey takes the place of the one that stood first.
  document.querySelector('[data-gives-way]')?.classList.replace('btn-primary', 'btn-second');
  button.addEventListener('click', () => void signIn(box, false).catch(say));
  void PublicKeyCredential.isConditionalMediationAvailable?.().then((isAvailable) => {
    if (isAvailable) void signIn(box, true).catch(say);
  });
}

function sayIn(box: HTMLElement): (error: unknown) => void {
  return (error) => {
    const name = error instanceof Error ? error.name : '';
    // The person closed the dialog, or another began: nothing to say.
    if (name === 'AbortError' || name === 'NotAllowedError') return;
    const status = box.querySelector<HTMLElement>('[role=status] span');
    if (!status) return;
    status.textContent =
      error instanceof Refused && error.message !== '' ? error.message : (box.dataset['failed'] ?? '');
  };
}

async function signIn(box: HTMLElement, useBrowserAutofill: boolean): Promise<void> {
  const { returnTo, level } = box.dataset;
  const { options } = await post<{ options: never }>('/api/sign-in/passkey/options', {
    returnTo,
    level: Number(level ?? 1),
  });
  const credential = await startAuthentication({ optionsJSON: options, useBrowserAutofill });
  try {
    const { location: to } = await post<{ location: string }>('/api/sign-in/passkey', { credential });
    location.assign(to);
  } catch (error) {
    if (error instanceof Refused && error.code === 'passkey_unknown') await forget(options, credential.id);
    throw error;
  }
}

/** Tells the device that the city no longer knows a passkey, so that it is not offered again (Signal API). */
async function forget(options: { readonly rpId?: string }, credentialId: string): Promise<void> {
  const signal = (
    PublicKeyCredential as unknown as { signalUnknownCredential?: (what: object) => Promise<void> }
  ).signalUnknownCredential;
  await signal?.call(PublicKeyCredential, { rpId: options.rpId ?? location.hostname, credentialId });
}

async function add(box: HTMLElement): Promise<void> {
  const { options } = await post<{ options: never }>('/api/me/passkeys/options', {});
  const credential = await startRegistration({ optionsJSON: options });
  await post('/api/me/passkeys', { credential });
  location.assign(box.dataset['done'] ?? location.href);
}
