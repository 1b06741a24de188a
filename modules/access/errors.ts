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
  permission_unknown: {
    status: 400,
    title: { vi: 'Không có quyền nào tên như vậy.', en: 'There is no such permission.' },
  },
  post_unknown: {
    status: 400,
    title: { vi: 'Hôm nay không có vị trí này.', en: 'There is no such post today.' },
  },
});
