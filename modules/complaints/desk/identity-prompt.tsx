// Who filed: shown only for a stated purpose, which the trail keeps and the person reads on their own page.
import type { DeskContext } from '@city/ui/desk';
import { Banner, Button, DataList, TextInput } from '@city/ui/parts';
import { useState } from 'react';
import type { IdentityView, MatterView } from '../contract.ts';
import { limits } from '../limits.ts';
import { askIdentity } from './api.ts';
import { problemWords } from './words.ts';

type Shown =
  | { is: 'closed' | 'asking' | 'fetching' }
  | { is: 'open'; identity: IdentityView }
  | { is: 'failed'; error: unknown };

export function IdentityPrompt({ desk: { t }, view }: { desk: DeskContext; view: MatterView }) {
  const [shown, setShown] = useState<Shown>({ is: 'closed' });
  const [purpose, setPurpose] = useState('');
  if (!view.hasIdentity) return <p className="muted">{t('Người gửi không nêu tên.')}</p>;
  const fetchIdentity = async () => {
    setShown({ is: 'fetching' });
    try {
      setShown({ is: 'open', identity: await askIdentity(view.id, purpose.trim()) });
    } catch (error) {
      setShown({ is: 'failed', error });
    }
  };
  if (shown.is === 'closed')
    return (
      <p className="matter-identity">
        <span>{t('Danh tính người gửi được cất riêng.')}</span>
        <Button type="button" size="sm" icon="lock" onClick={() => setShown({ is: 'asking' })}>
          {t('Xem danh tính')}
        </Button>
      </p>
    );
  if (shown.is === 'open') return <Opened t={t} identity={shown.identity} purpose={purpose.trim()} />;
  return (
    <form
      className="matter-identity-ask"
      onSubmit={(event) => {
        event.preventDefault();
        if (purpose.trim().length >= limits.purposeMin) void fetchIdentity();
      }}
    >
      <TextInput
        t={t}
        id="identity-purpose"
        name="purpose"
        label={t('Xem danh tính để làm gì?')}
        hint={t('Ghi vào nhật ký; người gửi đơn đọc được ai đã xem và vì sao.')}
        error={shown.is === 'failed' ? problemWords(shown.error, t) : undefined}
        value={purpose}
        minLength={limits.purposeMin}
        maxLength={limits.purposeMax}
        required
        autoFocus
        onChange={(event) => setPurpose(event.target.value)}
      />
      <div className="btns">
        <Button type="submit" disabled={shown.is === 'fetching'}>
          {t('Xem')}
        </Button>
        <Button type="button" look="plain" onClick={() => setShown({ is: 'closed' })}>
          {t('Thôi')}
        </Button>
      </div>
    </form>
  );
}

function Opened({ t, identity, purpose }: { t: DeskContext['t']; identity: IdentityView; purpose: string }) {
  const items = [
    { name: t('Họ và tên'), value: identity.name ?? '' },
    { name: t('Địa chỉ'), value: identity.address ?? '' },
    { name: t('Số điện thoại'), value: identity.phone ?? '' },
    { name: t('E-mail'), value: identity.email ?? '' },
    { name: t('Số căn cước'), value: identity.paper ?? '' },
  ].filter(({ value }) => value !== '');
  return (
    <Banner title={t('Người gửi đơn')} icon="lock" role="status">
      <DataList items={items} />
      <p className="muted">{t('Đã ghi nhật ký: {purpose}', { purpose })}</p>
    </Banner>
  );
}
