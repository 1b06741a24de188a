// A person's trail to take along: a spreadsheet in words, or JSON with the proof of each entry. Pure.
import type { ProvenEntry } from '@city/kernel/trail/log';
import { formatDateTime } from '@city/kernel/time';
import type { Look } from './look.ts';
import { type Speaking, whoWords } from './look-words.ts';

/** RFC 4180; a cell that a spreadsheet would take for a formula begins with an apostrophe. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvOf(looks: readonly Look[], { t, lang }: Speaking): string {
  const head = [
    t('Thời điểm'),
    t('Ai'),
    t('Vị trí'),
    t('Đã làm gì'),
    t('Để làm gì'),
    t('Hồ sơ'),
    t('Có được phép không'),
    t('Dòng trong sổ'),
    t('Mã lần xem'),
  ];
  const outcomes = { allowed: t('được phép'), refused: t('bị chặn'), failed: t('không thành') };
  const lines = looks.map((look) => [
    formatDateTime(look.at, lang, 'table'),
    whoWords(look, { t, lang }),
    look.post?.[lang] ?? '',
    look.what[lang],
    look.purpose ?? '',
    look.matter ?? '',
    outcomes[look.outcome],
    look.leafIndex === null ? '' : String(look.leafIndex + 1),
    look.id,
  ]);
  // The mark lets spreadsheets read the letters rightly.
  return `\ufeff${[head, ...lines].map((line) => line.map(cell).join()).join('\r\n')}\r\n`;
}

export interface ExportKeys {
  readonly origin: string;
  readonly log: string;
  readonly witness: string | null;
}

export function jsonOf(
  looks: readonly Look[],
  proofs: readonly (ProvenEntry | null)[],
  keys: ExportKeys,
  speaking: Speaking,
): string {
  const entries = looks.map((look, at) => {
    const proven = proofs[at];
    return {
      id: look.id,
      at: look.at.toISOString(),
      who: whoWords(look, speaking),
      post: look.post?.[speaking.lang] ?? null,
      what: look.what[speaking.lang],
      purpose: look.purpose,
      matter: look.matter,
      outcome: look.outcome,
      proof: proven
        ? {
            leafIndex: proven.leafIndex,
            entry: proven.canonical,
            salt: proven.salt.toString('base64'),
            proof: proven.proof.map((hash) => hash.toString('base64')),
            checkpoint: proven.checkpoint.note,
          }
        : null,
    };
  });
  return JSON.stringify({ format: 'hoa-phuong/who-looked/v1', keys, entries });
}
