// Who may do what with petitions; the state machine asks again for the single petition.
import { allowed, officerWith, type Permission, type Policy, refused, signedIn } from '@city/kernel/access';

const handling = ['officer', 'leader'] as const;

/** At the door: signed in as a person. The level that the city's rules ask for is asked with words that say how to get it. */
const person: Policy = (actor) =>
  signedIn(actor).allow && actor.id !== null ? allowed('a person signed in') : refused('not signed in');

export const permissions: Readonly<Record<string, Permission>> = {
  'petitions.take-part': {
    describe: { vi: 'Khởi xướng và ký kiến nghị', en: 'Start and sign petitions' },
    who: person,
  },
  'petitions.moderate': {
    describe: { vi: 'Kiểm duyệt kiến nghị', en: 'Moderate petitions' },
    who: officerWith('moderator', 'coordinator', 'leader'),
  },
  'petitions.coordinate': {
    describe: { vi: 'Chuyển kiến nghị cho cơ quan khác', en: 'Give petitions to another body' },
    who: officerWith('coordinator'),
  },
  'petitions.answer': {
    describe: { vi: 'Trả lời kiến nghị của cơ quan mình', en: 'Answer the petitions of one’s own body' },
    who: officerWith(...handling),
  },
  'petitions.desk.read': {
    describe: { vi: 'Xem hàng đợi kiến nghị', en: 'See the queues of petitions' },
    who: officerWith(...handling, 'moderator', 'coordinator', 'operator', 'inspector', 'administrator'),
  },
};
