// What the two parties of a mandate are told about it, without names: the page that it leads to has them.
import { Type } from 'typebox';
import type { Tx } from '@city/kernel/database';
import { defineNotification, queueNotification } from '@city/kernel/notify';
import { localDate } from '@city/kernel/time';
import type { Mandate } from './mandate.ts';

const whats = [
  'offered',
  'to_confirm',
  'granted',
  'narrowed',
  'declined',
  'revoked',
  'expired',
  'handed_over',
  'grown_up',
  'acting',
] as const;
export type What = (typeof whats)[number];
const notification = defineNotification({
  name: 'identity.mandate',
  params: Type.Object({ what: Type.Enum([...whats]), path: Type.String() }),
  channels: ['in-app', 'email', 'push'],
  render: ({ t, params }) => {
    const words: Record<What, readonly [string, string]> = {
      offered: [
        t('Có người muốn nhờ bạn làm thay'),
        t('Hãy đọc rồi nhận hoặc từ chối. Chưa nhận thì chưa có gì thay đổi.'),
      ],
      to_confirm: [
        t('Một giấy giao quyền cần người thứ hai xác nhận'),
        t('Tổ chức của bạn làm theo hai người. Hãy đọc rồi xác nhận hoặc hủy.'),
      ],
      granted: [
        t('Giấy làm thay đã có hiệu lực'),
        t('Bạn có thể xem, bớt việc hoặc rút lại bất cứ lúc nào.'),
      ],
      narrowed: [t('Giấy làm thay đã được thu hẹp'), t('Bớt việc hoặc rút ngắn ngày, có hiệu lực ngay.')],
      declined: [t('Người được nhờ đã từ chối'), t('Bạn có thể nhờ người khác.')],
      revoked: [t('Quyền làm thay đã chấm dứt'), t('Có hiệu lực ngay, kể cả ở nơi đang đăng nhập.')],
      expired: [t('Giấy làm thay đã hết hạn'), t('Muốn tiếp tục, hai bên lập giấy mới.')],
      handed_over: [
        t('Một số việc nay do người trẻ tự làm'),
        t('Theo tuổi, một số quyền của cha mẹ hoặc người giám hộ đã chuyển sang chính người đó.'),
      ],
      acting: [
        t('Có người bắt đầu làm thay bạn'),
        t('Hãy xem ai và được làm những việc gì. Không đúng ý bạn thì chấm dứt ngay ở đó.'),
      ],
      grown_up: [
        t('Đã đủ 18 tuổi'),
        t('Từ hôm nay không còn ai làm thay. Những việc đã làm trước đây vẫn được ghi lại.'),
      ],
    };
    const [title, body] = words[params.what];
    return { title, body, path: params.path };
  },
});

/**
 * Tells the principal that somebody acts for them from now on: once a day for each mandate, however often it is chosen. Whoever
 * represents an organisation by law needs no permission of the others, so nobody is told of that.
 */
export async function tellActing<DB>(
  tx: Tx<DB>,
  mandate: Mandate,
  principals: readonly string[],
): Promise<void> {
  if (mandate.kind === 'organisation') return;
  const day = localDate(tx.now);
  for (const person of new Set(principals)) {
    if (person === mandate.agent.id) continue;
    await queueNotification(tx, {
      template: notification,
      to: { person },
      params: { what: 'acting', path: `/me/mandates/${mandate.id}` },
      key: `mandate:${mandate.id}:acting:${person}:${day}`,
    });
  }
}

/** Tells persons; an organisation is told through its representatives. */
export async function tell<DB>(
  tx: Tx<DB>,
  mandate: Mandate,
  people: readonly string[],
  what: What,
): Promise<void> {
  for (const person of new Set(people)) {
    await queueNotification(tx, {
      template: notification,
      to: { person },
      params: { what, path: '/me/acting' },
      key: `mandate:${mandate.id}:${what}:${person}:${tx.now.toISOString()}`,
    });
  }
}
