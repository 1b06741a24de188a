// What this module puts onto the trail, in words.
import type { TrailActions } from '@city/kernel/trail';

export const trail: TrailActions = {
  'device.add': { vi: 'thêm một thiết bị', en: 'added a device' },
  'device.key': { vi: 'cấp khoá mới cho một thiết bị', en: 'made a new key for a device' },
  'device.stop': { vi: 'ngừng một thiết bị', en: 'stopped a device' },
  'device.start': { vi: 'cho một thiết bị chạy lại', en: 'started a device again' },
  'codec.save': { vi: 'lưu một bộ giải mã', en: 'saved a codec' },
  'rule.save': { vi: 'lưu một luật cảnh báo', en: 'saved a rule' },
};
