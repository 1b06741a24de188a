// Who may ask for decisions about others, and who may look at the log of decisions.
import { hasRole, officerWith, type Permission, policy } from '@city/kernel/access';
import { askingRole } from './clients/authenticate.ts';

export const permissions: Readonly<Record<string, Permission>> = {
  'access.decision.ask': {
    describe: {
      vi: 'Hỏi hệ thống: ai được làm gì, vì sao',
      en: 'Ask who may do what, and why',
    },
    who: policy(hasRole(askingRole, 'administrator', 'inspector')),
  },
  'access.rights.see': {
    describe: { vi: 'Xem các vị trí và quyền của từng vị trí', en: 'See posts and what each may do' },
    who: officerWith('administrator', 'inspector'),
  },
  'access.keys.see': {
    describe: { vi: 'Xem các khóa ký của thành phố', en: 'See the keys with which the city signs' },
    who: officerWith('administrator', 'inspector'),
  },
  'access.keys.rotate': {
    describe: {
      vi: 'Xin đổi khóa ký, và xác nhận lời xin của người khác',
      en: 'Ask for another signing key, and confirm what a colleague asked for',
    },
    who: officerWith('administrator'),
  },
  'access.decision.read': {
    describe: {
      vi: 'Xem sổ quyết định, có nêu mục đích và được ghi lại',
      en: 'Read the log of decisions, for a stated purpose and on the trail',
    },
    who: officerWith('administrator', 'inspector'),
    personalData: true,
  },
};
