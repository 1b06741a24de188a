// Who may ask, who handles requests and breaches, who is the second person. Row policies of the database ask again.
import { type Actor, allowed, type Permission, refused, signedIn } from '@city/kernel/access';

const cityCommittee = 'ubnd-thanh-pho';

export function isOffice({ kind, post }: Actor): boolean {
  return kind === 'officer' && post?.role === 'data_protection' && inScope(post, 'handle');
}

/** Another officer for data protection, or a leader of the city; whoever stands in needs the scope. */
export function isSecond({ kind, post }: Actor): boolean {
  if (kind !== 'officer' || !post || !inScope(post, 'approve')) return false;
  return post.role === 'data_protection' || (post.role === 'leader' && post.body === cityCommittee);
}

function inScope({ deputy }: NonNullable<Actor['post']>, scope: string): boolean {
  return !deputy || deputy.scope.includes(scope);
}

export const permissions: Readonly<Record<string, Permission>> = {
  'privacy.own': {
    describe: {
      vi: 'Xem, xin bản sao, sửa, xóa dữ liệu của mình; đồng ý và rút lại',
      en: 'See, copy, correct, erase one’s own data; consent and withdraw',
    },
    who: signedIn,
  },
  'privacy.requests.see': {
    describe: { vi: 'Xem yêu cầu về dữ liệu cá nhân', en: 'See requests about personal data' },
    who: (actor) =>
      isOffice(actor) || isSecond(actor) ? allowed('handles data protection') : refused('no such post'),
  },
  'privacy.breaches.handle': {
    describe: { vi: 'Ghi và xử lý vụ vi phạm dữ liệu', en: 'Record and handle breaches of personal data' },
    who: (actor) =>
      isOffice(actor) || isSecond(actor) ? allowed('handles data protection') : refused('no such post'),
  },
};
