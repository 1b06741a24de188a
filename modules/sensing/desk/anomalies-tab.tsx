// Strange windows as the detector told them: what was, what is usual, and how often the series was strange this week.
import { useQuery } from '@tanstack/react-query';
import { type DeskContext, momentWords, numberWords } from '@city/ui/desk';
import { EmptyState, ErrorState, LoadingState, Table } from '@city/ui/parts';
import { askAnomalies, keys, problemWords } from './api.ts';
import type { AnomalyLine } from './shapes.ts';

export function AnomaliesTab({ desk: { t, lang } }: { desk: DeskContext }) {
  const anomalies = useQuery({ queryKey: keys.anomalies, queryFn: ({ signal }) => askAnomalies(signal) });
  if (anomalies.isPending) return <LoadingState waitingFor={t('Đang chờ danh sách.')} />;
  if (anomalies.isError)
    return <ErrorState title={t('Chưa lấy được danh sách')}>{problemWords(anomalies.error, t)}</ErrorState>;
  if (anomalies.data.items.length === 0)
    return (
      <EmptyState icon="tick" title={t('Chưa thấy đoạn nào lạ')}>
        {t('Máy học nếp của mỗi chuỗi trong khoảng hai ngày, rồi báo đoạn nào khác hẳn.')}
      </EmptyState>
    );
  const figure = (value: number) => numberWords(Math.round(value * 100) / 100, lang);
  return (
    <Table
      caption={t('Đoạn số đo lạ, mới nhất trước')}
      look="framed"
      rows={anomalies.data.items}
      rowKey={(row) => `${row.subject} ${row.at}`}
      columns={[
        {
          key: 'subject',
          header: t('Ở đâu'),
          rowHeader: true,
          cell: (row: AnomalyLine) => <code>{row.subject}</code>,
        },
        { key: 'at', header: t('Lúc'), cell: (row: AnomalyLine) => momentWords(new Date(row.at), lang) },
        { key: 'v', header: t('Giá trị'), align: 'end', cell: (row: AnomalyLine) => figure(row.value) },
        {
          key: 'usual',
          header: t('Thường ngày'),
          align: 'end',
          cell: (row: AnomalyLine) => figure(row.baseline),
        },
        { key: 'score', header: t('Độ lạ'), align: 'end', cell: (row: AnomalyLine) => figure(row.score) },
        { key: 'week', header: t('Lần trong tuần'), align: 'end', cell: (row: AnomalyLine) => row.thisWeek },
        { key: 'how', header: t('Cách tính'), cell: (row: AnomalyLine) => <code>{row.method}</code> },
      ]}
    />
  );
}
