// Numbers, names and states of the plan in the reader's language.
import type { Lang, Translate } from '@city/kernel/text';
import type { Tone } from '@city/ui/parts';
import type { PlanCity } from '../plan-city.ts';
import type { Standing } from '../targets/target.ts';

/** A decimal number as people of the language write it: 0,8002. */
export function numberWords(text: string, lang: Lang): string {
  const [whole = '', places] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, lang === 'vi' ? '.' : ',');
  return places === undefined ? grouped : `${grouped}${lang === 'vi' ? ',' : '.'}${places}`;
}

export function standingWords(t: Translate, standing: Standing): { tone: Tone; words: string } {
  switch (standing) {
    case 'reached':
      return { tone: 'done', words: t('Đã đạt') };
    case 'on_the_way':
      return { tone: 'soon', words: t('Đang thực hiện') };
    case 'missed':
      return { tone: 'need', words: t('Chưa đạt') };
    case 'unknown':
      return { tone: 'paused', words: t('Chưa có số liệu') };
  }
}

/** A document's number, with a word when its figures are not checked against the text. */
export function documentWords(t: Translate, city: PlanCity, code: string, verified: boolean): string {
  const number = city.documents.find((each) => each.code === code)?.number ?? code;
  return verified ? number : t('{number} (chưa đối chiếu)', { number });
}
