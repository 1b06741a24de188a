// Who may do what with devices and rules; what is measured is for everybody.
import { officerWith, type Permission } from '@city/kernel/access';

export const permissions: Readonly<Record<string, Permission>> = {
  'sensing.look': {
    describe: { vi: 'Xem thiết bị, luật và số đo bị cách ly', en: 'See devices, rules and values set aside' },
    who: officerWith('operator', 'administrator'),
  },
  'sensing.manage': {
    describe: {
      vi: 'Thêm thiết bị, cấp khoá, sửa bộ giải mã và luật',
      en: 'Add devices, make keys, change codecs and rules',
    },
    who: officerWith('administrator', 'operator'),
  },
};
