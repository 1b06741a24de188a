// The error codes of moderation with their words: hiding, public words, flags, bans and limits.

export const moderationErrors = {
  report_hidden_already: {
    status: 409,
    title: { vi: 'Đã ẩn rồi, hoặc vốn không công khai.', en: 'It is hidden already, or was never public.' },
  },
  report_not_hidden: {
    status: 409,
    title: { vi: 'Đang hiện, không phải hiện lại.', en: 'It is not hidden.' },
  },
  report_texts_same: {
    status: 409,
    title: { vi: 'Lời công khai chưa đổi gì.', en: 'The public words are the same as before.' },
  },
  sender_unknown: {
    status: 409,
    title: {
      vi: 'Không còn ghi nhớ phản ánh này gửi từ đâu, hoặc chưa từng biết theo cách này.',
      en: 'It is not remembered where this report came from, or never was known in this way.',
    },
  },
  ban_too_long: {
    status: 422,
    title: { vi: 'Chặn nhiều nhất {most} ngày.', en: 'A ban lasts {most} days at most.' },
  },
  flag_reason_missing: {
    status: 400,
    title: { vi: 'Chọn một điều.', en: 'Choose one.' },
  },
  report_flagged_already: {
    status: 409,
    title: { vi: 'Bạn đã báo rồi. Cảm ơn bạn.', en: 'You have flagged it already. Thank you.' },
  },
  sender_banned: {
    status: 403,
    title: {
      vi: 'Bạn tạm thời chưa gửi được phản ánh, đến {untilVi}. Lý do: {reason}. {appealVi}',
      en: 'You cannot send reports until {untilEn}. Reason: {reason}. {appealEn}',
    },
  },
  report_too_many_today: {
    status: 429,
    title: {
      vi: 'Hôm nay đã nhận nhiều phản ánh từ bạn hoặc từ mạng này. Việc gấp xin gọi 1022; còn lại, mai gửi tiếp.',
      en: 'Many reports have come from you or this network today. Call 1022 if it is urgent; else send the rest tomorrow.',
    },
  },
  report_question_needed: {
    status: 403,
    title: {
      vi: 'Trả lời câu hỏi nhỏ này rồi gửi lại.',
      en: 'Answer the small question, then send again.',
    },
  },
} as const;
