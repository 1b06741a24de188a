// The words for ways to sign in, the same on every page and in every message.
import type { Translate } from '@city/kernel/text';
import { type AuthenticatorKind, authenticatorKinds } from './factors.ts';
import type { SecurityEvent } from './security-events.ts';

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

/** What proved a session: "khóa truy cập", "mật khẩu và mã gửi qua tin nhắn". */
export function amrWords(t: Translate, amr: readonly string[]): string {
  const words = amr.map((one) => (isKind(one) ? kindWords(t, one) : 'VNeID'));
  return words.length === 0 ? 'VNeID' : words.join(` ${t('và')} `);
}

const isKind = (text: string): text is AuthenticatorKind =>
  (authenticatorKinds as readonly string[]).includes(text);

/** An event in a sentence. */
export function eventWords(t: Translate, { kind, detail }: SecurityEvent): string {
  const of = String(detail['kind'] ?? '');
  const means = isKind(of) ? kindWords(t, of) : '';
  const device = typeof detail['device'] === 'string' ? detail['device'] : t('thiết bị không rõ');
  switch (kind) {
    case 'signed_in':
      return t('Đăng nhập bằng {means} trên {device}', {
        means: amrWords(t, Array.isArray(detail['amr']) ? detail['amr'].map(String) : []),
        device,
      });
    case 'authenticator_added':
      return t('Thêm cách đăng nhập: {means}', { means });
    case 'authenticator_removed':
      return t('Bỏ cách đăng nhập: {means}', { means });
    case 'authenticator_confirmed':
      return t('Xác nhận cách đăng nhập là của mình: {means}', { means });
    case 'codes_renewed':
      return t('Tạo mã dự phòng mới');
    case 'session_ended':
      return t('Đăng xuất một thiết bị khác');
    case 'sessions_ended':
      return t('Đăng xuất mọi thiết bị khác');
    case 'recovery_begun':
      return t('Có người xin lấy lại tài khoản');
    case 'recovery_cancelled':
      return t('Hủy việc lấy lại tài khoản');
    case 'recovered':
      return t('Vào lại bằng mã dự phòng');
    case 'assisted':
      return t('Cán bộ phường, xã giúp thêm cách đăng nhập');
    case 'code_refused':
      return t('Có người nhập sai mã nhiều lần');
  }
}
