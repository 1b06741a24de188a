// The texts of the city: Vietnamese in the code, English in locales/en.po, compiled from ICU messages.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setupI18n } from '@lingui/core';
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import PO from 'pofile';
import type { Lang } from './languages.ts';

/**
 * Turns the Vietnamese source text into the reader's language: `t('Còn {n, number} việc', { n })`.
 * Always called with a literal, so that `collectMessages` finds every text. An unknown text comes out in Vietnamese.
 */
export type Translate = (message: string, values?: Record<string, unknown>) => string;

export type CompiledMessage = ReturnType<typeof compileMessageOrThrow>;

export interface Catalogue {
  /** The translating function of a language. Cheap: one per request is fine. */
  translator(lang: Lang): Translate;
  /** Compiled messages as JSON for `createTranslate` in browsers; only those named, when ids are given. */
  compiled(lang: Lang, usedIds?: Iterable<string>): Record<string, CompiledMessage>;
  /** The English of a Vietnamese text; undefined when there is none. */
  english(id: string): string | undefined;
  /** Which of these texts have no English. */
  missing(ids: Iterable<string>): string[];
  /** All texts that have English. */
  readonly ids: readonly string[];
  /** What is wrong with the .po files, in words; empty in a healthy tree (an architecture test asserts it). */
  readonly problems: readonly string[];
}

interface Entry {
  readonly english: string;
  readonly file: string;
}

/**
 * Reads every `locales/en.po` below the folders (installed packages are skipped).
 * Never throws over a translation: a broken one is left out, stands in `problems`, and Vietnamese is shown.
 */
export function catalogue(folders: readonly string[]): Catalogue {
  const problems: string[] = [];
  const entries = new Map<string, Entry>();
  for (const file of folders.flatMap(catalogueFiles).sort()) readCatalogue(file, entries, problems);
  const compile = compiler();
  const compiledEnglish: Record<string, CompiledMessage> = {};
  for (const [id, { english }] of entries) compiledEnglish[id] = compile(english);
  const translators: Record<Lang, Translate> = {
    vi: translateWith('vi', {}, compile),
    en: translateWith('en', compiledEnglish, compile),
  };
  const messageOf = (lang: Lang, id: string) =>
    (lang === 'en' ? compiledEnglish[id] : undefined) ?? compile(id);
  return {
    translator: (lang) => translators[lang],
    compiled: (lang, usedIds = entries.keys()) =>
      Object.fromEntries([...usedIds].map((id) => [id, messageOf(lang, id)] as const)),
    english: (id) => entries.get(id)?.english,
    missing: (ids) => [...ids].filter((id) => !entries.has(id)),
    ids: [...entries.keys()],
    problems,
  };
}

function translateWith(lang: Lang, messages: Record<string, CompiledMessage>, compile: Compile): Translate {
  const i18n = setupI18n({ locale: lang, messages: { [lang]: messages } });
  i18n.setMessagesCompiler(compile);
  return (message, values) => i18n._(message, values);
}

type Compile = (message: string) => CompiledMessage;

/** Compiles once per text. A text that is no ICU message stays itself. */
function compiler(): Compile {
  const mostKept = 20_000;
  const kept = new Map<string, CompiledMessage>();
  return (message) => {
    const known = kept.get(message);
    if (known) return known;
    if (kept.size >= mostKept) kept.clear();
    const compiled = compileOrNull(message) ?? [message];
    kept.set(message, compiled);
    return compiled;
  };
}

function compileOrNull(message: string): CompiledMessage | null {
  try {
    return compileMessageOrThrow(message);
  } catch {
    return null;
  }
}

function catalogueFiles(folder: string): string[] {
  const files: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) files.push(...catalogueFiles(path));
    else if (entry.name === 'en.po' && folder.endsWith('locales')) files.push(path);
  }
  return files;
}

function readCatalogue(file: string, entries: Map<string, Entry>, problems: string[]): void {
  for (const item of PO.parse(readFileSync(file, 'utf8')).items) {
    const english = item.msgstr[0] ?? '';
    if (item.obsolete || item.msgid === '') continue;
    const wrong = whatIsWrong(item.msgid, english, item.flags['fuzzy'] === true, entries.get(item.msgid));
    if (wrong) problems.push(`${file}: "${item.msgid}": ${wrong}`);
    else entries.set(item.msgid, { english, file });
  }
}

function whatIsWrong(
  id: string,
  english: string,
  isFuzzy: boolean,
  earlier: Entry | undefined,
): string | null {
  if (english === '') return 'has no English';
  if (isFuzzy) return 'is marked fuzzy: read it and remove the mark';
  if (earlier && earlier.english !== english)
    return `is "${english}" here and "${earlier.english}" in ${earlier.file}`;
  const vietnamese = compileOrNull(id);
  const translated = compileOrNull(english);
  if (!vietnamese) return 'the Vietnamese is not a valid ICU message';
  if (!translated) return 'the English is not a valid ICU message';
  const wanted = argumentsOf(vietnamese);
  const used = argumentsOf(translated);
  const unknown = [...used].filter((name) => !wanted.has(name));
  if (unknown.length > 0)
    return `the English uses {${unknown.join('}, {')}} which the Vietnamese does not have`;
  const lost = [...wanted].filter((name) => !used.has(name));
  return lost.length > 0 ? `the English lost {${lost.join('}, {')}}` : null;
}

/** Names of the values that a compiled message puts in, also inside plurals and choices. */
export function argumentsOf(message: unknown): Set<string> {
  const names = new Set<string>();
  const visit = (tokens: unknown): void => {
    if (!Array.isArray(tokens)) return;
    for (const token of tokens as unknown[]) {
      if (!Array.isArray(token)) continue;
      const [name, , cases] = token as [string, string?, Record<string, unknown>?];
      names.add(name);
      if (cases && typeof cases === 'object') Object.values(cases).forEach(visit);
    }
  };
  visit(message);
  return names;
}
