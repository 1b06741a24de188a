// The error codes of this module with their words; `module.ts` registers them, the generated page lists them.

export const looksErrors = {
  look_tile_unknown: {
    status: 404,
    title: { vi: 'Sổ chưa có phần này.', en: 'The log has no such part yet.' },
  },
  look_not_begun: {
    status: 404,
    title: { vi: 'Sổ chưa có dòng nào được ký.', en: 'Nothing of the log has been signed yet.' },
  },
  look_entry_unknown: {
    status: 404,
    title: {
      vi: 'Không có lần xem nào của bạn ở địa chỉ này, hoặc lần này vừa ghi, chưa vào sổ. Thử lại sau vài giây.',
      en: 'There is no such entry about you, or it was written just now and is not in the log yet. Try again in a few seconds.',
    },
  },
  look_already_asked: {
    status: 409,
    title: { vi: 'Bạn đã hỏi về lần này rồi.', en: 'You have asked about this one already.' },
  },
  look_own_look: {
    status: 409,
    title: {
      vi: 'Lần này là của chính bạn hoặc do máy làm, không có cán bộ nào để hỏi.',
      en: 'You did this yourself, or a machine did; there is no officer to ask.',
    },
  },
  look_words_missing: {
    status: 400,
    title: { vi: 'Viết rõ hơn: ít nhất {least} chữ cái.', en: 'Say more: at least {least} letters.' },
  },
  look_question_unknown: {
    status: 404,
    title: { vi: 'Không có câu hỏi nào ở địa chỉ này.', en: 'There is no question at this address.' },
  },
  look_question_closed: {
    status: 409,
    title: { vi: 'Câu hỏi này đã được trả lời.', en: 'This question has been answered.' },
  },
  look_answerer_concerned: {
    status: 403,
    title: {
      vi: 'Người đã xem không tự trả lời được: một lãnh đạo khác của cơ quan trả lời.',
      en: 'Whoever looked cannot answer for it: another leader of the body does.',
    },
  },
  look_purpose_missing: {
    status: 400,
    title: {
      vi: 'Ghi lý do xem, ít nhất {least} chữ cái.',
      en: 'Say why you look, in at least {least} letters.',
    },
  },
  look_period_wrong: {
    status: 400,
    title: {
      vi: 'Chọn khoảng ngày đúng thứ tự, nhiều nhất {most} ngày.',
      en: 'Choose days in their order, at most {most} of them.',
    },
  },
} as const;
