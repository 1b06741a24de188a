// The log of decisions: nothing loads without a purpose, each look is on the trail, the newest first.
import { useMutation } from '@tanstack/react-query';
import { type DeskContext, momentWords, numberWords } from '@city/ui/desk';
import { BusyButton, Button, EmptyState, ErrorState, Select, Table, Tag, TextInput } from '@city/ui/parts';
import { type FormEvent, useState } from 'react';
import type { DecisionView } from '../decisions/decision-schemas.ts';
import { askDecisions, type LogQuestion, problemWords } from './api.ts';

export function DecisionsTab({ desk }: { desk: DeskContext }) {
  const { t, announce } = desk;
  const [rows, setRows] = useState<readonly DecisionView[] | null>(null);
  const [asked, setAsked] = useState<LogQuestion | null>(null);
  const log = useMutation({
    mutationFn: askDecisions,
    onSuccess: ({ items }, { cursor }) => {
      setRows((before) => (cursor === undefined ? items : [...(before ?? []), ...items]));
      announce(t('Đã lấy {count} dòng', { count: String(items.length) }));
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name) ?? '').trim();
    const from = text('from');
    const question = {
      purpose: text('purpose'),
      outcome: text('outcome'),
      permission: text('permission'),
      who: text('who'),
      from: from === '' ? '' : new Date(`${from}T00:00:00+07:00`).toISOString(),
    };
    setAsked(question);
    setRows(null);
    log.mutate(question);
  };
  return (
    <div className="access-tab">
      <LogForm desk={desk} isBusy={log.isPending} onSubmit={submit} />
      {log.isError && <ErrorState title={t('Chưa xem được sổ')}>{problemWords(log.error, t)}</ErrorState>}
      {rows !== null && <Rows desk={desk} rows={rows} />}
      {rows === null && !log.isPending && !log.isError && (
        <EmptyState icon="history" title={t('Nêu lý do để xem sổ')}>
          {t('Sổ ghi mỗi lần từ chối, và mỗi lần cho mở dữ liệu cá nhân: ai, từ đâu, vì sao.')}
        </EmptyState>
      )}
      {asked && log.data?.next && !log.isPending && (
        <Button type="button" onClick={() => log.mutate({ ...asked, cursor: log.data.next ?? undefined })}>
          {t('Xem tiếp')}
        </Button>
      )}
    </div>
  );
}

function Rows({ desk: { t, lang }, rows }: { desk: DeskContext; rows: readonly DecisionView[] }) {
  if (rows.length === 0)
    return (
      <EmptyState icon="history" title={t('Không có dòng nào')}>
        {t('Thử bỏ bớt điều kiện.')}
      </EmptyState>
    );
  return (
    <Table
      caption={t('Sổ quyết định, mới nhất trước')}
      captionHidden
      look="framed"
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { key: 'at', header: t('Thời điểm'), cell: (row) => momentWords(new Date(row.at), lang, 'short') },
        {
          key: 'outcome',
          header: t('Cho hay từ chối'),
          cell: (row) =>
            row.allowed ? <Tag tone="done">{t('cho')}</Tag> : <Tag tone="need">{t('bị từ chối')}</Tag>,
        },
        { key: 'what', header: t('Quyền'), rowHeader: true, cell: (row) => <code>{row.permission}</code> },
        {
          key: 'who',
          header: t('Ai'),
          cell: (row) => (row.role === null ? row.actorKind : `${row.role} · ${row.body ?? ''}`),
        },
        { key: 'why', header: t('Vì sao'), cell: (row) => row.purpose ?? row.reason },
        { key: 'times', header: t('Số lần'), align: 'end', cell: (row) => numberWords(row.times, lang) },
      ]}
    />
  );
}

type LogFormProps = {
  desk: DeskContext;
  isBusy: boolean;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
};

function LogForm({ desk: { t }, isBusy, onSubmit }: LogFormProps) {
  return (
    <form className="access-form" onSubmit={onSubmit}>
      <TextInput
        t={t}
        id="log-purpose"
        name="purpose"
        label={t('Lý do xem')}
        hint={t('Được ghi vào nhật ký.')}
        minLength={5}
        required
      />
      <Select
        t={t}
        id="log-outcome"
        name="outcome"
        label={t('Cho hay từ chối')}
        emptyName={t('Tất cả')}
        options={[
          { value: 'refused', name: t('Bị từ chối') },
          { value: 'allowed', name: t('Được phép') },
        ]}
      />
      <TextInput t={t} id="log-permission" name="permission" label={t('Tên quyền')} optional />
      <TextInput t={t} id="log-who" name="who" label={t('Mã người hoặc vị trí')} optional />
      <TextInput t={t} id="log-from" name="from" type="date" label={t('Từ ngày')} optional />
      {isBusy ? (
        <BusyButton>{t('Đang lấy…')}</BusyButton>
      ) : (
        <Button type="submit" look="primary">
          {t('Xem sổ')}
        </Button>
      )}
    </form>
  );
}
