// On the street: the officer's own reports by distance or due time, worked on with one thumb, with or without network.
import { type DeskContext, numberWords, timeWords } from '@city/ui/desk';
import { Banner, Button, EmptyState, LoadingState } from '@city/ui/parts';
import { Panes } from '@city/ui/staff';
import { useEffect, useState } from 'react';
import { useOnline } from '../desk/wide.ts';
import '../desk/reports-desk.css';
import './field.css';
import { inOrder } from './distance.ts';
import { FieldCard } from './field-card.tsx';
import { keepScreen } from './keep-screen.ts';
import { type Field, useField } from './use-field.ts';

type Here = { lat: number; lon: number };

export function Screen(desk: DeskContext) {
  const { t, lang, me } = desk;
  // Somebody else on the same phone, or another post, sees nothing of this.
  const field = useField(`${me.id} ${me.post.id}`, t);
  const [here, setHere] = useState<Here | null>(null);
  const [noPlace, setNoPlace] = useState(false);
  useEffect(() => void keepScreen(lang), [lang]);
  const locate = () => {
    if (here) return setHere(null);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => setHere({ lat: coords.latitude, lon: coords.longitude }),
      () => setNoPlace(true),
      { maximumAge: 60_000, timeout: 10_000, enableHighAccuracy: true },
    );
  };
  const views = inOrder(field.views ?? [], here);
  return (
    <Panes layout="one">
      <main className="field-day">
        <header>
          <h1>{t('Hiện trường')}</h1>
          <Button type="button" size="sm" icon="pin" aria-pressed={here !== null} onClick={locate}>
            {here ? t('Xếp theo hẹn') : t('Gần tôi trước')}
          </Button>
        </header>
        {noPlace && <p className="muted">{t('Máy chưa cho biết vị trí, nên việc được xếp theo hẹn.')}</p>}
        <Connection desk={desk} field={field} />
        {field.views === null && <LoadingState waitingFor={t('Đang mở việc trong máy này.')} />}
        {field.views !== null && views.length === 0 && !field.isSyncing && (
          <EmptyState icon="done" title={t('Bạn không giữ việc nào')}>
            {t('Nhận việc ở hộp Chưa ai nhận; việc của bạn sẽ có ở đây, cả khi mất mạng.')}
          </EmptyState>
        )}
        <ul>
          {views.map((view) => (
            <FieldCard key={view.trackingCode} desk={desk} view={view} field={field} here={here} />
          ))}
        </ul>
      </main>
    </Panes>
  );
}

/** Says what is on this phone only, and how old the rest is. */
function Connection({ desk: { t, lang }, field }: { desk: DeskContext; field: Field }) {
  const online = useOnline();
  const waiting = field.acts.filter(({ problem }) => problem === null).length;
  const count = numberWords(waiting, lang);
  if (field.end === 'signed-out')
    return (
      <Banner tone="need" title={t('Phiên làm việc đã hết')}>
        <p>
          {t('{count} bước vẫn giữ trong máy.', { count })}{' '}
          <a href="/sign-in?return_to=/desk/field" target="_self">
            {t('Đăng nhập để gửi')}
          </a>
        </p>
      </Banner>
    );
  if (!online)
    return (
      <Banner tone="soon" title={t('Đang không có mạng')} role="status">
        <p>
          {waiting === 0
            ? t('Vẫn làm được. Các bước sẽ gửi khi có mạng.')
            : t('{count} bước giữ trong máy, có mạng sẽ gửi.', { count })}
        </p>
      </Banner>
    );
  if (waiting > 0)
    return (
      <Banner title={t('Đang gửi {count} bước', { count })} role="status">
        <Button type="button" size="sm" disabled={field.isSyncing} onClick={() => void field.sync()}>
          {t('Gửi ngay')}
        </Button>
      </Banner>
    );
  if (!field.freshAt) return null;
  return (
    <p className="muted" role="status">
      {t('Đã gửi hết, cập nhật lúc {time}', { time: timeWords(field.freshAt) })}
    </p>
  );
}
