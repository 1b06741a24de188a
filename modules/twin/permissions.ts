// Who may look at scenarios and runs, and who may run them.
import { officerWith, type Permission } from '@city/kernel/access';

export const permissions: Readonly<Record<string, Permission>> = {
  'twin.read': {
    describe: { vi: 'Xem kịch bản và kết quả mô phỏng', en: 'See scenarios and results of the digital twin' },
    who: officerWith('operator', 'leader', 'coordinator', 'officer', 'administrator'),
  },
  'twin.run': {
    describe: {
      vi: 'Lập, chạy, dừng kịch bản mô phỏng',
      en: 'Make, run and stop scenarios of the digital twin',
    },
    who: officerWith('operator', 'leader', 'coordinator'),
  },
};
