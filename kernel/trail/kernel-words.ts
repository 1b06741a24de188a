// What the kernel itself puts onto the trail, in words.
import type { TrailActions } from './trail.ts';

const trail: TrailActions = {
  'file.original.read': {
    vi: 'xem ảnh gốc bạn gửi, chưa che',
    en: 'looked at the original of a picture you sent, before covering',
    reads: true,
  },
  'webhook.*': { vi: 'đổi nơi nhận sự kiện', en: 'changed where events are sent' },
  'geo.*': { vi: 'đổi ranh giới hành chính', en: 'changed administrative boundaries' },
};

export const kernelTrail = { name: 'kernel', trail } as const;
