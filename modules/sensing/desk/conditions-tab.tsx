// What rules found wrong: open first, then the newest.
import { useQuery } from '@tanstack/react-query';
import { type DeskContext, momentWords } from '@city/ui/desk';
import { EmptyState, ErrorState, LoadingState, Table, Tag } from '@city/ui/parts';
import { askConditions, keys, problemWords } from './api.ts';
import type { ConditionLine } from './shapes.ts';

export function ConditionsTab({ desk: { t, lang } }: { desk: DeskContext }) {
  const conditions = useQuery({
    queryKey: keys.conditions,
    queryFn: ({ signal }) => askConditions(signal),
    refetchInterval: 15_000,
  });
  if (conditions.isPending) return <LoadingState waitingFor={t('Đang chờ danh sách.')} />;
  if (conditions.isError)
    return <ErrorState title={t('Chưa lấy được danh sách')}>{problemWords(conditions.error, t)}</ErrorState>;
  if (conditions.data.items.length === 0)
    return (
      <EmptyState icon="tick" title={t('Không có gì bất thường')}>
        {t('Khi một luật thấy điều bất thường, nó hiện ở đây và báo sang trung tâm điều hành.')}
      </EmptyState>
    );
  return (
    <Table
      caption={t('Điều bất thường, đang mở trước')}
      look="framed"
      rows={conditions.data.items}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'state',
          header: t('Tình trạng'),
          cell: (row: ConditionLine) =>
            row.clearedAt === null ? (
              <Tag tone="need">{t('Đang mở')}</Tag>
            ) : (
              <Tag tone="done">{t('Đã hết')}</Tag>
            ),
        },
        {
          key: 'rule',
          header: t('Luật'),
          rowHeader: true,
          cell: (row: ConditionLine) => <code>{row.rule}</code>,
        },
        { key: 'subject', header: t('Ở đâu'), cell: (row: ConditionLine) => <code>{row.subject}</code> },
        { key: 'value', header: t('Giá trị'), align: 'end', cell: (row: ConditionLine) => row.value ?? '–' },
        {
          key: 'from',
          header: t('Từ lúc'),
          cell: (row: ConditionLine) => momentWords(new Date(row.raisedAt), lang),
        },
        {
          key: 'to',
          header: t('Đến'),
          cell: (row: ConditionLine) => (row.clearedAt ? momentWords(new Date(row.clearedAt), lang) : '–'),
        },
      ]}
    />
  );
}
