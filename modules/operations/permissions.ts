// Who may do what at the operations centre.
import { officerWith, type Permission, systemOnly } from '@city/kernel/access';

const atDesk = ['operator', 'shift_lead'] as const;

export const permissions: Readonly<Record<string, Permission>> = {
  'operations.read': {
    describe: { vi: 'Xem báo động, sự cố và chỉ số', en: 'See alarms, incidents and figures' },
    who: officerWith(...atDesk, 'leader', 'coordinator', 'inspector', 'administrator'),
  },
  'operations.alarm.handle': {
    describe: { vi: 'Xác nhận và tạm ẩn báo động', en: 'Acknowledge and shelve alarms' },
    who: officerWith(...atDesk),
  },
  'operations.alarm.service': {
    describe: { vi: 'Cho báo động ngừng phục vụ và trở lại', en: 'Take alarms out of service and back' },
    who: officerWith('shift_lead'),
  },
  'operations.condition.raise': {
    describe: { vi: 'Báo một tín hiệu xảy ra hoặc hết', en: 'Say that a condition holds or is gone' },
    who: systemOnly,
  },
};
