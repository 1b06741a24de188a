// By what a sender is known again, in words.
import type { Translate } from '@city/kernel/text';
import type { SenderKind } from '../../moderation/sender-kinds.ts';

export const senderNames = (t: Translate): Readonly<Record<SenderKind, string>> => ({
  person: t('Tài khoản'),
  device: t('Máy'),
  phone: t('Số điện thoại'),
  address: t('Mạng'),
});
