// The error codes of this module with their words; `module.ts` registers them, the generated page lists them.

export const planErrors = {
  plan_index_unknown: {
    status: 404,
    title: { vi: 'Không có bộ chỉ số này.', en: 'There is no such index.' },
  },
  plan_index_not_scorable: {
    status: 409,
    title: {
      vi: 'Bộ chỉ số này chưa có bảng chỉ số thành phần, nên chưa tính điểm được.',
      en: 'The components of this index are not entered yet, so it cannot be scored.',
    },
  },
  plan_nothing_published: {
    status: 404,
    title: { vi: 'Kỳ này chưa công bố kết quả.', en: 'Nothing is published for this period yet.' },
  },
  plan_unit_unknown: {
    status: 404,
    title: {
      vi: 'Bộ chỉ số không tính cho đơn vị này trong kỳ.',
      en: 'The index does not cover this unit in the period.',
    },
  },
  plan_period_unknown: {
    status: 400,
    title: {
      vi: 'Bộ chỉ số không áp dụng cho kỳ này, hoặc kỳ chưa đến.',
      en: 'The index is not in force in this period, or the period has not come.',
    },
  },
  plan_component_unknown: {
    status: 404,
    title: { vi: 'Bộ chỉ số không có chỉ số này.', en: 'The index has no such component.' },
  },
  plan_figure_wrong: {
    status: 400,
    title: {
      vi: 'Số liệu chưa đúng: dùng số thập phân không âm; phần không lớn hơn tổng, tổng lớn hơn 0; có/không là 1 hoặc 0.',
      en: 'The figure is not right: decimals from zero; a part is no more than its whole, the whole is above zero; yes or no is 1 or 0.',
    },
  },
  plan_figure_not_yours: {
    status: 403,
    title: {
      vi: 'Số liệu này do {body} nhập và duyệt.',
      en: 'This figure is entered and approved by {body}.',
    },
  },
  plan_figure_waiting: {
    status: 409,
    title: {
      vi: 'Đã có một số liệu đang chờ duyệt. Duyệt hoặc trả lại trước khi nhập số khác.',
      en: 'A figure is waiting for approval already. Decide about it before entering another.',
    },
  },
  plan_as_of_wrong: {
    status: 400,
    title: {
      vi: 'Ngày chốt số liệu phải là một ngày đã qua.',
      en: 'The day of the figure must be a day that has come.',
    },
  },
  plan_evidence_wrong: {
    status: 400,
    title: {
      vi: 'Minh chứng là một địa chỉ bắt đầu bằng https://.',
      en: 'Evidence is an address that begins with https://.',
    },
  },
  plan_reason_missing: {
    status: 400,
    title: {
      vi: 'Ghi lý do, ít nhất {least} chữ cái.',
      en: 'Say why, in at least {least} letters.',
    },
  },
  plan_draft_unknown: {
    status: 404,
    title: {
      vi: 'Không có số liệu nào đang chờ duyệt ở đây.',
      en: 'No figure is waiting for approval here.',
    },
  },
  plan_own_figure: {
    status: 403,
    title: {
      vi: 'Người nhập không tự duyệt được: một lãnh đạo khác duyệt.',
      en: 'Whoever entered a figure cannot approve it: another leader does.',
    },
  },
  plan_publisher_only: {
    status: 403,
    title: { vi: 'Chỉ {body} công bố kết quả.', en: 'Only {body} publishes results.' },
  },
} as const;
