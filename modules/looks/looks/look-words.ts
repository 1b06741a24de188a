// Sentences about looks, in the language of the page.
import type { Translate } from '@city/kernel/text';
import type { Look } from './look.ts';

export interface Speaking {
  readonly t: Translate;
  readonly lang: 'vi' | 'en';
}

export function whoWords(look: Look, { t, lang }: Speaking): string {
  if (look.by === 'you') return t('Bạn');
  if (look.by === 'machine') return t('Máy của thành phố');
  if (look.by === 'other') return t('Một người khác');
  return look.body?.name[lang] ?? t('Một cán bộ');
}

/** "UBND phường Lê Chân đọc số điện thoại của bạn" */
export const titleWords = (look: Look, speaking: Speaking): string =>
  look.outcome === 'allowed'
    ? `${whoWords(look, speaking)} ${look.what[speaking.lang]}`
    : `${whoWords(look, speaking)}: ${speaking.t('không được phép, việc sau đã bị chặn')}: ${look.what[speaking.lang]}`;

export function whyWords(look: Look, { t, lang }: Speaking): string {
  const parts = [
    look.purpose ?? (look.odd.includes('no_purpose') ? t('chưa ghi lý do') : null),
    look.matter && t('hồ sơ {code}', { code: look.matter }),
    look.post?.[lang] ?? null,
  ];
  return parts.filter((part): part is string => Boolean(part)).join(' · ');
}

export function oddWords(look: Look, { t }: Speaking): string {
  const parts = look.odd.map((odd) => (odd === 'off_hours' ? t('Ngoài giờ') : t('chưa ghi lý do')));
  const text = parts.join(', ');
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
}
