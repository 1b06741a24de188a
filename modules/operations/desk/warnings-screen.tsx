// Public warnings at the desk: what is being written, what has gone out, and the second person's look before anything does.
import { useQuery } from '@tanstack/react-query';
import { type DeskContext, momentWords } from '@city/ui/desk';
import { Banner, Button, DataList, EmptyState, ErrorState, LoadingState, Timeline } from '@city/ui/parts';
import { DetailPane, ListPane, Panes, useKeys, type WorkItem, WorkList } from '@city/ui/staff';
import type { WarningDetail, WarningView } from '../warnings/warning-view.ts';
import { askWarning, askWarnings, keys, problemWords } from './api.ts';
import { useCentre } from './use-centre.ts';
import { WarningActions } from './warning-actions.tsx';
import { WarningForm } from './warning-form.tsx';
import { warningActionWords, warningStateWords } from './words.ts';
import './operations-desk.css';

export function Screen(desk: DeskContext) {
  const { t, href, navigate, me } = desk;
  const query = new URL(href, location.origin).searchParams;
  const id = query.get('id');
  const isNew = query.has('new') || query.has('event') || query.has('incident');
  const open = useQuery({
    queryKey: keys.warnings('open'),
    queryFn: ({ signal }) => askWarnings('open', signal),
  });
  const sent = useQuery({
    queryKey: keys.warnings('sent'),
    queryFn: ({ signal }) => askWarnings('sent', signal),
  });
  useCentre();
  const mayWrite = me.post.role === 'operator' || me.post.role === 'shift_lead';
  useKeys(
    mayWrite ? [{ keys: 'n', name: t('soạn cảnh báo'), run: () => navigate('/desk/warnings?new=1') }] : [],
  );
  const isList = id === null && !isNew;
  const groups = [
    { key: 'open', title: t('Đang soạn'), items: (open.data ?? []).map((one) => workItem(desk, one)) },
    { key: 'sent', title: t('Đã phát'), items: (sent.data ?? []).map((one) => workItem(desk, one)) },
  ].filter(({ items }) => items.length > 0);
  return (
    <div className="centre-board" data-page={isList ? 'list' : 'detail'} role={isList ? 'main' : undefined}>
      <Panes>
        <ListPane
          title={t('Cảnh báo cho dân')}
          tools={
            mayWrite ? (
              <Button size="sm" icon="plus" onClick={() => navigate('/desk/warnings?new=1')}>
                {t('Soạn cảnh báo')}
              </Button>
            ) : undefined
          }
        >
          {open.isPending && <LoadingState waitingFor={t('Đang lấy cảnh báo.')} />}
          {open.isError && (
            <ErrorState title={t('Chưa lấy được cảnh báo')}>{problemWords(open.error, t)}</ErrorState>
          )}
          {open.isSuccess && groups.length === 0 && (
            <EmptyState icon="done" title={t('Chưa có cảnh báo nào')}>
              {t('Soạn từ một báo động, một sự cố, hoặc bấm N. Người thứ hai duyệt rồi mới phát.')}
            </EmptyState>
          )}
          {groups.length > 0 && (
            <WorkList
              t={t}
              label={t('Cảnh báo cho dân')}
              groups={groups}
              selectedId={id ?? undefined}
              onSelect={(chosen) => navigate(`/desk/warnings?id=${chosen}`)}
            />
          )}
        </ListPane>
        {isNew ? (
          <WarningForm desk={desk} query={query} />
        ) : id === null ? (
          <div className="det" />
        ) : (
          <Opened key={id} desk={desk} id={id} />
        )}
      </Panes>
    </div>
  );
}

function workItem({ t, lang }: DeskContext, item: WarningView): WorkItem {
  const at = item.sentAt ?? item.expiresAt;
  return {
    id: item.id,
    icon: item.state === 'review' ? 'eye' : 'send',
    title: `${item.status === 'Exercise' ? `${t('DIỄN TẬP')} – ` : ''}${item.headline[lang]}`,
    meta: [item.eventName[lang], item.identifier].filter(Boolean).join(' · '),
    due: {
      text: warningStateWords(t, item.state),
      due: momentWords(new Date(at), lang),
      tone: item.state === 'review' ? 'late' : 'plain',
    },
  };
}

function Opened({ desk, id }: { readonly desk: DeskContext; readonly id: string }) {
  const { t } = desk;
  const one = useQuery({ queryKey: keys.warning(id), queryFn: ({ signal }) => askWarning(id, signal) });
  if (one.isPending) return <LoadingState waitingFor={t('Đang lấy cảnh báo.')} />;
  if (one.isError)
    return <ErrorState title={t('Chưa mở được cảnh báo')}>{problemWords(one.error, t)}</ErrorState>;
  return (
    <>
      <Words desk={desk} detail={one.data} />
      <aside className="act-pane centre-pane" aria-label={t('Việc cần làm')}>
        <WarningActions key={`${id} ${one.data.warning.version}`} desk={desk} detail={one.data} />
      </aside>
    </>
  );
}

function Words({
  desk: { t, lang },
  detail,
}: {
  readonly desk: DeskContext;
  readonly detail: WarningDetail;
}) {
  const { warning } = detail;
  return (
    <DetailPane
      title={warning.headline[lang]}
      kicker={
        <>
          <a className="det-back" href="/desk/warnings">
            {t('Danh sách')}
          </a>
          <span>{warningStateWords(t, warning.state)}</span>
        </>
      }
    >
      {warning.status === 'Actual' ? null : (
        <Banner
          tone="info"
          title={
            warning.status === 'Exercise' ? t('DIỄN TẬP, không phải thật') : t('THỬ NGHIỆM, không phải thật')
          }
        />
      )}
      <BothLanguages t={t} warning={warning} />
      <DataList
        items={[
          {
            name: t('Ở đâu'),
            value: warning.areas.map(({ name }) => name[lang]).join(', ') || t('Cả thành phố'),
          },
          { name: t('Đến khi nào'), value: momentWords(new Date(warning.expiresAt), lang) },
          { name: t('Mức độ CAP'), value: `${warning.severity} · ${warning.urgency} · ${warning.certainty}` },
          { name: t('Người soạn'), value: detail.writtenTitle },
          { name: t('Người phát'), value: detail.releasedTitle ?? '–' },
        ]}
      />
      {warning.identifier === null ? null : (
        <p>
          <a href={`/cap/${warning.identifier}.xml`}>{t('Bản có chữ ký số (CAP)')}</a>
        </p>
      )}
      <h3>{t('Từng bước')}</h3>
      <Timeline
        size="small"
        label={t('Từng bước của cảnh báo')}
        items={detail.history.map((step) => ({
          key: String(step.seq),
          time: momentWords(new Date(step.at), lang),
          dateTime: step.at,
          title: `${warningActionWords(t, step.action)} · ${step.by}`,
          text: step.words ?? undefined,
          icon: 'clock',
          kind: 'past',
        }))}
      />
    </DetailPane>
  );
}

function BothLanguages({ t, warning }: { readonly t: DeskContext['t']; readonly warning: WarningView }) {
  return (
    <>
      {(['vi', 'en'] as const).map((one) => (
        <section key={one} lang={one}>
          <h3>{one === 'vi' ? t('Tiếng Việt') : t('Tiếng Anh')}</h3>
          <p>
            <b>{warning.headline[one]}</b>
          </p>
          <p>{warning.description[one]}</p>
          <p>{warning.instruction[one]}</p>
        </section>
      ))}
    </>
  );
}
