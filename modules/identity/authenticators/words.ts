// The words for ways to sign in, the same on every page and in every message.
import type { Translate } from '@city/kernel/text';
import type { AuthenticatorKind } from './factors.ts';

export function kindWords(t: Translate, kind: AuthenticatorKind): string {
  switch (kind) {
    case 'passkey':
      return t('khóa truy cập (vân tay, khuôn mặt hoặc mã mở máy)');
    case 'totp':
      return t('ứng dụng tạo mã');
    case 'otp_phone':
      return t('mã gửi qua tin nhắn');
    case 'otp_email':
      return t('mã gửi qua thư điện tử');
    case 'recovery':
      return t('mã dự phòng');
    case 'password':
      return t('mật khẩu');
  }
}
