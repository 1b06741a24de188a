// Who may do what with reports; the state machine asks again for the single report.
import { type Actor, officerWith, type Permission, type Policy, signedIn } from '@city/kernel/access';

const handling = ['officer', 'coordinator', 'leader'];
const looking = [...handling, 'moderator', 'operator', 'inspector', 'administrator'];

/** At the door: an officer acting from a post with one of the roles. The body is asked for each report. */
const postWith = (roles: readonly string[]): Policy => officerWith(...roles);

export const permissions: Readonly<Record<string, Permission>> = {
  'feedback.report.handle': {
    describe: {
      vi: 'Tiếp nhận, giao, trả lời phản ánh của cơ quan mình',
      en: 'Accept, assign and answer the reports of one’s own body',
    },
    who: postWith(handling),
  },
  'feedback.own.read': {
    describe: { vi: 'Xem phản ánh chính mình đã gửi', en: 'See the reports one has filed oneself' },
    who: signedIn,
  },
  'feedback.desk.read': {
    describe: { vi: 'Xem hàng đợi phản ánh', en: 'See the queues of reports' },
    who: postWith(looking),
  },
  'feedback.desk.coordinate': {
    describe: {
      vi: 'Xem việc chờ điều phối, việc chuyển qua lại và bảng đợt bão',
      en: 'See what waits for the coordinator, what bounced, and the board of storms',
    },
    who: postWith(['coordinator', 'leader', 'inspector', 'operator']),
  },
  'feedback.storm.lead': {
    describe: {
      vi: 'Mở và kết thúc chế độ bão phản ánh',
      en: 'Begin and end the storm mode',
    },
    who: postWith(['coordinator', 'leader', 'operator']),
  },
  'feedback.survey.review': {
    describe: {
      vi: 'Xem lại câu trả lời khảo sát chưa hài lòng',
      en: 'Look again at unsatisfied answers to the survey',
    },
    who: postWith(['leader', 'coordinator']),
  },
  'feedback.hotline.take': {
    describe: {
      vi: 'Nhận cuộc gọi 1022, ghi phản ánh thay người gọi',
      en: 'Answer calls to 1022 and file reports for callers',
    },
    who: postWith(['operator', 'coordinator']),
    personalData: true,
  },
  'feedback.what-if.ask': {
    describe: {
      vi: 'Thử trước một thay đổi của cơ quan bằng mô phỏng',
      en: 'Try a change of an office in a simulation',
    },
    who: postWith(['leader', 'coordinator']),
  },
  'feedback.report.moderate': {
    describe: {
      vi: 'Ẩn, sửa lời, che ảnh của phản ánh; chặn người gửi',
      en: 'Hide reports, edit their words, cover pictures; keep senders out',
    },
    who: postWith(['moderator']),
  },
  'feedback.original.read': {
    describe: {
      vi: 'Xem ảnh gốc, có lý do và được ghi lại',
      en: 'See original pictures, for a stated purpose and on the trail',
    },
    who: postWith(['moderator', 'inspector']),
    personalData: true,
  },
  'feedback.report.own': {
    describe: { vi: 'Xem phản ánh của chính mình', en: 'See one’s own reports' },
    who: signedIn,
  },
};

/** Posts that work for the whole city, as the second wall names them (`feedback.acting_for_all`). */
const forAll = ['coordinator', 'operator', 'moderator', 'inspector', 'administrator'];

export function worksForAll({ kind, post }: Actor): boolean {
  return kind === 'officer' && forAll.includes(post?.role ?? '');
}

/** Roles that see the queues of every body, not only of their own. */
export const cityWideRoles: readonly string[] = [
  'coordinator',
  'leader',
  'operator',
  'inspector',
  'administrator',
];
