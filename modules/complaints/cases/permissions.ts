// Who may handle complaints; the row policies of the database ask again for each matter.
import { officerWith, type Permission } from '@city/kernel/access';
import { handlingRoles } from './handling-roles.ts';

export const permissions: Readonly<Record<string, Permission>> = {
  'complaints.matter.handle': {
    describe: {
      vi: 'Xử lý khiếu nại, tố cáo gửi đến cơ quan mình',
      en: 'Handle the complaints and denunciations of one’s own body',
    },
    who: officerWith(...handlingRoles),
    personalData: true,
  },
};
