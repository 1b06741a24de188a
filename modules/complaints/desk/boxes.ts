// The boxes of the side bar: only officers who handle complaints see that there are any.
import type { DeskContext } from '@city/ui/desk';
import type { DeskNavGroup } from '@city/ui/staff';
import { handlingRoles } from '../cases/handling-roles.ts';

export type Box = 'open' | 'ended';

export function useMatterBoxes({ t, me }: Pick<DeskContext, 't' | 'lang' | 'me'>): readonly DeskNavGroup[] {
  if (!(handlingRoles as readonly string[]).includes(me.post.role)) return [];
  return [
    {
      title: t('Đơn kín'),
      entries: [
        { href: boxHref('open'), name: t('Khiếu nại, tố cáo'), icon: 'lock' },
        { href: '/desk/complaints/counter', name: t('Nhận đơn tại quầy'), icon: 'pencil' },
        { href: boxHref('ended'), name: t('Đơn đã xong'), icon: 'done' },
      ],
    },
  ];
}

export const boxHref = (box: Box): string => `/desk/complaints?box=${box}`;

/** What an address of the screen opens. */
export function readAddress(href: string): { box: Box; id: string | null; isActing: boolean } {
  const query = new URL(href, 'http://desk').searchParams;
  return {
    box: query.get('box') === 'ended' ? 'ended' : 'open',
    id: query.get('id'),
    isActing: query.get('page') === 'action',
  };
}
