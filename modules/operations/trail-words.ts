// What this module puts onto the trail, in words.
import type { TrailActions } from '@city/kernel/trail';

export const trail: TrailActions = {
  'alarm.*': { vi: 'xử lý một báo động', en: 'worked on an alarm' },
  'incident.*': { vi: 'xử lý một sự cố', en: 'worked on an incident' },
  'task.*': { vi: 'xử lý một việc của sự cố', en: 'worked on a task of an incident' },
  'stage.set': { vi: 'đổi mức hoạt động của thành phố', en: 'changed the stage of the city' },
  'shift.*': { vi: 'giao hoặc nhận ca', en: 'gave or took a shift' },
  'warning.*': { vi: 'soạn hoặc phát một cảnh báo', en: 'wrote or released a warning' },
  'cap.*': { vi: 'nhận một cảnh báo của cơ quan khác', en: 'took in a warning of another office' },
};
