// The phone screen: who signs in, with which account, confirmed how; and the short pages around it. No script is used.
import { html, type Markup } from './markup.ts';
import {
  AUTHENTICATION_LEVELS,
  type AuthorizationRequest,
  type Client,
  FAULT_KINDS,
  type IdentityLevel,
  type Persona,
  type Words,
} from './model.ts';
import { addressOf, PATHS, type Provider } from './provider.ts';
import type { Parameters } from './wire.ts';
import {
  AUTHENTICATION_LEVEL_WORDS,
  FAULT_WORDS,
  IDENTITY_LEVEL_WORDS,
  SCOPE_WORDS,
  WORDS,
} from './words.ts';

type Language = 'vi' | 'en';

type ApprovalScreen = {
  readonly id: string;
  readonly asked: AuthorizationRequest;
  readonly client: Client;
  readonly language: Language;
  readonly problem: 'choosePersona' | 'levelTooHigh' | null;
  /** The persona who signed in here last, chosen beforehand. */
  readonly remembered: string | null;
};

/** The page on which a persona and levels are chosen and the request is approved or declined. */
export function approvalPage(provider: Provider, screen: ApprovalScreen): string {
  const { asked, client, language } = screen;
  const say = (words: Words) => words[language];
  const other = language === 'vi' ? 'en' : 'vi';
  const path = `${addressOf(provider, PATHS.interaction)}${screen.id}`;
  const action = `${path}?lang=${language}`;
  return page(
    provider,
    language,
    say(WORDS.title),
    html`
    <main><form method="post" action="${action}">
      <div class="text">
        <p class="other"><a href="${path}?lang=${other}" lang="${other}" hreflang="${other}">${say(WORDS.otherLanguage)}</a></p>
        ${screen.problem !== null && html`<div class="problem" role="alert"><b>${say(WORDS.problem)}</b> ${say(WORDS[screen.problem])}</div>`}
        <h1>${say(WORDS.title)}</h1>
        <p class="asks"><b>${say(client.name)}</b> ${say(WORDS.asks)}</p>
        <ul class="scopes">${asked.scopes.flatMap((scope) => SCOPE_WORDS[scope] ?? []).map((words) => html`<li>${say(words)}</li>`)}</ul>
        ${personaGroups(provider, screen)}
      </div>
      <div class="bar">
        <details class="options"${(screen.problem === 'levelTooHigh' || asked.fault !== null) && html` open`}>
          <summary>${say(WORDS.options)}</summary>
          ${levelChoices(screen)}
        </details>
        <div class="buttons">
          <button class="approve" name="decision" value="approve">${say(WORDS.approve)}</button>
          <button class="deny" name="decision" value="deny" formnovalidate>${say(WORDS.deny)}</button>
        </div>
      </div>
    </form></main>`,
  );
}

function personaGroups(provider: Provider, screen: ApprovalScreen): readonly Markup[] {
  const everyone = [...provider.personas.values()];
  const today = provider.now();
  return (['people', 'officials', 'trouble'] as const).flatMap((group) => {
    const members = everyone.filter((persona) => persona.group === group);
    if (members.length === 0) return [];
    return html`<fieldset class="group"><legend>${WORDS[group][screen.language]}</legend>
      ${members.map((persona) => personaChoice(persona, screen, today))}</fieldset>`;
  });
}

function personaChoice(persona: Persona, screen: ApprovalScreen, today: Date): Markup {
  const { language } = screen;
  const isChosen = persona.id === screen.remembered;
  const initials = persona.name
    .split(' ')
    .slice(-2)
    .map((word) => word.charAt(0))
    .join('');
  return html`<label class="persona">
      <input type="radio" name="persona" value="${persona.id}" required${isChosen && html` checked`}>
      <span class="face" aria-hidden="true">${initials}</span>
      <span class="who"><b>${persona.name}</b>
        <span>${persona.about[language]}</span>
        <span class="small">${ageOn(persona.birthdate, today)} ${WORDS.age[language]}${
          persona.identityLevel === 1 && html` · ${WORDS.levelOnly1[language]}`
        }</span></span>
    </label>`;
}

function levelChoices(screen: ApprovalScreen): Markup {
  const { asked, language } = screen;
  const levels: readonly IdentityLevel[] = [2, 1];
  // The two levels of NĐ 69/2024 are different things, so they are asked apart: which account, and how it is confirmed now.
  const preset = asked.acrLevels[0] ?? 2;
  return html`<div class="levels">
      <fieldset><legend>${WORDS.account[language]}</legend><div class="pair">
        ${levels.map(
          (level) =>
            html`<label><input type="radio" name="identity_level" value="${level}"${
              level === (screen.problem === 'levelTooHigh' ? 1 : 2) && html` checked`
            }> <span>${IDENTITY_LEVEL_WORDS[level][language]}</span></label>`,
        )}
      </div></fieldset>
      <label class="select">${WORDS.confirmBy[language]}
        <select name="authentication_level">${AUTHENTICATION_LEVELS.map(
          (level) =>
            html`<option value="${level}"${
              level === preset && html` selected`
            }>${level} · ${AUTHENTICATION_LEVEL_WORDS[level][language]}${
              asked.acrLevels.includes(level) && html` (${WORDS.asked[language]})`
            }</option>`,
        )}</select></label>
      <label class="select">${WORDS.faults[language]}
        <select name="fault"><option value="">${WORDS.noFault[language]}</option>${FAULT_KINDS.filter(
          (kind) => kind !== 'unavailable',
        ).map(
          (kind) =>
            html`<option value="${kind}"${
              kind === asked.fault && html` selected`
            }>${FAULT_WORDS[kind][language]}</option>`,
        )}</select></label>
    </div>`;
}

/** A page that only says something: the request was wrong, the screen has expired, or one is signed out. */
export function messagePage(
  provider: Provider,
  language: Language,
  message: 'badRequest' | 'screenGone' | 'signedOut',
  detail: string | null,
): string {
  const title = WORDS[message][language];
  return page(
    provider,
    language,
    title,
    html`<main class="text"><h1>${title}</h1><p>${WORDS[`${message}Help`][language]}</p>
    ${detail !== null && html`<p class="small">${WORDS.detail[language]}: <code>${detail}</code></p>`}</main>`,
  );
}

/** Asks whether the person really wants to sign out of the provider. */
export function signOutPage(provider: Provider, language: Language, parameters: Parameters): string {
  const title = WORDS.signOutTitle[language];
  const kept = ['client_id', 'id_token_hint', 'post_logout_redirect_uri', 'state', 'ui_locales'] as const;
  const hidden = kept.flatMap((name) => {
    const value = parameters.get(name);
    return value === undefined ? [] : [html`<input type="hidden" name="${name}" value="${value}">`];
  });
  return page(
    provider,
    language,
    title,
    html`<main><form method="post" action="${addressOf(provider, PATHS.endSession)}">
      <div class="text"><h1>${title}</h1>${hidden}</div>
      <div class="bar"><div class="buttons">
        <button class="approve" name="decision" value="sign-out">${WORDS.signOut[language]}</button>
      </div></div>
    </form></main>`,
  );
}

function page(provider: Provider, language: Language, title: string, body: Markup): string {
  return html`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${WORDS.app[language]}</title><link rel="stylesheet" href="${addressOf(provider, PATHS.style)}"></head>
<body><div class="phone">
  <header><span class="mark" aria-hidden="true"></span><b>${WORDS.app[language]}</b></header>
  <aside class="notice" aria-label="${WORDS.app[language]}">${WORDS.notReal[language]}</aside>
  ${body}
</div></body></html>
`.markup;
}

/** Whole years between a birth date (yyyy-mm-dd) and a day in Việt Nam. */
function ageOn(birthdate: string, today: Date): number {
  const day = today.toLocaleDateString('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' });
  const years = Number(day.slice(0, 4)) - Number(birthdate.slice(0, 4));
  return day.slice(5) < birthdate.slice(5) ? years - 1 : years;
}
