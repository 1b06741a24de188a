// What this module puts onto the trail, in words for the person it is about.
import type { TrailActions } from '@city/kernel/trail';

export const trail: TrailActions = {
  'complaint.file': { vi: 'gửi đơn', en: 'filed a petition' },
  'complaint.identity.read': {
    vi: 'mở phong bì tên và địa chỉ trong đơn của bạn',
    en: 'opened the name and address in your petition',
    reads: true,
  },
  'complaint.identity.tell': {
    vi: 'dùng liên hệ trong đơn để báo tin cho bạn',
    en: 'used the contact in your petition to tell you news',
    reads: true,
  },
  'complaint.evidence.read': {
    vi: 'xem giấy tờ bạn nộp kèm đơn',
    en: 'looked at the papers you handed in',
    reads: true,
  },
  'complaint.read': { vi: 'đọc đơn của bạn', en: 'read your petition', reads: true },
  'complaint.list': { vi: 'xem danh sách đơn', en: 'looked at the list of petitions' },
  'complaint.*': { vi: 'xử lý đơn của bạn', en: 'worked on your petition' },
};
