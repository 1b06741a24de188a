// The error codes of this module with their words; `module.ts` registers them, the generated page lists them.

import { moderationErrors } from './moderation/errors.ts';

export const feedbackErrors = {
  report_not_found: {
    status: 404,
    title: { vi: 'Không có phản ánh nào mang mã này.', en: 'No report has this code.' },
  },
  report_code_mistyped: {
    status: 404,
    title: {
      vi: 'Mã này có một chữ chưa đúng. Xem lại từng nhóm chữ.',
      en: 'One letter of this code is wrong. Check each group.',
    },
  },
  report_has_followers: {
    status: 409,
    title: {
      vi: 'Có phản ánh khác đi theo việc này. Tách chúng ra trước khi chuyển.',
      en: 'Other reports follow this one. Take them apart before sending it away.',
    },
  },
  report_service_unknown: {
    status: 400,
    title: { vi: 'Không có loại việc này.', en: 'There is no such kind of matter.' },
  },
  report_kind_not_here: {
    status: 400,
    title: {
      vi: 'Loại việc này không nhận hỏi đáp hay kiến nghị. Chọn loại khác, hoặc gửi phản ánh.',
      en: 'This service takes no questions or proposals. Choose another, or send a report.',
    },
  },
  report_unit_unknown: {
    status: 400,
    title: { vi: 'Không có phường, xã này.', en: 'There is no such unit.' },
  },
  report_body_unknown: { status: 400, title: { vi: 'Không có cơ quan này.', en: 'There is no such body.' } },
  report_state_unknown: {
    status: 400,
    title: { vi: 'Không có trạng thái "{value}".', en: 'There is no state "{value}".' },
  },
  report_words_missing: {
    status: 400,
    title: { vi: 'Kể một dòng chuyện gì đang xảy ra.', en: 'Say in a line what is happening.' },
  },
  report_words_long: {
    status: 400,
    title: { vi: 'Lời kể dài quá 4.000 ký tự.', en: 'The words are longer than 4,000 characters.' },
  },
  report_place_missing: {
    status: 400,
    title: {
      vi: 'Chưa biết việc này ở phường, xã nào. Gửi tọa độ, hoặc ghi tên phường, xã.',
      en: 'It is not said which ward or commune. Send the point, or name the ward.',
    },
  },
  report_place_several: {
    status: 400,
    title: {
      vi: 'Tên này chỉ nhiều phường, xã. Gửi tọa độ, hoặc ghi rõ phường, xã nào.',
      en: 'This name means several wards or communes. Send the point, or say which one.',
    },
  },
  sms_not_taken: {
    status: 404,
    title: { vi: 'Thành phố chưa nhận tin nhắn.', en: 'The city takes no text messages.' },
  },
  sms_signature_wrong: {
    status: 401,
    title: {
      vi: 'Chữ ký của tin không đúng, hoặc tin quá cũ.',
      en: 'The signature of the message is wrong, or it is too old.',
    },
  },
  gopy_key_needed: {
    status: 401,
    title: {
      vi: 'Cần khóa của hệ thống đã đăng ký. Xin khóa ở Điều phối 1022.',
      en: 'This takes the key of a registered system. Ask 1022 Coordination for one.',
    },
  },
  gopy_topic_unknown: {
    status: 400,
    title: {
      vi: 'Không có lĩnh vực này. Xem danh sách ở /public/gopy/chude.',
      en: 'There is no such topic. See the list at /public/gopy/chude.',
    },
  },
  gopy_picture_not_fetched: {
    status: 400,
    title: {
      vi: 'Không lấy được ảnh theo địa chỉ này: nhiều nhất 4 ảnh, mỗi ảnh dưới 15 MB, ở địa chỉ công khai.',
      en: 'A picture could not be fetched: at most 4, each under 15 MB, at a public address.',
    },
  },
  report_outside_city: {
    status: 400,
    title: {
      vi: 'Chỗ này nằm ngoài thành phố. Đặt lại ghim trên bản đồ.',
      en: 'This place is outside the city. Move the pin.',
    },
  },
  report_in_future: {
    status: 400,
    title: { vi: 'Thời điểm này chưa đến.', en: 'This time has not come yet.' },
  },
  report_too_old: {
    status: 400,
    title: {
      vi: 'Việc đã quá một năm. Gọi 1022 để được hướng dẫn.',
      en: 'This is more than a year ago. Call 1022.',
    },
  },
  report_time_invalid: {
    status: 400,
    title: { vi: 'Ngày giờ chưa đúng dạng.', en: 'This is no valid date and time.' },
  },
  report_phone_invalid: {
    status: 400,
    title: {
      vi: 'Số điện thoại chưa đúng. Số di động có 10 chữ số, ví dụ 0912 345 678.',
      en: 'This is no valid phone number. Mobile numbers have 10 digits, such as 0912 345 678.',
    },
  },
  report_email_invalid: {
    status: 400,
    title: {
      vi: 'Địa chỉ e-mail chưa đúng, ví dụ ten@vidu.vn.',
      en: 'This is no valid e-mail address, such as name@example.vn.',
    },
  },
  report_photo_unknown: {
    status: 400,
    title: { vi: 'Không tìm thấy ảnh này. Gửi lại ảnh.', en: 'This picture is not known. Send it again.' },
  },
  report_one_photo: { status: 400, title: { vi: 'Gửi đúng một ảnh.', en: 'Send exactly one picture.' } },
  report_too_many_photos: {
    status: 400,
    title: { vi: 'Nhiều nhất {most} ảnh.', en: 'At most {most} pictures.' },
  },
  report_box_invalid: {
    status: 400,
    title: {
      vi: 'Khung bản đồ phải là tây,nam,đông,bắc tính bằng độ.',
      en: 'The box must be west,south,east,north in degrees.',
    },
  },
  report_step_not_possible: {
    status: 409,
    title: {
      vi: 'Việc đang ở bước khác nên chưa làm được điều này. Tải lại trang.',
      en: 'The report is at another step, so this cannot be done now. Reload the page.',
    },
  },
  report_returned_too_often: {
    status: 409,
    title: {
      vi: 'Việc đã bị trả lại {count} lần. Điều phối viên đã quyết định ai làm.',
      en: 'It was returned {count} times. The coordinator has decided who does it.',
    },
  },
  report_window_over: {
    status: 409,
    title: {
      vi: 'Đã hết thời gian xem lại việc này. Gửi một phản ánh mới.',
      en: 'The time to have this looked at again is over. Send a new report.',
    },
  },
  report_already_rated: {
    status: 409,
    title: { vi: 'Bạn đã chấm lần trả lời này.', en: 'You have rated this answer already.' },
  },
  report_not_yours: {
    status: 403,
    title: {
      vi: 'Chỉ người gửi làm được điều này. Mở đường dẫn riêng của bạn hoặc đăng nhập.',
      en: 'Only the person who sent it can do this. Use your own link or sign in.',
    },
  },
  report_assign_to_whom: {
    status: 400,
    title: { vi: 'Chọn một người hoặc một cơ quan để giao.', en: 'Choose one officer or one body.' },
  },
  report_needs_approval: {
    status: 409,
    title: {
      vi: 'Trả lời việc này cần lãnh đạo duyệt. Gửi bản thảo để trình duyệt.',
      en: 'An answer to this matter needs a leader’s approval. Submit it as a draft.',
    },
  },
  report_too_late_to_recategorise: {
    status: 409,
    title: {
      vi: 'Đã qua phần lớn thời hạn: chỉ điều phối viên đổi được loại việc.',
      en: 'Most of the term has passed: only the coordinator may change the category.',
    },
  },
  report_extended_too_often: {
    status: 409,
    title: {
      vi: 'Việc này đã được gia hạn {count} lần, không gia hạn thêm được.',
      en: 'This term has been extended {count} times; it cannot be extended again.',
    },
  },
  report_extension_too_long: {
    status: 400,
    title: {
      vi: 'Chỉ gia hạn được nhiều nhất {most}.',
      en: 'A term can be extended by at most {most}.',
    },
  },
  report_no_promise: {
    status: 409,
    title: { vi: 'Việc này chưa có hẹn nên không có gì để gia hạn.', en: 'There is no promise to extend.' },
  },
  report_request_open: {
    status: 409,
    title: {
      vi: 'Đang có một đề nghị chờ lãnh đạo quyết định.',
      en: 'A request already waits for a leader’s decision.',
    },
  },
  report_request_missing: {
    status: 409,
    title: { vi: 'Không có đề nghị nào đang chờ.', en: 'No request waits for a decision.' },
  },
  report_own_request: {
    status: 403,
    title: {
      vi: 'Người đề nghị không tự duyệt được. Cần một người khác.',
      en: 'Nobody approves their own request. It takes a second person.',
    },
  },
  report_evidence_needed: {
    status: 400,
    title: {
      vi: 'Việc này cần ít nhất một ảnh chụp tại chỗ sau khi làm.',
      en: 'This matter needs at least one picture of the place after the work.',
    },
  },
  report_evidence_elsewhere: {
    status: 400,
    title: {
      vi: 'Ảnh được chụp cách chỗ báo {metres} m. Chụp lại tại chỗ.',
      en: 'The picture was taken {metres} m from the place. Take one at the place.',
    },
  },
  report_master_unknown: {
    status: 400,
    title: { vi: 'Không gộp được với việc này.', en: 'It cannot be merged with this report.' },
  },
  report_merge_self: {
    status: 400,
    title: {
      vi: 'Việc này đang là việc chính của việc kia, không gộp vòng được.',
      en: 'This report leads the other already; they cannot follow each other.',
    },
  },
  report_storm_lasts: {
    status: 409,
    title: {
      vi: 'Đang trong bão phản ánh của nhóm việc này rồi.',
      en: 'A storm of this group of matters lasts already.',
    },
  },
  report_storm_unknown: {
    status: 404,
    title: { vi: 'Không có bão phản ánh này.', en: 'There is no such storm.' },
  },
  report_group_unknown: {
    status: 400,
    title: { vi: 'Không có nhóm việc này.', en: 'There is no such group of matters.' },
  },
  report_same_service: {
    status: 400,
    title: { vi: 'Việc đang thuộc loại này rồi.', en: 'The report has this category already.' },
  },
  report_reason_needed: {
    status: 400,
    title: {
      vi: 'Ghi lý do để người dân và cơ quan sau hiểu.',
      en: 'Give the reason, for the reporter and the next body.',
    },
  },
  report_same_body: {
    status: 400,
    title: { vi: 'Cơ quan này đang giữ việc rồi.', en: 'This body holds the report already.' },
  },
  survey_unknown: {
    status: 404,
    title: {
      vi: 'Không có khảo sát nào ở đường dẫn này.',
      en: 'There is no survey at this link.',
    },
  },
  survey_over: {
    status: 410,
    title: { vi: 'Khảo sát này đã khép lại.', en: 'This survey is over.' },
  },
  survey_answered: {
    status: 409,
    title: {
      vi: 'Bạn đã trả lời khảo sát này. Cảm ơn bạn.',
      en: 'You have answered this survey. Thank you.',
    },
  },
  survey_reviewed: {
    status: 409,
    title: { vi: 'Câu trả lời này đã được xem lại.', en: 'This answer has been looked at already.' },
  },
  what_if_unknown: {
    status: 404,
    title: { vi: 'Không có lần thử này.', en: 'There is no such question.' },
  },
  what_if_waits: {
    status: 409,
    title: {
      vi: 'Lần thử trước của bạn đang được tính. Chờ xong rồi thử tiếp.',
      en: 'Your last question is still being computed. Wait for it, then ask again.',
    },
  },
  what_if_same_body: {
    status: 400,
    title: { vi: 'Chọn một cơ quan khác để gộp.', en: 'Choose another body to merge with.' },
  },
  what_if_history_short: {
    status: 409,
    title: {
      vi: 'Lịch sử còn ngắn: {reports} việc đã xong trong {days} ngày. Cần ít nhất {needed} việc trong {neededDays} ngày.',
      en: 'The history is short: {reports} finished reports in {days} days. It takes at least {needed} in {neededDays} days.',
    },
  },
  what_if_too_long: {
    status: 503,
    title: {
      vi: 'Tính quá lâu nên đã dừng. Thử lại sau, hoặc hỏi ít thay đổi hơn.',
      en: 'It took too long and was stopped. Try again later, or ask for fewer changes.',
    },
  },
  what_if_failed: {
    status: 500,
    title: {
      vi: 'Không tính được lần thử này. Thử lại.',
      en: 'This question could not be computed. Try again.',
    },
  },
  ...moderationErrors,
  report_beyond_deputy: {
    status: 403,
    title: {
      vi: 'Bạn đang thay người khác và việc này không nằm trong phần được giao thay.',
      en: 'You stand in for somebody else, and this is not among what was left to you.',
    },
  },
  report_draft_gone: {
    status: 410,
    title: {
      vi: 'Bản viết dở đã hết hạn. Bắt đầu lại từ ảnh.',
      en: 'The draft has expired. Start again with the photo.',
    },
  },
} as const;

export type FeedbackError = keyof typeof feedbackErrors;
