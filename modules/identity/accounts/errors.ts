// The error codes of disabled accounts.
import { defineErrors } from '@city/kernel/errors';

defineErrors('identity', {
  account_disabled: {
    status: 403,
    title: {
      vi: 'Tài khoản này đang bị khóa nên chưa đăng nhập được. Hãy gọi tổng đài 1022 hoặc đến bộ phận một cửa, mang theo thẻ căn cước.',
      en: 'This account is disabled, so signing in is not possible. Call the hotline 1022 or come to the one-stop desk with your identity card.',
    },
  },
  account_not_found: {
    status: 404,
    title: {
      vi: 'Chưa có tài khoản nào mang số định danh này.',
      en: 'No account has this personal number.',
    },
  },
  account_own: {
    status: 403,
    title: {
      vi: 'Không ai tự khóa tài khoản của mình ở đây.',
      en: 'Nobody disables their own account here.',
    },
  },
  account_disabled_already: {
    status: 409,
    title: { vi: 'Tài khoản này đang bị khóa rồi.', en: 'This account is disabled already.' },
  },
  account_not_disabled: {
    status: 404,
    title: { vi: 'Tài khoản này không bị khóa.', en: 'This account is not disabled.' },
  },
  account_second_officer: {
    status: 403,
    title: {
      vi: 'Người đã khóa không tự mở lại. Hãy nhờ một quản trị viên khác.',
      en: 'Whoever disabled an account does not enable it again. Ask another administrator.',
    },
  },
});
