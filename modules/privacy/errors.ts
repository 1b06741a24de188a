// The error codes of this module with their words; `module.ts` registers them, the generated page lists them.

export const privacyErrors = {
  data_request_not_found: {
    status: 404,
    title: { vi: 'Không có yêu cầu này.', en: 'There is no such request.' },
  },
  data_request_open_already: {
    status: 409,
    title: {
      vi: 'Bạn đang có một yêu cầu như thế chưa xong. Xem nó ở trang Dữ liệu của tôi.',
      en: 'You have such a request open already. See it on the page My data.',
    },
  },
  data_request_words_needed: {
    status: 400,
    title: {
      vi: 'Viết vài chữ cho rõ bạn muốn gì, hoặc vì sao.',
      en: 'Please write a few words: what you want, or why.',
    },
  },
  data_request_step_not_possible: {
    status: 409,
    title: { vi: 'Bước này không làm được lúc này.', en: 'This step cannot be taken now.' },
  },
  data_request_second_person: {
    status: 403,
    title: {
      vi: 'Việc xóa cần người thứ hai: người đề xuất không tự duyệt.',
      en: 'An erasure needs a second person: whoever proposes it does not approve it.',
    },
  },
  data_request_stronger_sign_in: {
    status: 403,
    title: {
      vi: 'Để bảo vệ dữ liệu của bạn, hãy đăng nhập lại với mức xác thực 2 rồi gửi yêu cầu.',
      en: 'To protect your data, please sign in again with authentication level 2 and ask then.',
    },
  },
  data_request_in_office: {
    status: 409,
    title: {
      vi: 'Người này đang giữ một vị trí công vụ; dữ liệu về việc công được giữ theo luật. Chỉ xóa được khi đã thôi vị trí.',
      en: 'This person holds a post; the record of office is kept by law. Erasure is possible once the post has ended.',
    },
  },
  data_export_gone: {
    status: 410,
    title: {
      vi: 'Bản dữ liệu này đã hết hạn tải. Gửi yêu cầu mới để lấy bản khác.',
      en: 'This export is no longer kept. Ask again for another one.',
    },
  },
  consent_purpose_unknown: {
    status: 404,
    title: { vi: 'Không có mục đích này trong danh sách.', en: 'There is no such purpose on the list.' },
  },
  consent_not_ticked: {
    status: 400,
    title: {
      vi: 'Bạn chưa đánh dấu ô đồng ý. Không đánh dấu nghĩa là không đồng ý.',
      en: 'You have not ticked the box. Not ticking it means that you do not agree.',
    },
  },
  consent_text_changed: {
    status: 409,
    title: {
      vi: 'Lời giải thích vừa được thay. Đọc lại rồi hãy đồng ý.',
      en: 'The explanation has just changed. Please read it again before you agree.',
    },
  },
  consent_not_representative: {
    status: 403,
    title: {
      vi: 'Thành phố chưa có giấy tờ cho thấy bạn đại diện cho người này.',
      en: 'The city holds no paper that says you represent this person.',
    },
  },
  restriction_not_found: {
    status: 404,
    title: {
      vi: 'Không có việc này trong những việc bạn đã dừng.',
      en: 'There is no such restriction of yours.',
    },
  },
  breach_not_found: {
    status: 404,
    title: { vi: 'Không có vụ việc này.', en: 'There is no such breach.' },
  },
  breach_step_not_possible: {
    status: 409,
    title: { vi: 'Bước này không làm được lúc này.', en: 'This step cannot be taken now.' },
  },
  breach_detected_in_future: {
    status: 400,
    title: { vi: 'Lúc phát hiện không thể ở tương lai.', en: 'Detection cannot lie in the future.' },
  },
  breach_late_reason_needed: {
    status: 400,
    title: {
      vi: 'Đã quá {hours} giờ: ghi rõ vì sao báo muộn.',
      en: 'More than {hours} hours have passed: say why the notice is late.',
    },
  },
} as const;
