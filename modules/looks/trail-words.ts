// What this module itself puts onto the trail, in words for the person it is about.
import type { TrailActions } from '@city/kernel/trail';

export const trail: TrailActions = {
  'question.ask': { vi: 'hỏi vì sao dữ liệu của mình bị xem', en: 'asked why your data was read' },
  'question.answer': { vi: 'trả lời câu hỏi của bạn', en: 'answered your question' },
  'readings.list': {
    vi: 'xem ai đã đọc dữ liệu cá nhân trong thành phố',
    en: 'looked at who read personal data in the city',
  },
  'readings.officer': {
    vi: 'kiểm tra các lần bạn đọc dữ liệu của người dân',
    en: 'inspected your readings of people’s data',
  },
  'trail.person.erase': {
    vi: 'xóa nhật ký về bạn theo yêu cầu',
    en: 'erased the trail about you on request',
  },
};
