// What a command says, in the language of whoever sits at the terminal; both languages when that is not known.
export type Words = { vi: string; en: string };
export type TerminalLanguage = 'vi' | 'en' | 'both';

/** CITY_LANG decides, else the terminal's own language; a terminal without one (LANG=C) gets both. */
export function terminalLanguage(environment: NodeJS.ProcessEnv = process.env): TerminalLanguage {
  const asked =
    environment.CITY_LANG || environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  if (/^vi/i.test(asked)) return 'vi';
  return /^en/i.test(asked) ? 'en' : 'both';
}

/** One line of text from both languages. */
export function inWords(words: Words, language: TerminalLanguage = terminalLanguage()): string {
  if (language !== 'both') return words[language];
  return words.vi === words.en ? words.vi : `${words.vi} / ${words.en}`;
}

export function plain(line: string): void {
  process.stdout.write(`${line}\n`);
}

export const say = (vi: string, en: string): void => plain(inWords({ vi, en }));

/** A command's failure that is already in words: shown without a stack. */
export class CommandError extends Error {
  readonly words: Words;

  constructor(vi: string, en: string) {
    super(en);
    this.words = { vi, en };
  }
}

/** `4,2 s`-like durations and `1.3 MB`-like sizes for progress lines. */
export const inSeconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

export function inBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const step = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** step).toFixed(step ? 1 : 0)} ${units[step]}`;
}

/** Says a line every few seconds while a long step runs. */
export async function withProgress<T>(line: () => Words, work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => plain(`  ${inWords(line())}`), 4_000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
