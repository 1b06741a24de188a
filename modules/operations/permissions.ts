// Who may do what at the operations centre.
import {
  allowed,
  officerWith,
  type Permission,
  type Policy,
  refused,
  signedIn,
  systemOnly,
} from '@city/kernel/access';

/** Posts of these roles anywhere, or a leader of the city itself: a ward's chairwoman does not speak for the city. */
function officerOf(roles: readonly string[], leader: string): Policy {
  return (actor) => {
    const post = actor.kind === 'officer' ? actor.post : null;
    if (!post) return refused('not acting from a post');
    if (roles.includes(post.role)) return allowed(`role ${post.role}`);
    return post.role === leader && post.body === cityCommittee
      ? allowed('leader of the city')
      : refused(`role ${post.role} of ${post.body} does not decide for the city`);
  };
}

const cityCommittee = 'ubnd-thanh-pho';
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
  'operations.incident.handle': {
    describe: { vi: 'Mở sự cố, giao việc, khép lại', en: 'Open incidents, send tasks, close them' },
    who: officerWith(...atDesk, 'coordinator'),
  },
  'operations.task.handle': {
    describe: { vi: 'Nhận việc Trung tâm giao', en: 'Take on what the centre asks' },
    who: officerWith(...atDesk, 'officer', 'leader'),
  },
  'operations.stage.set': {
    describe: { vi: 'Đổi mức hoạt động của thành phố', en: 'Change the operational stage of the city' },
    who: officerOf(['shift_lead'], 'leader'),
  },
  'operations.warning.write': {
    describe: { vi: 'Soạn cảnh báo cho người dân', en: 'Write warnings to the public' },
    who: officerWith(...atDesk),
  },
  'operations.warning.release': {
    describe: { vi: 'Phát và huỷ cảnh báo', en: 'Release and cancel warnings' },
    who: officerOf(['shift_lead'], 'leader'),
  },
  'operations.warning.return': {
    describe: { vi: 'Trả lại bản soạn cảnh báo', en: 'Send a draft of a warning back' },
    who: officerOf(atDesk, 'leader'),
  },
  'operations.warning.follow': {
    describe: { vi: 'Nhận tin cảnh báo', en: 'Be told of warnings' },
    who: signedIn,
  },
  'operations.cap.receive': {
    describe: { vi: 'Gửi cảnh báo CAP đến thành phố', en: 'Send CAP messages to the city' },
    who: systemOnly,
  },
};
