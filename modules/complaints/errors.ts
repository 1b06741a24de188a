// The error codes of this module with their words; `module.ts` registers them, the generated page lists them.

export const complaintsErrors = {
  complaint_not_found: {
    status: 404,
    title: { vi: 'Không mở được hồ sơ nào với thông tin này.', en: 'These details open no matter.' },
  },
  complaint_draft_gone: {
    status: 404,
    title: {
      vi: 'Đơn viết dở đã hết hạn giữ. Bạn viết lại từ đầu giúp nhé.',
      en: 'The unfinished petition is no longer kept. Please begin again.',
    },
  },
  complaint_locked: {
    status: 429,
    title: {
      vi: 'Đã nhập sai nhiều lần. Chờ một giờ, hoặc mở bằng đường dẫn riêng trên giấy biên nhận.',
      en: 'Too many wrong tries. Wait an hour, or open your own link on the receipt.',
    },
  },
  complaint_body_unknown: {
    status: 400,
    title: { vi: 'Chọn cơ quan trong danh sách.', en: 'Choose a body from the list.' },
  },
  complaint_no_superior: {
    status: 400,
    title: {
      vi: 'Việc này do cơ quan trung ương hoặc tòa án giải quyết, thành phố không thụ lý được. Gọi 1022 để được hướng dẫn.',
      en: 'A ministry or a court decides this; the city cannot take it on. Call 1022 for guidance.',
    },
  },
  complaint_no_law: {
    status: 400,
    title: { vi: 'Chưa có quy định thời hạn cho ngày này.', en: 'No term of law is known for this day.' },
  },
  complaint_for_another_body: {
    status: 409,
    title: {
      vi: 'Đơn này do {body} nhận. Hướng dẫn người dân gửi đến đó, hoặc gửi trên cổng.',
      en: '{body} receives this. Guide the person there, or to the portal.',
    },
  },
  complaint_subject_missing: {
    status: 400,
    title: {
      vi: 'Ghi rõ quyết định, hành vi hoặc người mà đơn nói đến.',
      en: 'Name the decision, the act or the person concerned.',
    },
  },
  complaint_words_missing: {
    status: 400,
    title: { vi: 'Kể rõ hơn: việc gì, khi nào, ở đâu.', en: 'Say more: what, when and where.' },
  },
  complaint_request_missing: {
    status: 400,
    title: { vi: 'Ghi điều bạn đề nghị giải quyết.', en: 'Say what you ask for.' },
  },
  complaint_first_decision_missing: {
    status: 400,
    title: {
      vi: 'Khiếu nại lần hai cần số và ngày của quyết định lần đầu, hoặc ghi là quá hạn chưa trả lời.',
      en: 'A second complaint needs number and day of the first decision, or say that none came in time.',
    },
  },
  complaint_day_invalid: {
    status: 400,
    title: {
      vi: 'Chọn ngày bạn nhận hoặc biết quyết định, không sau hôm nay.',
      en: 'Choose the day on which you got or learnt of it, not after today.',
    },
  },
  complaint_late: {
    status: 400,
    title: {
      vi: 'Đã quá thời hiệu khiếu nại. Nếu có trở ngại khách quan (ốm đau, thiên tai, đi xa), ghi rõ ở ô lý do.',
      en: 'The time to complain is over. If something kept you from it (illness, disaster, being away), say so as the reason.',
    },
  },
  complaint_name_missing: {
    status: 400,
    title: { vi: 'Ghi họ và tên.', en: 'Give your name.' },
  },
  complaint_address_missing: {
    status: 400,
    title: { vi: 'Ghi địa chỉ.', en: 'Give your address.' },
  },
  complaint_phone_invalid: {
    status: 400,
    title: {
      vi: 'Số điện thoại chưa đúng. Ví dụ: 0912 345 678.',
      en: 'This is no telephone number. For example: 0912 345 678.',
    },
  },
  complaint_email_invalid: {
    status: 400,
    title: { vi: 'Địa chỉ e-mail chưa đúng.', en: 'This is no e-mail address.' },
  },
  complaint_too_much_evidence: {
    status: 400,
    title: { vi: 'Nhiều nhất {most} ảnh.', en: 'At most {most} pictures.' },
  },
  complaint_too_many_documents: {
    status: 400,
    title: { vi: 'Nhiều nhất {most} tệp PDF.', en: 'At most {most} PDF files.' },
  },
  complaint_document_too_large: {
    status: 413,
    title: { vi: 'Mỗi tệp PDF nhiều nhất {most} MB.', en: 'A PDF file may have at most {most} MB.' },
  },
  complaint_document_unreadable: {
    status: 415,
    title: {
      vi: 'Tệp này không phải PDF hoặc bị hỏng. Chụp ảnh từng trang rồi gửi ở ô ảnh cũng được.',
      en: 'This file is no PDF, or it is damaged. You can also take a picture of each page and send those.',
    },
  },
  complaint_step_not_possible: {
    status: 409,
    title: { vi: 'Bước này không làm được lúc này.', en: 'This step is not possible now.' },
  },
  complaint_extended_too_often: {
    status: 409,
    title: { vi: 'Luật không cho gia hạn thêm.', en: 'The law knows no further extension.' },
  },
  complaint_not_heard: {
    status: 409,
    title: {
      vi: 'Phải đối thoại với người khiếu nại trước khi ra quyết định.',
      en: 'The complainant must be heard before the decision.',
    },
  },
  complaint_not_freely_withdrawn: {
    status: 409,
    title: {
      vi: 'Tố cáo đã thụ lý: ghi đề nghị rút, lãnh đạo quyết định.',
      en: 'The denunciation is taken on: ask to withdraw it, and a leader decides.',
    },
  },
  complaint_withdrawal_not_asked: {
    status: 409,
    title: { vi: 'Chưa có đề nghị rút tố cáo.', en: 'Nobody has asked to withdraw it.' },
  },
  complaint_answer_missing: {
    status: 400,
    title: {
      vi: 'Viết rõ nội dung hoặc lý do để người gửi đơn hiểu.',
      en: 'Say what or why, so that the person understands.',
    },
  },
  complaint_purpose_missing: {
    status: 400,
    title: { vi: 'Ghi mục đích xem danh tính.', en: 'Say why the identity is needed.' },
  },
} as const;
export type ComplaintsError = keyof typeof complaintsErrors;
