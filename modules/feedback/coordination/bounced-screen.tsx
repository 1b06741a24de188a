// Reports that went from body to body, each with its way drawn: where they lie longest, who sends them on, and what was written.
import type { Translate } from '@city/kernel/text';
import { capital, type DeskContext, momentWords, numberWords, workingWords } from '@city/ui/desk';
import { ButtonLink, EmptyState, ErrorState, LoadingState, Table, Tag } from '@city/ui/parts';
import { Panes, RelativeDue, useKeys } from '@city/ui/staff';
import { useLayoutEffect, useRef, useState } from 'react';
import { problemWords } from '../desk/problem-words.ts';
import { dueOf } from '../desk/row.ts';
import '../desk/reports-desk.css';
import './coordination.css';
import { coordinationKeys, useAskAgain, useBounced } from './ask.ts';
import type { BouncedReport, Stop } from './coordination-schemas.ts';
import { WayPicture } from './way-picture.tsx';

const reportHref = (code: string): string => `/desk/reports?queue=all&code=${encodeURIComponent(code)}`;

export function Screen(desk: DeskContext) {
  const { t, lang } = desk;
  const bounced = useBounced();
  useAskAgain(coordinationKeys.bounced);
  const items = bounced.data?.items ?? [];
  const list = useWalk(t, items.length, (at) => {
    const item = items[at];
    if (item) desk.navigate(reportHref(item.report.trackingCode));
  });
  return (
    <Panes layout="one">
      <main className="board">
        <header className="board-head">
          <h1>{t('Chuyển qua lại')}</h1>
          {bounced.data && (
            <p className="muted">
              {t('{count} việc đã đổi cơ quan từ hai lần, nhiều lần nhất trước', {
                count: numberWords(items.length, lang),
              })}
            </p>
          )}
        </header>
        {bounced.isPending && (
          <LoadingState waitingFor={t('Đang chờ danh sách việc. Máy chủ trả lời chậm hơn thường lệ.')} />
        )}
        {bounced.isError && (
          <ErrorState title={t('Chưa lấy được danh sách')}>{problemWords(bounced.error, t)}</ErrorState>
        )}
        {bounced.isSuccess && items.length === 0 && (
          <EmptyState icon="done" title={t('Không có việc nào chuyển qua lại')}>
            {t('Việc đổi cơ quan từ hai lần sẽ hiện ở đây với đường đi của nó.')}
          </EmptyState>
        )}
        <ul className="ways" ref={list}>
          {items.map((item) => (
            <Way key={item.report.trackingCode} desk={desk} item={item} />
          ))}
        </ul>
      </main>
    </Panes>
  );
}

function Way({ desk, item }: { desk: DeskContext; item: BouncedReport }) {
  const { t, lang } = desk;
  const { report, path, returned, returnsAllowed, openToDecide } = item;
  const { width, frame } = useWidth();
  const due = dueOf(report, { t, lang, now: new Date() });
  return (
    <li className="ways-one" tabIndex={-1}>
      <div className="ways-what">
        <a className="ways-title" href={reportHref(report.trackingCode)}>
          {report.title[lang]}
        </a>
        <p className="muted">
          {report.address ?? report.unit.name} · <span className="num">{report.trackingCode}</span>
        </p>
        <p>
          <RelativeDue {...due} />
        </p>
        <p>
          {openToDecide ? (
            <Tag tone="need">{t('Bạn quyết định')}</Tag>
          ) : (
            <span className="muted">
              {t('Trả lại {returned} trên {allowed} lần', { returned, allowed: returnsAllowed })}
            </span>
          )}
        </p>
        {openToDecide && (
          <ButtonLink size="sm" href={reportHref(report.trackingCode)}>
            {t('Chọn cơ quan')}
          </ButtonLink>
        )}
      </div>
      <div className="ways-way" ref={frame}>
        {width > 0 && <WayPicture t={t} lang={lang} path={path} width={width} />}
        <details>
          <summary>{t('Xem từng chặng')}</summary>
          <Stops desk={desk} path={path} />
        </details>
      </div>
    </li>
  );
}

function Stops({ desk: { t, lang }, path }: { desk: DeskContext; path: readonly Stop[] }) {
  return (
    <Table
      caption={t('Từng chặng')}
      captionHidden
      rows={path}
      rowKey={(stop) => stop.since}
      columns={[
        { key: 'body', header: t('Cơ quan'), rowHeader: true, cell: (stop) => stop.body.short[lang] },
        {
          key: 'since',
          header: t('Từ'),
          cell: (stop) => capital(momentWords(new Date(stop.since), lang, 'tiny')),
        },
        {
          key: 'stay',
          header: t('Giữ'),
          align: 'end',
          cell: (stop) => workingWords(stop.workingMinutes, lang),
        },
        { key: 'reason', header: t('Vì sao đến'), cell: (stop) => stop.reason ?? '–' },
      ]}
    />
  );
}

/** J and K go from report to report, Enter opens the one that has the focus. */
function useWalk(t: Translate, count: number, open: (at: number) => void) {
  const list = useRef<HTMLUListElement>(null);
  const rows = () => [...(list.current?.children ?? [])] as HTMLElement[];
  const here = () => rows().findIndex((row) => row.contains(document.activeElement));
  const step = (by: number) => () => rows()[Math.min(count - 1, Math.max(0, here() + by))]?.focus();
  useKeys([
    { keys: 'j', name: t('xuống, lên'), run: step(1) },
    { keys: 'k', name: t('xuống, lên'), run: step(-1) },
    { keys: 'Enter', name: t('mở'), run: () => open(here()) },
  ]);
  return list;
}

/** How wide the element is, so that the picture is drawn in its own pixels. */
function useWidth() {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const watch = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return { frame, width };
}
