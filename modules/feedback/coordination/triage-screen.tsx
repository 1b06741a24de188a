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
            above={chosen && <Because item={chosen} lang={lang} t={t} />}
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

/** Why it lies here, and what the last body wrote. */
function Because({ item, lang, t }: { item: TriageItem; lang: 'vi' | 'en'; t: Translate }) {
  return (
    <Banner tone={item.reason === 'returned-twice' ? 'need' : 'info'} title={item.because[lang]}>
      {item.from && item.said !== null && (
        <p>{t('{body} viết: “{said}”', { body: item.from.short[lang], said: item.said })}</p>
      )}
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
