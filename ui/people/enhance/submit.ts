// Sends a form once. Forms marked data-offline survive a missing network: they wait in the browser and go out later.
import { forget, notify, word } from './notices.ts';
import { keys, owner, read, remove, write } from './store.ts';
import { checkForm } from './validate.ts';

type Kept = {
  url: string;
  /** Where the form stands, to go back to when the server wants something mended. */
  page: string;
  /** What it is, in the person's words. */
  name: string;
  multipart: boolean;
  entries: [string, FormDataEntryValue][];
  owner: string;
  keptAt: number;
  /** The server answered that a person must look at it. */
  needsPerson?: boolean;
};

type Enhance = (root: ParentNode) => Promise<void>;

export function watchSubmits(enhance: Enhance): void {
  addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (form.method !== 'post') return;
    if (form.dataset['sending']) return event.preventDefault();
    if (!form.hasAttribute('data-no-check') && !checkForm(form)) return event.preventDefault();
    setBusy(form, event.submitter);
    if (!form.hasAttribute('data-offline')) {
      // An answer that is a download leaves the page as it is: it must become usable again.
      setTimeout(() => setIdle(form), 20_000);
      return;
    }
    event.preventDefault();
    void send(form, event.submitter, enhance);
  });
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted)
      for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sending]')) setIdle(form);
  });
}

const faces = new WeakMap<Element, Node[]>();

function setBusy(form: HTMLFormElement, submitter: HTMLElement | null): void {
  form.dataset['sending'] = 'yes';
  const busy = submitter?.dataset['busy'];
  if (!submitter || !busy) return;
  faces.set(submitter, [...submitter.childNodes]);
  submitter.setAttribute('aria-disabled', 'true');
  submitter.textContent = busy;
}

function setIdle(form: HTMLFormElement): void {
  delete form.dataset['sending'];
  for (const button of form.querySelectorAll('[data-busy][aria-disabled]')) {
    button.removeAttribute('aria-disabled');
    button.replaceChildren(...(faces.get(button) ?? []));
  }
}

async function send(form: HTMLFormElement, submitter: HTMLElement | null, enhance: Enhance): Promise<void> {
  const post: Kept = {
    url: submitter?.getAttribute('formaction') ?? form.action,
    page: location.pathname + location.search,
    name: form.dataset['offline'] || document.title,
    multipart: form.enctype === 'multipart/form-data',
    entries: [...new FormData(form, submitter as HTMLButtonElement | null)],
    owner: owner(),
    keptAt: Date.now(),
  };
  let answer: Response;
  try {
    answer = await request(post);
  } catch {
    return keep(form, post);
  }
  if (answer.status === 429 || answer.status >= 500) return keep(form, post);
  if (answer.redirected && answer.ok) return location.assign(answer.url);
  await showAnswer(form, answer, enhance);
}

/** Throws where there is no network. The hidden key makes a second arrival harmless. */
function request(post: Kept): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of post.entries) body.append(name, value);
  const key = post.entries.find(([name]) => name === 'idempotencyKey')?.[1];
  return fetch(post.url, {
    method: 'POST',
    body: post.multipart ? body : new URLSearchParams(body as unknown as Record<string, string>),
    headers: { accept: 'text/html', ...(typeof key === 'string' && { 'idempotency-key': key }) },
  });
}

/** A page in answer (fields to mend) takes the place of this one's main part; anything else is told. */
async function showAnswer(form: HTMLFormElement, answer: Response, enhance: Enhance): Promise<void> {
  const text = await answer.text();
  const main = new DOMParser().parseFromString(text, 'text/html').querySelector('main');
  setIdle(form);
  if (!main) {
    notify('answer', { tone: 'need', title: problemTitle(text) || word('failed') });
    return;
  }
  document.querySelector('main')!.replaceWith(main);
  await enhance(main);
  if (!main.querySelector('[data-summary]:not([hidden])')) scrollTo(0, 0);
}

function problemTitle(text: string): string {
  try {
    const problem = JSON.parse(text) as { detail?: string; title?: string };
    return problem.detail ?? problem.title ?? '';
  } catch {
    return '';
  }
}

async function keep(form: HTMLFormElement, post: Kept): Promise<void> {
  try {
    await write('queue', `${post.keptAt}-${Math.random()}`, post);
  } catch {
    setIdle(form);
    notify('kept', { tone: 'need', title: word('notKept') });
    return;
  }
  if (form.dataset['draft']) await remove('drafts', form.dataset['draft']);
  form.hidden = true;
  const notice = notify('kept', {
    tone: 'info',
    title: word('offline'),
    text: word('kept', { name: post.name }),
    link: { href: post.page, name: word('another') },
  });
  notice?.setAttribute('tabindex', '-1');
  notice?.focus();
  if (navigator.onLine) setTimeout(() => void sendKept(), 15_000);
}

/** Sends what waits, oldest first, one page at a time. Stops at the first sign that the network or server is away. */
export async function sendKept(): Promise<void> {
  if (!navigator.onLine) return;
  const work = async () => {
    const waiting = await keys('queue').catch(() => []);
    for (const key of waiting) {
      const post = await read<Kept>('queue', key);
      if (post && post.owner === owner() && !(await sendOne(key, post))) return;
    }
  };
  if ('locks' in navigator) await navigator.locks.request('hoa-phuong-queue', work);
  else await work();
}

/** False when there is no use in trying the next one now. */
async function sendOne(key: string, post: Kept): Promise<boolean> {
  if (post.needsPerson) return tellPerson(key, post);
  const answer = await request(post).catch(() => undefined);
  if (!answer || answer.status === 429 || answer.status >= 500) {
    const seconds = Number(answer?.headers.get('retry-after')) || 60;
    setTimeout(() => void sendKept(), seconds * 1000);
    return false;
  }
  // A redirect may also lead to the sign-in page: only a page that names what it received proves the arrival.
  const isPage = answer.headers.get('content-type')?.includes('html');
  const received = answer.ok && (!isPage || (await answer.text()).includes('data-draft-clear'));
  if (!received) {
    await write('queue', key, { ...post, needsPerson: true });
    return tellPerson(key, post);
  }
  await remove('queue', key);
  forget('kept');
  notify(key, {
    tone: 'done',
    title: word('sent', { name: post.name }),
    ...(answer.redirected && { link: { href: answer.url, name: word('open') } }),
  });
  return true;
}

/** Goes on to the next one in any case. */
function tellPerson(key: string, post: Kept): true {
  const press = () => {
    forget(key);
    void write('queue', key, { ...post, needsPerson: false }).then(sendKept);
  };
  notify(key, {
    tone: 'need',
    title: word('needsPerson', { name: post.name }),
    link: { href: post.page, name: word('another') },
    button: { name: word('again'), press },
  });
  return true;
}
