// What can go wrong on the way out, in words for the people who named the address.
import { defineErrors } from '@city/kernel/errors';

defineErrors('fetch', {
  outside_address_refused: {
    status: 422,
    title: { vi: 'Địa chỉ này không được phép gọi tới.', en: 'This address may not be called.' },
  },
  outside_unreachable: {
    status: 502,
    title: { vi: 'Không gọi được hệ thống bên ngoài.', en: 'The outside system could not be reached.' },
  },
  outside_timeout: {
    status: 504,
    title: { vi: 'Hệ thống bên ngoài trả lời quá lâu.', en: 'The outside system took too long to answer.' },
  },
  outside_too_large: {
    status: 502,
    title: {
      vi: 'Câu trả lời của hệ thống bên ngoài quá lớn.',
      en: "The outside system's answer is too large.",
    },
  },
  outside_redirects: {
    status: 502,
    title: {
      vi: 'Hệ thống bên ngoài chuyển hướng quá nhiều lần.',
      en: 'The outside system redirected too many times.',
    },
  },
});
