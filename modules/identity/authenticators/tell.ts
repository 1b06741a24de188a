// Telling people that something about their account changed: in the app, and on every number and address they have.
import { Type } from 'typebox';
import type { Tx } from '@city/kernel/database';
import { defineNotification, queueNotification, type Rendering } from '@city/kernel/notify';
import { formatDateTime } from '@city/kernel/time';
import type { Identity } from '../identity.ts';
import { phonePlace } from '../sign-in/sign-in.action.ts';
import type { Tables } from '../tables.ts';
import { ofPerson } from './authenticator.store.ts';
import { authenticatorKinds } from './factors.ts';
import { ownSecrets } from './own-secrets.ts';
import { kindWords } from './words.ts';

const whats = [
  'added',
  'removed',
  'codes_renewed',
  'recovery_begun',
  'recovered',
  'assisted',
  'new_device',
] as const;

const Params = Type.Object({
  what: Type.Enum(whats),
  kind: Type.Union([Type.Enum(authenticatorKinds), Type.Null()]),
  /** When a waiting recovery may go on. */
  from: Type.Union([Type.String(), Type.Null()]),
});
type Params = import('typebox').Static<typeof Params>;
export type Change = { readonly what: Params['what']; readonly kind?: Params['kind']; readonly from?: Date };

const accountChanged = defineNotification({
  name: 'identity.account-changed',
  params: Params,
  channels: ['in-app', 'email', 'sms'],
  render: (rendering) => {
    const { t, lang, at } = rendering;
    const title = whatWords(rendering);
    const time = formatDateTime(at, lang);
    const help = t('Nếu không phải bạn làm, hãy vào Trung tâm an toàn hoặc gọi 1022 ngay.');
    return { title, body: `${time}\n\n${help}`, path: '/me/security', sms: `${title} ${time}. ${help}` };
  },
});

function whatWords({ t, lang, params }: Rendering<Params>): string {
  const means = params.kind ? kindWords(t, params.kind) : '';
  switch (params.what) {
    case 'added':
      return t('Đã thêm cách đăng nhập: {means}.', { means });
    case 'removed':
      return t('Đã bỏ cách đăng nhập: {means}.', { means });
    case 'codes_renewed':
      return t('Đã tạo mã dự phòng mới, mã cũ không dùng được nữa.');
    case 'recovery_begun':
      return t('Có người xin lấy lại tài khoản của bạn. Nếu không ai hủy, việc này mở ra từ {time}.', {
        time: params.from ? formatDateTime(new Date(params.from), lang) : '',
      });
    case 'recovered':
      return t('Tài khoản của bạn vừa được lấy lại.');
    case 'assisted':
      return t('Cán bộ phường, xã vừa giúp bạn thêm cách đăng nhập.');
    case 'new_device':
      return t('Tài khoản của bạn vừa đăng nhập trên một thiết bị mới.');
  }
}

/** Where somebody can be told: numbers and addresses that sign in, and the number VNeID knows. */
async function reachedAt(
  tx: Tx<Tables>,
  identity: Identity,
  personId: string,
): Promise<{ readonly phones: readonly string[]; readonly emails: readonly string[] }> {
  const own = await ownSecrets(tx, identity.settings.dataKeys, personId);
  if (!own) return { phones: [], emails: [] };
  const held = await ofPerson(tx, personId);
  const opened = (kind: string) =>
    held.filter((one) => one.kind === kind).flatMap((one) => own.open(one) ?? []);
  const fromVneid = own.phone(phonePlace(personId));
  return {
    phones: [...new Set([...opened('otp_phone'), ...(fromVneid ? [fromVneid] : [])])],
    emails: [...new Set(opened('otp_email'))],
  };
}

/** Tells it in this transaction; call it before a means is taken away, so that it is told there too. */
export async function tellChange(
  tx: Tx<Tables>,
  identity: Identity,
  personId: string,
  change: Change,
): Promise<void> {
  const params = {
    what: change.what,
    kind: change.kind ?? null,
    from: change.from?.toISOString() ?? null,
  };
  await queueNotification(tx, {
    to: { person: personId },
    template: accountChanged,
    params,
    channels: ['in-app'],
  });
  const { phones, emails } = await reachedAt(tx, identity, personId);
  for (const phone of phones)
    await queueNotification(tx, {
      to: { phone, lang: 'vi' },
      template: accountChanged,
      params,
      channels: ['sms'],
    });
  for (const email of emails)
    await queueNotification(tx, {
      to: { email, lang: 'vi' },
      template: accountChanged,
      params,
      channels: ['email'],
    });
}
