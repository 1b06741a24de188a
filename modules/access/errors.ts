// The error codes of the access module.
import { defineErrors } from '@city/kernel/errors';

defineErrors('access', {
  question_incomplete: {
    status: 400,
    title: {
      vi: 'Câu hỏi còn thiếu: cần subject, action và resource.',
      en: 'The question is incomplete: subject, action and resource are needed.',
    },
  },
  purpose_needed: {
    status: 400,
    title: {
      vi: 'Hãy nêu mục đích xem sổ quyết định, ít nhất 5 ký tự.',
      en: 'State why you look at the log of decisions, in at least 5 characters.',
    },
  },
  key_ring_unknown: {
    status: 404,
    title: { vi: 'Thành phố không có bộ khóa này.', en: 'The city has no such keys.' },
  },
  key_ring_by_hand: {
    status: 409,
    title: {
      vi: 'Khóa này do người vận hành đổi bằng tay, không đổi ở đây.',
      en: 'This key is changed by an operator by hand, not here.',
    },
  },
  key_rotation_open: {
    status: 409,
    title: {
      vi: 'Đã có một lời xin đổi bộ khóa này đang chờ.',
      en: 'A rotation of these keys is waiting already.',
    },
  },
  key_rotation_not_found: {
    status: 404,
    title: { vi: 'Không tìm thấy lời xin đổi khóa này.', en: 'There is no such rotation.' },
  },
  key_rotation_over: {
    status: 409,
    title: {
      vi: 'Lời xin này đã xong, đã bị từ chối hoặc đã quá giờ.',
      en: 'This rotation is done, refused or out of time.',
    },
  },
  key_rotation_second_person: {
    status: 409,
    title: {
      vi: 'Người xin không tự xác nhận; chỉ người xin mới rút lại. Cần một quản trị viên khác.',
      en: 'Who asked does not confirm, and only who asked takes it back. Another administrator is needed.',
    },
  },
  permission_unknown: {
    status: 400,
    title: { vi: 'Không có quyền nào tên như vậy.', en: 'There is no such permission.' },
  },
  post_unknown: {
    status: 400,
    title: { vi: 'Hôm nay không có vị trí này.', en: 'There is no such post today.' },
  },
});
