// The error codes of the identity module.
import { defineErrors } from '@city/kernel/errors';

defineErrors('identity', {
  return_to_refused: {
    status: 400,
    title: {
      vi: 'Địa chỉ quay lại phải là một trang của thành phố, bắt đầu bằng một dấu gạch chéo.',
      en: 'The address to return to must be a page of the city, beginning with one slash.',
    },
  },
  post_not_yours: {
    status: 403,
    title: {
      vi: 'Vị trí này không phải của bạn hoặc không còn hiệu lực.',
      en: 'This post is not yours or no longer valid.',
    },
  },
  stronger_sign_in_needed: {
    status: 403,
    title: {
      vi: 'Cần đăng nhập lại với ít nhất mức xác thực {level} để làm việc ở vị trí này.',
      en: 'Sign in again with at least authentication level {level} to act from this post.',
    },
  },
  session_needed: {
    status: 409,
    title: {
      vi: 'Phiên đăng nhập không còn. Hãy đăng nhập lại.',
      en: 'The session is gone. Please sign in again.',
    },
  },
});
