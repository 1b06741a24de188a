// What this module puts onto the trail, in words for the person it is about.
import type { TrailActions } from '@city/kernel/trail';

export const trail: TrailActions = {
  'report.file': { vi: 'gửi phản ánh', en: 'filed a report' },
  'report.contact.read': {
    vi: 'xem tên và số điện thoại bạn để lại ở phản ánh',
    en: 'read the name and number you left with a report',
    reads: true,
  },
  'report.contact.*': {
    vi: 'dùng liên hệ của bạn để báo tin về phản ánh',
    en: 'used your contact to tell you news of a report',
    reads: true,
  },
  'report.caller.find': {
    vi: 'tìm phản ánh theo số điện thoại của bạn',
    en: 'looked up reports by your telephone number',
    reads: true,
  },
  'report.words.read': {
    vi: 'đọc lời bạn viết, phần chưa che',
    en: 'read your words before masking',
    reads: true,
  },
  'report.survey.read': {
    vi: 'đọc ý kiến bạn viết khi đánh giá',
    en: 'read what you wrote in the survey',
    reads: true,
  },
  'report.hand-over.read': {
    vi: 'nhận liên hệ của bạn vì việc được chuyển cơ quan',
    en: 'received your contact because the matter was handed over',
    reads: true,
  },
  'report.survey.answer': { vi: 'trả lời khảo sát', en: 'answered the survey' },
  'report.*': { vi: 'xử lý phản ánh của bạn', en: 'worked on your report' },
  'reports.imported': { vi: 'nhập phản ánh cũ', en: 'imported earlier reports' },
  'sender.*': { vi: 'chặn hoặc mở lại nơi gửi', en: 'blocked or unblocked a sender' },
  'open311.*': { vi: 'đổi khóa của ứng dụng ngoài', en: 'changed the key of an outside application' },
};
