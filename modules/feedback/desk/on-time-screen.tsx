// How the body kept its promises in the last thirty days: the whole, and each kind of matter as a bar and in a table.
import { useQuery } from '@tanstack/react-query';
import { type DeskContext, numberWords, shareWords } from '@city/ui/desk';
import { BarList, EmptyState, ErrorState, LoadingState, Table } from '@city/ui/parts';
import { Panes } from '@city/ui/staff';
import { useMemo } from 'react';
import { limits } from '../limits.ts';
import { askNumbers, askPage, keys } from './api.ts';
import { keptByService, type KeptShare } from './on-time.ts';
import { problemWords } from './problem-words.ts';
import './reports-desk.css';

const days = 30;

export function Screen(desk: DeskContext) {
  const { t, lang } = desk;
  const numbers = useQuery({ queryKey: keys.numbers, queryFn: ({ signal }) => askNumbers(signal) });
  const all = useQuery({
    queryKey: ['reports', 'kept'],
    queryFn: ({ signal }) => askPage('all', '', null, signal, limits.listMax),
    refetchOnWindowFocus: false,
  });
  const rows = useMemo(
    () => keptByService(all.data?.items ?? [], new Date(Date.now() - days * 86_400_000)),
    [all.data],
  );
  const counted = rows.filter((row) => row.share !== null);
  const share = numbers.data?.onTimeShare ?? null;
  return (
    <Panes layout="one">
      <main className="kept">
        <h1>{t('Đúng hẹn')}</h1>
        <p className="kept-whole">
          <b className="num">{share === null ? '–' : shareWords(share, lang)}</b>
          <span>{t('câu trả lời đúng hẹn đầu tiên, {days} ngày qua', { days })}</span>
        </p>
        {all.isPending && (
          <LoadingState waitingFor={t('Đang đếm việc. Máy chủ trả lời chậm hơn thường lệ.')} />
        )}
        {all.isError && <ErrorState title={t('Chưa đếm được')}>{problemWords(all.error, t)}</ErrorState>}
        {all.isSuccess && counted.length === 0 && (
          <EmptyState icon="trend" title={t('Chưa có câu trả lời nào trong {days} ngày qua', { days })}>
            {t('Khi cơ quan trả lời việc đầu tiên, tỷ lệ đúng hẹn theo loại việc hiện ở đây.')}
          </EmptyState>
        )}
        {counted.length > 0 && (
          <section>
            <h2>{t('Theo loại việc')}</h2>
            <BarList
              label={t('Tỷ lệ đúng hẹn theo loại việc')}
              look="thin"
              full={1}
              data={counted.map((row) => ({
                key: row.service,
                name: row.name[lang],
                value: row.share ?? 0,
                text: shareWords(row.share ?? 0, lang),
              }))}
            />
          </section>
        )}
        {rows.length > 0 && <KeptTable desk={desk} rows={rows} />}
        {all.data?.next && (
          <p className="muted">
            {t('Đếm trên {count} việc gần nhất.', { count: numberWords(limits.listMax, lang) })}
          </p>
        )}
      </main>
    </Panes>
  );
}

function KeptTable({ desk: { t, lang }, rows }: { desk: DeskContext; rows: readonly KeptShare[] }) {
  return (
    <Table
      caption={t('Việc theo loại, {days} ngày qua', { days })}
      captionHidden
      look="framed"
      rows={rows}
      rowKey={(row) => row.service}
      columns={[
        { key: 'name', header: t('Loại việc'), rowHeader: true, cell: (row) => row.name[lang] },
        {
          key: 'answered',
          header: t('Đã trả lời'),
          align: 'end',
          cell: (row) => numberWords(row.answered, lang),
        },
        { key: 'onTime', header: t('Đúng hẹn'), align: 'end', cell: (row) => numberWords(row.onTime, lang) },
        {
          key: 'share',
          header: t('Tỷ lệ'),
          align: 'end',
          cell: (row) => (row.share === null ? '–' : shareWords(row.share, lang)),
        },
        { key: 'open', header: t('Đang mở'), align: 'end', cell: (row) => numberWords(row.open, lang) },
        { key: 'overdue', header: t('Quá hạn'), align: 'end', cell: (row) => numberWords(row.overdue, lang) },
      ]}
    />
  );
}
