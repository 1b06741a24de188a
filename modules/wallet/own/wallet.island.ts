// The city's own wallet in the browser: credentials as cards, fetching, showing with consent, and the history on this machine.
import { consent, reasonOf } from './consent.ts';
import { button, el, field, form } from './dom.ts';
import { type Kept, openKeep, type ShownEntry } from './keep.ts';
import { type Offer, readOffer, receive } from './receive.ts';
import { findClaim, readSdJwt } from './sd.ts';
import { type Standing, standingOf } from './standing.ts';
import type { Scene } from './scene.ts';
import type { OwnWords } from './words.ts';

const day = (at: number): string =>
  new Date(at).toLocaleDateString(document.documentElement.lang, {
    timeZone: 'Asia/Ho_Chi_Minh',
    dateStyle: 'long',
  });
const minute = (at: number): string =>
  new Date(at).toLocaleString(document.documentElement.lang, {
    timeZone: 'Asia/Ho_Chi_Minh',
    dateStyle: 'long',
    timeStyle: 'short',
  });

export async function mount(box: HTMLElement): Promise<void> {
  const words = JSON.parse(box.dataset['words'] ?? '{}') as OwnWords;
  const keep = await openKeep(box.dataset['holder'] ?? '');
  const status = el('p', { role: 'status', tabindex: '-1', class: 'wallet-said' });
  const main = el('div', { class: 'flow' });
  const say = (text: string, isBad = false) => {
    status.textContent = text;
    status.classList.toggle('error', isBad);
    if (text !== '' && text !== words.working) status.focus();
  };
  const scene: Scene = { words, keep, say, draw };
  box.replaceChildren(status, main);
  const { offer } = box.dataset;
  async function draw(): Promise<void> {
    if (offer !== undefined) return main.replaceChildren(receiveForm(scene, readOffer(offer)));
    const [all, history] = await Promise.all([keep.credentials(), keep.history()]);
    main.replaceChildren(
      part(words.cards, await cards(scene, all)),
      part(words.receive, receiveForm(scene)),
      part(words.show, showForm(scene, main)),
      part(words.history, historyList(scene, history)),
    );
  }
  await draw();
  const asked = new URLSearchParams(location.hash.slice(1)).get('request');
  if (asked === null) return;
  // A request works once: coming back to this address must not ask again.
  history.replaceState(null, '', location.pathname + location.search);
  await consent(scene, main, asked);
}

const part = (title: string, content: Node): HTMLElement =>
  el('section', { class: 'part' }, el('h2', {}, title), content);

async function cards(scene: Scene, all: readonly Kept[]): Promise<Node> {
  if (all.length === 0) return el('p', { class: 'hint' }, scene.words.empty);
  return el('ul', { class: 'wallet-cards' }, ...(await Promise.all(all.map((kept) => card(scene, kept)))));
}

const toneOf: Readonly<Record<Standing, string>> = {
  valid: 'tag tag-done',
  revoked: 'tag tag-need',
  expired: 'tag tag-soon',
  unknown: 'tag',
};

async function card(scene: Scene, kept: Kept): Promise<HTMLElement> {
  const { words, keep, draw } = scene;
  const standing = await standingOf(kept);
  const read = await readSdJwt(kept.copies[0]?.sdJwt ?? '');
  const content = Object.entries(kept.labels).flatMap(([path, label]) => {
    const found = findClaim(read, path.split('.'));
    return found ? [el('dt', {}, label), el('dd', {}, String(found.value))] : [];
  });
  const foot = el('div', { class: 'flow' });
  const calm = () => foot.replaceChildren(first);
  const first = button(words.remove, 'second', {
    type: 'button',
    'aria-label': `${words.remove}: ${kept.name}`,
    click: () => {
      const sure = button(words.removeYes, 'second', {
        type: 'button',
        click: () => void keep.remove(kept.id).then(draw),
      });
      const not = button(words.removeNot, 'second', { type: 'button', click: calm });
      foot.replaceChildren(el('p', {}, words.removeSure), not, ' ', sure);
      not.focus();
    },
  });
  calm();
  return el(
    'li',
    { class: 'card card-pad wallet-held' },
    el('h3', {}, kept.name),
    el('p', {}, el('span', { class: toneOf[standing], 'data-standing': standing }, words[standing])),
    el('p', {}, `${words.issuer}: ${kept.issuer}`),
    el('p', {}, `${words.until} ${day(kept.expiresAt)}`),
    el('details', {}, el('summary', {}, words.content), el('dl', { class: 'wallet-claims' }, ...content)),
    foot,
  );
}

/** With an offer in hand only its number is asked for. */
function receiveForm(scene: Scene, given?: Offer): HTMLElement {
  const { words, keep, say, draw } = scene;
  const link = field(words.receiveLink, { spellcheck: 'false' });
  const code = field(words.txCode, { inputmode: 'numeric', maxlength: '12', required: given !== undefined });
  const act = async () => {
    say(words.working);
    try {
      await keep.put(await receive(given ?? readOffer(link.input.value), code.input.value.trim()));
      if (given)
        made.replaceChildren(
          el('p', {}, el('a', { class: 'btn btn-primary', href: '/me/wallet' }, words.toWallet)),
        );
      else await draw();
      say(words.received);
    } catch (error) {
      say(reasonOf(words, error), true);
    }
  };
  const made = form(
    act,
    ...(given ? [] : [link.box]),
    ...(given && !given.needsTxCode ? [] : [code.box]),
    el('p', {}, button(words.receive, given ? 'primary' : 'second')),
  );
  return made;
}

function showForm(scene: Scene, main: HTMLElement): HTMLElement {
  const link = field(scene.words.showLink, { spellcheck: 'false' });
  return form(
    () => consent(scene, main, link.input.value),
    link.box,
    el('p', {}, button(scene.words.open, 'second')),
  );
}

function historyList({ words }: Scene, entries: readonly ShownEntry[]): Node {
  if (entries.length === 0) return el('p', { class: 'hint' }, words.noHistory);
  return el(
    'ol',
    { class: 'wallet-history' },
    ...entries.map((entry) =>
      el(
        'li',
        {},
        el('b', {}, `${entry.who}: ${entry.purpose}`),
        el('p', {}, `${minute(entry.at)} · ${words[entry.outcome]}`),
        el('p', { class: 'hint' }, `${entry.credential}: ${entry.claims.join(', ')}`),
      ),
    ),
  );
}
