// The translating function for browsers: reads compiled messages in a few lines, so that islands stay small.
import type { CompiledMessage, Translate } from './catalogue.ts';
import type { Lang } from './languages.ts';

type Tokens = CompiledMessage;
type Cases = Record<string, Tokens | number | undefined> & { offset?: number };
type Values = Record<string, unknown>;

/** Translates with messages from `Catalogue.compiled`; a text that is not among them comes out as it is. */
export function createTranslate(lang: Lang, messages: Readonly<Record<string, CompiledMessage>>): Translate {
  return (message, values = {}) => {
    const compiled = Object.hasOwn(messages, message) ? messages[message] : undefined;
    return compiled === undefined ? message : put(compiled, values, lang);
  };
}

function put(tokens: Tokens, values: Values, lang: Lang, counted?: number): string {
  let text = '';
  for (const token of tokens) {
    if (typeof token === 'string')
      text += token === '#' && counted !== undefined ? number(counted, lang) : token;
    else text += one(token as [string, string?, unknown?], values, lang);
  }
  return text;
}

function one([name, type, format]: [string, string?, unknown?], values: Values, lang: Lang): string {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (type === 'plural' || type === 'selectordinal') {
    const cases = format as Cases;
    const count = Number(value) - (cases.offset ?? 0);
    const rule = new Intl.PluralRules(lang, { type: type === 'plural' ? 'cardinal' : 'ordinal' }).select(
      count,
    );
    return put(pick(cases, String(value), rule), values, lang, type === 'plural' ? count : undefined);
  }
  if (type === 'select') return put(pick(format as Cases, String(value), 'other'), values, lang);
  if (value === undefined || value === null) return '';
  if (type === 'number') return number(value as number, lang, format as string | undefined);
  if (type === 'date' || type === 'time')
    throw new Error('Dates are written by @city/kernel/time, not inside messages');
  return typeof value === 'string' ? value : String(value as number);
}

function pick(cases: Cases, exact: string, rule: string): Tokens {
  const of = (key: string) => (Object.hasOwn(cases, key) ? (cases[key] as Tokens) : undefined);
  return of(exact) ?? of(rule) ?? of('other') ?? [];
}

function number(value: number, lang: Lang, style?: string): string {
  return new Intl.NumberFormat(lang, style ? { style: style as 'percent' } : {}).format(value);
}
