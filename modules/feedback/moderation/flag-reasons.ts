// Why somebody may find a report abusive, in the words of the form.
import type { Translate } from '@city/kernel/text';

export const flagReasons = [
  'personal',
  'face',
  'insult',
  'false',
  'advertising',
  'violence',
  'other',
] as const;
export type FlagReason = (typeof flagReasons)[number];

export function flagWords(t: Translate): Readonly<Record<FlagReason, string>> {
  return {
    personal: t('Lộ tên, số điện thoại, giấy tờ của ai đó'),
    face: t('Lộ mặt người hoặc biển số xe'),
    insult: t('Xúc phạm, bịa đặt về một người'),
    false: t('Sai sự thật, chỗ này không có chuyện đó'),
    advertising: t('Quảng cáo'),
    violence: t('Cảnh bạo lực hoặc phản cảm'),
    other: t('Chuyện khác'),
  };
}
