// What this module puts onto the trail, in words.
import type { TrailActions } from '@city/kernel/trail';

export const trail: TrailActions = {
  'figure.enter': { vi: 'nhập một số liệu của chỉ số', en: 'entered a figure of an index' },
  'figure.approve': { vi: 'duyệt một số liệu của chỉ số', en: 'approved a figure of an index' },
  'figure.refuse': { vi: 'trả lại một số liệu của chỉ số', en: 'sent a figure of an index back' },
  'period.publish': { vi: 'công bố kết quả một kỳ', en: 'published the results of a period' },
};
