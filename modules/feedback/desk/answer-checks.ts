// What is looked at before an answer goes out: enough words, nobody's number, no gaps of a form, a picture of the place.
import type { Translate } from '@city/kernel/text';

export type AnswerCheck = {
  key: 'words' | 'private' | 'gaps' | 'photo';
  ok: boolean;
  text: string;
  stops: boolean;
};

/** Fewer words cannot say what was done, where and when. */
const fewestWords = 8;

/** Phone numbers of Việt Nam in any spacing, the 12 digits of an identity card, e-mail addresses. */
const privateSigns = [
  /(?:\+?84|0)(?:[\s.-]?\d){8,10}(?!\d)/,
  /(?<!\d)\d{12}(?!\d)/,
  /[\w.+-]+@[\w-]+\.[\w.-]+/,
];

/** Public lines of the city may stand in an answer. */
const publicNumbers = /\b(?:1022|11[2345])\b/g;

export function countWords(text: string): number {
  return text.split(/\s+/u).filter((word) => /\p{L}/u.test(word)).length;
}

export function holdsPrivateData(text: string): boolean {
  const rest = text.replaceAll(publicNumbers, ' ');
  return privateSigns.some((sign) => sign.test(rest));
}

/** `[giờ]` in a draft is a gap that was never filled. */
export const holdsGaps = (text: string): boolean => /\[[^\]\n]{0,60}\]/.test(text);

/** `stops`: the answer does not go out like this. A missing picture is said, but some matters cannot be photographed. */
export function checkAnswer(words: string, photos: number, t: Translate): AnswerCheck[] {
  const enough = countWords(words) >= fewestWords;
  const isPrivate = holdsPrivateData(words);
  const checks: AnswerCheck[] = [
    {
      key: 'words',
      ok: enough,
      stops: !enough,
      text: enough ? t('Đủ chữ: nhớ nói làm gì, ở đâu, khi nào') : t('Còn ngắn: nói làm gì, ở đâu, khi nào'),
    },
    {
      key: 'private',
      ok: !isPrivate,
      stops: isPrivate,
      text: isPrivate
        ? t('Bỏ số điện thoại, số căn cước, e-mail')
        : t('Không có số điện thoại, số căn cước, e-mail'),
    },
    {
      key: 'photo',
      ok: photos > 0,
      stops: false,
      text: photos > 0 ? t('Có ảnh sau khi làm') : t('Thiếu ảnh sau khi làm, chụp tại chỗ'),
    },
  ];
  if (holdsGaps(words))
    checks.splice(2, 0, { key: 'gaps', ok: false, stops: true, text: t('Còn chỗ trống trong ngoặc [ ]') });
  return checks;
}
