// The question of a verifier before the holder: who asks what and why, each claim agreed to by itself, or a refusal.
import { button, el, form } from './dom.ts';
import { NotOurs, WrongCode } from './receive.ts';
import { decline, type Fitting, fitting, readRequest, show, type ShowRequest } from './show.ts';
import type { Scene } from './scene.ts';
import type { OwnWords } from './words.ts';

export function reasonOf(words: OwnWords, error: unknown): string {
  if (error instanceof WrongCode) return words.wrongCode;
  return error instanceof NotOurs ? words.notOurs : words.failed;
}

/** Opens a request and puts the question in the wallet's place. */
export async function consent(scene: Scene, main: HTMLElement, link: string): Promise<void> {
  const { words, keep, say } = scene;
  say(words.working);
  try {
    const request = await readRequest(link);
    const fit = await fitting(request, await keep.credentials());
    const heading = el('h2', { tabindex: '-1' }, `${request.client_metadata.client_name} ${words.asks}`);
    main.replaceChildren(el('section', { class: 'part flow' }, heading, ...question(scene, request, fit)));
    say('');
    heading.focus();
  } catch (error) {
    say(reasonOf(words, error), true);
  }
}

const purposeOf = (request: ShowRequest) =>
  request.verifier_info?.find(({ format }) => format === 'city_purpose')?.data;

function question(scene: Scene, request: ShowRequest, fit: readonly Fitting[]): HTMLElement[] {
  const { words } = scene;
  const lang = document.documentElement.lang === 'en' ? 'en' : 'vi';
  const purpose = purposeOf(request);
  const facts = [
    el('p', {}, el('b', {}, purpose?.title[lang] ?? '')),
    el('p', {}, `${words.why}: ${purpose?.why[lang] ?? ''}`),
  ];
  const refuse = button(words.decline, 'second', {
    type: 'button',
    click: () => void end(scene, request, fit[0], 'declined'),
  });
  if (fit.length === 0) return [...facts, el('p', { class: 'error' }, words.none), el('p', {}, refuse)];
  return [...facts, ...fit.map((one) => choice(scene, request, one)), el('p', {}, refuse)];
}

function choice(scene: Scene, request: ShowRequest, fit: Fitting): HTMLElement {
  const { words } = scene;
  const boxes = fit.claims.map(({ label, value }) =>
    el(
      'label',
      { class: 'choice' },
      el('input', { type: 'checkbox', required: true }),
      el('span', {}, el('b', {}, label), ` ${value}`),
    ),
  );
  return form(
    () => end(scene, request, fit, 'shown'),
    el('p', {}, `${words.from}: ${fit.kept.name}, ${fit.kept.issuer}`),
    el('fieldset', {}, el('legend', {}, words.agreeEach), el('div', { class: 'choices' }, ...boxes)),
    el('p', { class: 'hint' }, words.mustAll),
    el('p', {}, button(words.agree, 'primary')),
  );
}

async function end(
  scene: Scene,
  request: ShowRequest,
  fit: Fitting | undefined,
  outcome: 'shown' | 'declined',
): Promise<void> {
  const { words, keep, say, draw } = scene;
  say(words.working);
  try {
    const next = fit && outcome === 'shown' ? await show(request, fit) : await decline(request);
    await keep.remember({
      at: Date.now(),
      who: request.client_metadata.client_name,
      purpose: purposeOf(request)?.title[document.documentElement.lang === 'en' ? 'en' : 'vi'] ?? '',
      credential: fit?.kept.name ?? '',
      claims: fit?.claims.map(({ label }) => label) ?? [],
      outcome,
    });
    if (fit && outcome === 'shown') await keep.put(used(fit));
    if (next !== null) return location.assign(next);
    await draw();
    say(words[outcome]);
  } catch (error) {
    await draw();
    say(reasonOf(words, error), true);
  }
}

const used = ({ kept, copy }: Fitting) => ({
  ...kept,
  copies: kept.copies.map((one) => (one.sdJwt === copy.sdJwt ? { ...one, uses: one.uses + 1 } : one)),
});
