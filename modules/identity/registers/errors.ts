// The error codes of the national registers' notices.
import { defineErrors } from '@city/kernel/errors';

defineErrors('identity', {
  register_away: {
    status: 503,
    title: {
      vi: 'Sổ đăng ký quốc gia chưa trả lời. Xin gửi lại sau.',
      en: 'The national register does not answer. Please send it again later.',
    },
  },
  register_notice_refused: {
    status: 401,
    title: { vi: 'Thông báo không có chữ ký đúng.', en: 'The notice is not properly signed.' },
  },
  register_notice_malformed: {
    status: 400,
    title: { vi: 'Thông báo không đọc được.', en: 'The notice cannot be read.' },
  },
});
