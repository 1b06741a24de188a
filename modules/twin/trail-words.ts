// What this module puts onto the trail, in words.
import type { TrailActions } from '@city/kernel/trail';

export const trail: TrailActions = {
  'twin.scenario.keep': { vi: 'lưu một kịch bản mô phỏng', en: 'kept a scenario of the digital twin' },
  'twin.run.ask': { vi: 'chạy một kịch bản mô phỏng', en: 'ran a scenario of the digital twin' },
  'twin.run.stop': { vi: 'dừng một lần chạy mô phỏng', en: 'stopped a run of the digital twin' },
  'twin.terrain.import': { vi: 'nhập mô hình số độ cao', en: 'imported a terrain' },
};
