// What this module puts onto the trail, in words for the person it is about.
import type { TrailActions } from '@city/kernel/trail';

export const trail: TrailActions = {
  'petition.start': { vi: 'khởi xướng kiến nghị', en: 'started a petition' },
  'petition.sign': { vi: 'ký kiến nghị', en: 'signed a petition' },
  'petition.take_back': { vi: 'rút chữ ký', en: 'took a signature back' },
  'petition.persons.tell': {
    vi: 'dùng liên hệ của bạn để báo tin về kiến nghị',
    en: 'used your contact to tell you news of a petition',
    reads: true,
  },
  'petition.*': { vi: 'xử lý kiến nghị của bạn', en: 'worked on your petition' },
};
