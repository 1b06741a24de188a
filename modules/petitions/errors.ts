// The error codes of this module with their words; `module.ts` registers them, the generated page lists them.

export const petitionErrors = {
  petition_not_found: {
    status: 404,
    title: { vi: 'Không có kiến nghị nào ở địa chỉ này.', en: 'There is no petition at this address.' },
  },
  petition_step_not_possible: {
    status: 409,
    title: {
      vi: 'Kiến nghị đang ở bước khác nên chưa làm được điều này. Tải lại trang.',
      en: 'The petition is at another step, so this cannot be done now. Reload the page.',
    },
  },
  petition_not_yours: {
    status: 403,
    title: {
      vi: 'Chỉ người khởi xướng làm được điều này.',
      en: 'Only the person who started it can do this.',
    },
  },
  petition_level_needed: {
    status: 403,
    title: {
      vi: 'Cần danh tính đã xác thực mức {level}. Đăng nhập lại bằng VNeID mức đó.',
      en: 'It takes an identity verified at level {level}. Sign in again with VNeID at that level.',
    },
  },
  petition_not_open: {
    status: 409,
    title: {
      vi: 'Kiến nghị này không còn nhận chữ ký.',
      en: 'This petition takes no more signatures.',
    },
  },
  petition_not_signed: {
    status: 409,
    title: { vi: 'Bạn chưa ký kiến nghị này.', en: 'You have not signed this petition.' },
  },
  petition_too_many_starts: {
    status: 429,
    title: {
      vi: 'Mỗi người khởi xướng nhiều nhất {count} kiến nghị trong {days} ngày.',
      en: 'One person may start at most {count} petitions in {days} days.',
    },
  },
  petition_title_short: {
    status: 400,
    title: {
      vi: 'Viết tên kiến nghị, ít nhất {least} chữ cái.',
      en: 'Write a title of at least {least} letters.',
    },
  },
  petition_ask_short: {
    status: 400,
    title: {
      vi: 'Nói rõ muốn thành phố làm gì, ít nhất {least} chữ cái.',
      en: 'Say what the city should do, in at least {least} letters.',
    },
  },
  petition_words_short: {
    status: 400,
    title: { vi: 'Kể vì sao, ít nhất {least} chữ cái.', en: 'Say why, in at least {least} letters.' },
  },
  petition_topic_unknown: {
    status: 400,
    title: { vi: 'Không có lĩnh vực này.', en: 'There is no such topic.' },
  },
  petition_unit_unknown: {
    status: 400,
    title: { vi: 'Không có phường, xã này.', en: 'There is no such unit.' },
  },
  petition_body_unknown: {
    status: 400,
    title: { vi: 'Không có cơ quan này.', en: 'There is no such body.' },
  },
  petition_same_body: {
    status: 400,
    title: { vi: 'Cơ quan này đang chịu trách nhiệm rồi.', en: 'This body is responsible already.' },
  },
  petition_refusal_unknown: {
    status: 400,
    title: { vi: 'Không có lý do từ chối này.', en: 'There is no such ground of refusal.' },
  },
  petition_reason_short: {
    status: 400,
    title: {
      vi: 'Ghi rõ lý do, ít nhất {least} chữ cái.',
      en: 'Give the reason in at least {least} letters.',
    },
  },
  petition_appealed_already: {
    status: 409,
    title: {
      vi: 'Kiến nghị này đã được xem lại một lần, quyết định là cuối cùng.',
      en: 'This petition has been looked at again once; that decision stands.',
    },
  },
  petition_appeal_over: {
    status: 409,
    title: {
      vi: 'Đã hết thời hạn đề nghị xem lại.',
      en: 'The time for an appeal is over.',
    },
  },
  petition_own_answer: {
    status: 403,
    title: {
      vi: 'Người soạn không tự duyệt được. Cần một người khác.',
      en: 'Nobody approves their own draft. It takes a second person.',
    },
  },
  petition_commitment_unknown: {
    status: 404,
    title: { vi: 'Không có cam kết này.', en: 'There is no such commitment.' },
  },
  petition_commitment_past: {
    status: 400,
    title: {
      vi: 'Ngày hẹn của cam kết phải ở phía trước, trong vòng mười năm.',
      en: 'The day of a commitment must lie ahead, within ten years.',
    },
  },
  petition_commitment_open: {
    status: 409,
    title: {
      vi: 'Còn cam kết chưa xong: làm xong hoặc nói rõ vì sao bỏ.',
      en: 'Commitments are still open: fulfil them, or say why they are dropped.',
    },
  },
  petition_commitment_over: {
    status: 409,
    title: { vi: 'Cam kết này đã khép lại.', en: 'This commitment is closed.' },
  },
  petition_commitment_dropped: {
    status: 400,
    title: {
      vi: 'Bỏ một cam kết thì phải nói vì sao.',
      en: 'Say why a commitment is dropped.',
    },
  },
} as const;
