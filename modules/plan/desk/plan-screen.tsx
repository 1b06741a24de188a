// Figures of one unit and period: choose it, see every component with its figures, and publish the period.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DeskContext } from '@city/ui/desk';
import { Banner, Button, EmptyState, ErrorState, LoadingState, Select, TextInput } from '@city/ui/parts';
import { Panes } from '@city/ui/staff';
import { type FormEvent, useState } from 'react';
import type { IndexSummary } from '../contract.ts';
import { askIndices, askSheet, type Chosen, keys, problemWords, sendPublication } from './api.ts';
import { LeafRow } from './leaf-row.tsx';
import './plan-desk.css';

export function Screen(desk: DeskContext) {
  const { t } = desk;
  const indices = useQuery({ queryKey: keys.indices, queryFn: ({ signal }) => askIndices(signal) });
  return (
    <Panes layout="one">
      <main className="plan-desk">
        <h1>{t('Số liệu của kế hoạch')}</h1>
        {indices.isPending && <LoadingState waitingFor={t('Đang chờ các bộ chỉ số.')} />}
        {indices.isError && (
          <ErrorState title={t('Chưa lấy được số liệu')}>{problemWords(indices.error, t)}</ErrorState>
        )}
        {indices.data && (
          <Sheets desk={desk} indices={indices.data.items.filter((index) => index.isScorable)} />
        )}
      </main>
    </Panes>
  );
}

function Sheets({ desk, indices }: { desk: DeskContext; indices: readonly IndexSummary[] }) {
  const { t, lang, me } = desk;
  const [chosen, choose] = useState<Chosen>({
    version: indices.at(-1)?.version ?? '',
    period: String(new Date().getFullYear()),
    unit: me.post.unit ?? '',
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name) ?? '').trim();
    choose({ version: text('version'), period: text('period'), unit: text('unit') });
  };
  return (
    <>
      <form className="plan-choose" onSubmit={submit}>
        <Select
          t={t}
          id="plan-version"
          name="version"
          label={t('Bộ chỉ số')}
          defaultValue={chosen.version}
          options={indices.map(({ version, name }) => ({ value: version, name: name[lang] }))}
        />
        <TextInput
          t={t}
          id="plan-period"
          name="period"
          label={t('Năm')}
          inputMode="numeric"
          pattern="20[0-9][0-9]"
          required
          defaultValue={chosen.period}
        />
        <TextInput
          t={t}
          id="plan-unit"
          name="unit"
          label={t('Mã đơn vị')}
          hint={t('Năm chữ số của phường, xã; “city” là cả thành phố.')}
          pattern="city|[0-9]{5}"
          required
          defaultValue={chosen.unit}
        />
        <Button type="submit" look="second">
          {t('Xem')}
        </Button>
      </form>
      {chosen.unit === '' ? (
        <EmptyState icon="trend" title={t('Chọn một đơn vị')}>
          {t('Nhập mã phường, xã để xem, nhập và duyệt số liệu.')}
        </EmptyState>
      ) : (
        <Sheet desk={desk} chosen={chosen} />
      )}
    </>
  );
}

function Sheet({ desk, chosen }: { desk: DeskContext; chosen: Chosen }) {
  const { t } = desk;
  const sheet = useQuery({
    queryKey: keys.sheet(chosen),
    queryFn: ({ signal }) => askSheet(chosen, signal),
    retry: false,
  });
  if (sheet.isPending) return <LoadingState waitingFor={t('Đang chờ số liệu.')} />;
  if (sheet.isError)
    return <ErrorState title={t('Chưa lấy được số liệu')}>{problemWords(sheet.error, t)}</ErrorState>;
  const { unit, score, rank, of, leaves, mayPublish } = sheet.data;
  return (
    <section aria-labelledby="plan-sheet">
      <h2 id="plan-sheet">{unit.name}</h2>
      <p>
        {rank === null
          ? t('Chưa có số liệu nào được duyệt.')
          : t('Điểm theo số liệu đã duyệt: {score}, hạng {rank} trên {of}.', { score, rank, of })}
      </p>
      {mayPublish && <Publish desk={desk} chosen={chosen} />}
      {leaves.map((leaf) => (
        <LeafRow key={leaf.code} desk={desk} chosen={chosen} leaf={leaf} />
      ))}
    </section>
  );
}

function Publish({ desk: { t }, chosen }: { desk: DeskContext; chosen: Chosen }) {
  const queries = useQueryClient();
  const publish = useMutation({
    mutationFn: () => sendPublication({ version: chosen.version, period: chosen.period }),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.indices }),
  });
  return (
    <div>
      <Button look="primary" disabled={publish.isPending} onClick={() => publish.mutate()}>
        {t('Công bố kết quả năm {period}', { period: chosen.period })}
      </Button>
      {publish.isSuccess && (
        <Banner tone="done" title={t('Đã công bố, lần {edition}', { edition: publish.data.edition })} />
      )}
      {publish.isError && (
        <ErrorState title={t('Chưa công bố được')}>{problemWords(publish.error, t)}</ErrorState>
      )}
    </div>
  );
}
