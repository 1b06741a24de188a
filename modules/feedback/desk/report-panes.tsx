// The chosen report and its actions; both come from one answer of the city.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiProblem, type DeskContext } from '@city/ui/desk';
import { Banner, Button, ErrorState, LoadingState, StateTag } from '@city/ui/parts';
import { DetailPane } from '@city/ui/staff';
import { type ReactNode, useState } from 'react';
import type { DeskItem, DeskView } from '../contract.ts';
import { askReport, keys } from './api.ts';
import { ReportActions } from './report-actions.tsx';
import { ReportDetail } from './report-detail.tsx';
import { problemWords } from './problem-words.ts';
import { useHeard } from './reports-live.ts';
import { stateName } from './state-words.ts';
import { useWide } from './wide.ts';

export type PagesProps = {
  /** On a phone: goes to another of the three pages. */
  onPage: (page: 'list' | 'detail' | 'action') => void;
  backHref: string;
};

export type ReportPanesProps = PagesProps & {
  desk: DeskContext;
  code: string;
  /** What the list knows of it: shown while the rest comes. */
  seen: DeskItem | undefined;
  place: string | undefined;
  /** What the screen has to say about this report, above its promise. */
  above?: ReactNode;
  /** After a step was taken. */
  onTaken?: () => void;
};

export function ReportPanes({ desk, code, seen, place, above, onPage, backHref, onTaken }: ReportPanesProps) {
  const { t } = desk;
  const queries = useQueryClient();
  const wide = useWide();
  const report = useQuery({
    queryKey: keys.one(code),
    queryFn: ({ signal }) => askReport(code, signal),
    staleTime: 5_000,
    refetchOnWindowFocus: false,
  });
  const [newerThan, setNewer] = useState(0);
  useHeard((facts) => {
    if (facts?.trackingCode === code) setNewer(facts.seq);
  });
  const view = report.data;
  const back = <Back t={t} href={backHref} isAlone={!wide} />;
  if (!view) {
    return (
      <DetailPane
        title={seen?.title[desk.lang] ?? code}
        place={place}
        kicker={<Kicker desk={desk} item={seen} back={back} />}
      >
        {report.isError ? (
          <NotOpened t={t} words={problemWords(report.error, t)} onAgain={() => void report.refetch()} />
        ) : (
          <LoadingState waitingFor={t('Đang chờ nội dung việc. Máy chủ trả lời chậm hơn thường lệ.')} />
        )}
      </DetailPane>
    );
  }
  return (
    <>
      <ReportDetail
        desk={desk}
        view={view}
        place={place}
        kicker={<Kicker desk={desk} item={view} back={back} />}
        notice={
          <>
            {newerThan > view.version && <Changed t={t} onShow={() => void report.refetch()} />}
            {above}
          </>
        }
        onAct={() => onPage('action')}
      />
      <ReportActions
        desk={desk}
        view={view}
        onDone={(after) => {
          onTaken?.();
          if (after.state !== 'transferred') return keepAnswer(queries, view, after);
          // It left for a procedure of its own: nobody finds it here any more.
          dropRow(queries, view.trackingCode);
          onPage('list');
        }}
        onProblem={(error) => {
          if (error instanceof ApiProblem && (error.status === 412 || error.status === 409))
            void report.refetch();
        }}
        onBack={() => onPage('detail')}
      />
    </>
  );
}

/** Beside the list its heading is the first; alone on a phone the report needs one. */
function Back({ t, href, isAlone }: { t: DeskContext['t']; href: string; isAlone: boolean }) {
  return (
    <>
      {isAlone && <h1 className="vh">{t('Việc')}</h1>}
      <a className="det-back" href={href}>
        ‹ {t('Danh sách')}
      </a>
    </>
  );
}

function Changed({ t, onShow }: { t: DeskContext['t']; onShow: () => void }) {
  return (
    <Banner title={t('Việc này vừa đổi ở nơi khác')} role="status">
      <Button type="button" size="sm" onClick={onShow}>
        {t('Xem bản mới')}
      </Button>
    </Banner>
  );
}

function NotOpened({ t, words, onAgain }: { t: DeskContext['t']; words: string; onAgain: () => void }) {
  return (
    <ErrorState
      title={t('Chưa mở được việc này')}
      action={
        <Button type="button" size="sm" onClick={onAgain}>
          {t('Thử lại')}
        </Button>
      }
    >
      {words}
    </ErrorState>
  );
}

type Pages = { pages: { items: DeskItem[]; next: string | null }[]; pageParams: unknown[] };

function dropRow(queries: ReturnType<typeof useQueryClient>, code: string): void {
  queries.setQueriesData<Pages>({ queryKey: keys.lists }, (data) => {
    if (!data?.pages) return data;
    const kept = (items: DeskItem[]) => items.filter(({ trackingCode }) => trackingCode !== code);
    return { ...data, pages: data.pages.map((page) => ({ ...page, items: kept(page.items) })) };
  });
  void queries.invalidateQueries({ queryKey: keys.numbers });
}

/** The row stays where it stands and says its new state; numbers and the report itself are asked again. */
function keepAnswer(
  queries: ReturnType<typeof useQueryClient>,
  before: DeskView,
  after: Pick<DeskView, 'trackingCode' | 'version'> & Partial<DeskItem>,
): void {
  const { state, step, version, dueAt, resolvedAt, closedAt, verdict, body } = { ...before, ...after };
  const changes = { state, step, version, dueAt, resolvedAt, closedAt, verdict, body };
  queries.setQueriesData<Pages>({ queryKey: keys.lists }, (data) => {
    if (!data?.pages) return data;
    const change = (item: DeskItem) =>
      item.trackingCode === before.trackingCode ? { ...item, ...changes } : item;
    return { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map(change) })) };
  });
  void queries.invalidateQueries({ queryKey: keys.one(before.trackingCode) });
  void queries.invalidateQueries({ queryKey: keys.numbers });
}

function Kicker({
  desk: { t },
  item,
  back,
}: {
  desk: DeskContext;
  item: DeskItem | undefined;
  back: ReactNode;
}) {
  return (
    <>
      {back}
      {item && (
        <>
          <StateTag t={t} step={item.step as 1 | 2 | 3 | 4 | 5} size={22} name={stateName(item.state, t)} />
          <span className="num">{item.trackingCode}</span>
          <span>· {severityName(item.severity, t)}</span>
        </>
      )}
    </>
  );
}

function severityName(severity: string, t: DeskContext['t']): string {
  return { urgent: t('khẩn'), normal: t('mức thường'), complex: t('phức tạp') }[severity] ?? '';
}
