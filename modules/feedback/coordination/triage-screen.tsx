// What waits for the coordinator: why, who returned it and what they wrote; the report beside it with all that can be done.
import { useQueryClient } from '@tanstack/react-query';
import type { Translate } from '@city/kernel/text';
import { type DeskContext, numberWords } from '@city/ui/desk';
import { Banner, EmptyState, ErrorState, LoadingState } from '@city/ui/parts';
import { ListPane, Panes, type WorkGroup, WorkList } from '@city/ui/staff';
import { useEffect, useMemo } from 'react';
import { readChosen, writeChosen } from '../desk/chosen.ts';
import { problemWords } from '../desk/problem-words.ts';
import { ReportPanes } from '../desk/report-panes.tsx';
import { rowOf, shortCode } from '../desk/row.ts';
import { useWide } from '../desk/wide.ts';
import '../desk/reports-desk.css';
import { coordinationKeys, useAskAgain, useTriage } from './ask.ts';
import { SendAway } from './send-away.tsx';
import './coordination.css';
import { type TriageItem, type TriageReason, triageReasons } from './coordination-schemas.ts';

export function Screen(desk: DeskContext) {
  const { t, lang, href, navigate } = desk;
  const queries = useQueryClient();
  const wide = useWide();
  const triage = useTriage();
  useAskAgain(coordinationKeys.triage);
  const items = useMemo(() => triage.data?.items ?? [], [triage.data]);
  const { code, page } = readChosen(href);
  const chosen = items.find(({ report }) => report.trackingCode === code);
  const first = items[0]?.report.trackingCode;
  useEffect(() => {
    if (wide && code === null && first !== undefined)
      navigate(writeChosen(href, { code: first, page: 'detail' }), { replace: true });
  }, [wide, code, first, href, navigate]);
  const go = (next: string) => navigate(writeChosen(href, { code: next, page: 'detail' }), { replace: wide });
  const sentAway = (gone: string) => {
    void queries.invalidateQueries({ queryKey: coordinationKeys.triage });
    const next = items.find(({ report }) => report.trackingCode !== gone)?.report.trackingCode;
    if (wide && next !== undefined) go(next);
    else navigate(writeChosen(href, { code: null, page: 'list' }));
  };
  return (
    <div className="inbox" data-page={page} role={!wide && page !== 'detail' ? 'main' : undefined}>
      {!wide && page === 'action' && <h1 className="vh">{t('Chờ điều phối')}</h1>}
      <Panes>
        <ListPane
          title={t('Chờ điều phối')}
          sub={triage.data && t('{count} việc', { count: numberWords(items.length, lang) })}
        >
          <TriageState t={t} triage={triage} isEmpty={items.length === 0} />
          <WorkList
            t={t}
            label={t('Việc chờ điều phối')}
            groups={groupsOf(items, desk)}
            selectedId={code ?? undefined}
            onSelect={go}
            onOpen={() => document.querySelector<HTMLElement>('.inbox .det')?.focus()}
          />
        </ListPane>
        {code === null ? (
          <main className="det det-none" aria-label={t('Việc')} />
        ) : (
          <ReportPanes
            key={code}
            desk={desk}
            code={code}
            seen={chosen?.report}
            place={undefined}
            above={
              chosen && (
                <Because
                  key={chosen.report.version}
                  desk={desk}
                  item={chosen}
                  onSent={() => sentAway(code)}
                />
              )
            }
            onTaken={() => void queries.invalidateQueries({ queryKey: coordinationKeys.triage })}
            onPage={(to) =>
              navigate(writeChosen(href, to === 'list' ? { code: null, page: 'list' } : { code, page: to }))
            }
            backHref={writeChosen(href, { code: null, page: 'list' })}
          />
        )}
      </Panes>
    </div>
  );
}

type StateProps = {
  t: Translate;
  triage: Pick<ReturnType<typeof useTriage>, 'isPending' | 'isError' | 'error'>;
  isEmpty: boolean;
};

function TriageState({ t, triage, isEmpty }: StateProps) {
  if (triage.isPending)
    return <LoadingState waitingFor={t('Đang chờ danh sách việc. Máy chủ trả lời chậm hơn thường lệ.')} />;
  if (triage.isError)
    return <ErrorState title={t('Chưa lấy được danh sách')}>{problemWords(triage.error, t)}</ErrorState>;
  if (!isEmpty) return null;
  return (
    <EmptyState icon="done" title={t('Không có việc nào chờ điều phối')}>
      {t('Việc chưa rõ cơ quan, bị trả lại hoặc cần thủ tục khác sẽ hiện ở đây.')}
    </EmptyState>
  );
}

type BecauseProps = { desk: DeskContext; item: TriageItem; onSent: () => void };

/** Why it lies here, what the last body wrote, and the way to another procedure where its words ask for one. */
function Because({ desk, item, onSent }: BecauseProps) {
  const { t, lang } = desk;
  return (
    <Banner tone={item.reason === 'returned-twice' ? 'need' : 'info'} title={item.because[lang]}>
      {item.from && item.said !== null && (
        <p>{t('{body} viết: “{said}”', { body: item.from.short[lang], said: item.said })}</p>
      )}
      {item.asksFor !== null && <SendAway desk={desk} item={item} kind={item.asksFor} onSent={onSent} />}
    </Banner>
  );
}

function groupsOf(items: readonly TriageItem[], { t, lang }: DeskContext): WorkGroup[] {
  const words = { t, lang, now: new Date() };
  return triageReasons
    .map((reason) => ({ reason, own: items.filter((item) => item.reason === reason) }))
    .filter(({ own }) => own.length > 0)
    .map(({ reason, own }) => ({
      key: reason,
      title: reasonName(reason, t),
      note: numberWords(own.length, lang),
      need: reason === 'returned-twice',
      items: own.map(({ report, from }) => {
        const row = rowOf(report, words, false);
        const place = report.address ?? report.unit.name;
        const back = from ? t('{body} trả lại', { body: from.short[lang] }) : place;
        return { ...row, meta: `${back} · ${shortCode(report.trackingCode)}` };
      }),
    }));
}

function reasonName(reason: TriageReason, t: Translate): string {
  switch (reason) {
    case 'returned-twice':
      return t('Trả lại hết số lần, bạn quyết định');
    case 'other-procedure':
      return t('Có thể thuộc thủ tục khác');
    case 'returned':
      return t('Bị trả lại');
    case 'no-clear-body':
      return t('Chưa rõ cơ quan');
  }
}
