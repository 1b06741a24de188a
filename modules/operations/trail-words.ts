// What this module puts onto the trail, in words.
import type { TrailActions } from '@city/kernel/trail';

export const trail: TrailActions = {
  'alarm.*': { vi: 'xử lý một báo động', en: 'worked on an alarm' },
};
