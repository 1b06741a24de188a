// Who may do what with the plan; the actions ask again whether the post is at the body that owns the figure.
import { officerWith, type Permission } from '@city/kernel/access';

export const permissions: Readonly<Record<string, Permission>> = {
  'plan.read': {
    describe: {
      vi: 'Xem số liệu chưa công bố của kế hoạch',
      en: 'See figures of the plan before publication',
    },
    who: officerWith('officer', 'leader', 'inspector'),
  },
  'plan.enter': {
    describe: {
      vi: 'Nhập và sửa số liệu của cơ quan mình',
      en: 'Enter and correct one’s own body’s figures',
    },
    who: officerWith('officer', 'leader'),
  },
  'plan.decide': {
    describe: { vi: 'Duyệt số liệu của cơ quan mình', en: 'Approve one’s own body’s figures' },
    who: officerWith('leader'),
  },
  'plan.publish': {
    describe: { vi: 'Công bố kết quả của kế hoạch', en: 'Publish the results of the plan' },
    who: officerWith('leader'),
  },
};
