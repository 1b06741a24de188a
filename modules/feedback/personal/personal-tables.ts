// What the tables of this module say of a person, and what becomes of each at an erasure.
import type { PersonalTable } from '@city/kernel/module';

const fleeting = {
  vi: 'Tự xóa sau một ngày đến một tuần, không gắn với tài khoản nào.',
  en: 'Forgotten by itself after a day to a week; tied to no account.',
};
const hashed = {
  vi: 'Chỉ là mã băm có khóa, không đọc ngược lại được; giữ để lệnh tạm dừng và khiếu nại về nó còn kiểm tra được.',
  en: 'Only a keyed hash that cannot be read backwards; kept so that a ban and objections to it can still be checked.',
};

export const personalTables: readonly PersonalTable[] = [
  {
    table: 'feedback.reporter',
    what: {
      vi: 'Tên, điện thoại, thư điện tử bạn để lại khi phản ánh',
      en: 'Name, telephone, e-mail you left with a report',
    },
    onErase: 'deleted',
  },
  {
    table: 'feedback.original_words',
    what: {
      vi: 'Lời phản ánh như bạn viết, khi có chỗ đã che',
      en: 'Words of your reports as you wrote them, where something was masked',
    },
    onErase: 'deleted',
  },
  {
    table: 'feedback.person_report',
    what: { vi: 'Phản ánh nào là của bạn', en: 'Which reports are yours' },
    onErase: 'deleted',
  },
  {
    table: 'feedback.behalf',
    what: {
      vi: 'Phản ánh bạn gửi thay người khác, hoặc người khác gửi thay bạn',
      en: 'Reports you filed for another, or another filed for you',
    },
    onErase: 'deleted',
  },
  {
    table: 'feedback.loose_photo',
    what: { vi: 'Ảnh gửi trước khi viết phản ánh', en: 'Pictures sent before their report' },
    onErase: 'kept',
    why: fleeting,
  },
  {
    table: 'feedback.note',
    what: { vi: 'Lời bạn trả lời cán bộ', en: 'What you answered to officers' },
    onErase: 'loosened',
  },
  {
    table: 'feedback.rating',
    what: { vi: 'Điểm và lời bạn chấm câu trả lời', en: 'The marks you gave answers, and your words' },
    onErase: 'loosened',
    why: {
      vi: 'Điểm số ở lại trong thống kê, lời viết bị xóa.',
      en: 'The score stays in statistics; the words go.',
    },
  },
  {
    table: 'feedback.survey',
    what: { vi: 'Bạn đánh giá kết quả thế nào', en: 'How you judged the result' },
    onErase: 'loosened',
    why: {
      vi: 'Điểm số ở lại trong thống kê, lời viết bị xóa.',
      en: 'The score stays in statistics; the words go.',
    },
  },
  {
    table: 'feedback.draft',
    what: { vi: 'Phản ánh viết dở', en: 'Unfinished reports' },
    onErase: 'kept',
    why: fleeting,
  },
  {
    table: 'feedback.moderation',
    what: { vi: 'Quyết định kiểm duyệt phản ánh của bạn', en: 'Decisions of moderators on your reports' },
    onErase: 'kept',
    why: {
      vi: 'Hồ sơ quyết định của cơ quan, không ghi bạn là ai.',
      en: 'The office’s record of its decisions; it does not say who you are.',
    },
  },
  {
    table: 'feedback.flag',
    what: { vi: 'Bạn đã báo nội dung xấu nào', en: 'What you flagged' },
    onErase: 'kept',
    why: hashed,
  },
  {
    table: 'feedback.sender',
    what: {
      vi: 'Dấu của người gửi, để chặn gửi dồn dập',
      en: 'Mark of the sender, against floods of reports',
    },
    onErase: 'deleted',
  },
  {
    table: 'feedback.ban',
    what: { vi: 'Bạn có bị tạm dừng gửi không', en: 'Whether you were kept from sending' },
    onErase: 'kept',
    why: hashed,
  },
  {
    table: 'feedback.place_doubt',
    what: { vi: 'Ghim cách máy ảnh và điện thoại bao xa', en: 'How far the pin lay from camera and phone' },
    onErase: 'deleted',
  },
  {
    table: 'feedback.gopy',
    what: { vi: 'Điều đối tác gửi kèm phản ánh của bạn', en: 'What a partner sent along with your report' },
    onErase: 'loosened',
  },
  {
    table: 'feedback.message_in',
    what: { vi: 'Tin nhắn và thư bạn đã gửi', en: 'Text messages and mails you sent' },
    onErase: 'deleted',
  },
  {
    table: 'feedback.conversation',
    what: { vi: 'Tin nhắn đang chờ bạn nói thêm', en: 'Messages that wait for more from you' },
    onErase: 'deleted',
  },
];
