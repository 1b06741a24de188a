// For inspectors: who read personal data in some days, the unusual first, and the single readings of one officer. Nothing loads without a purpose.
import { useMutation, useQuery } from '@tanstack/react-query';
import { dayWords, type DeskContext, localDay, momentWords, numberWords } from '@city/ui/desk';
import {
  Banner,
  BusyButton,
  Button,
  Checkbox,
  EmptyState,
  ErrorState,
  Table,
  Tag,
  TextInput,
} from '@city/ui/parts';
import { Panes } from '@city/ui/staff';
import { type FormEvent, useState } from 'react';
import { askHealth, askOfficer, type Asked, askReadings } from './api.ts';
import type { Reading, SingleReading } from './inspect.schemas.ts';
import { problemWords } from './problem-words.ts';
import './trail-desk.css';

export function Screen(desk: DeskContext) {
  const { t } = desk;
  const [asked, setAsked] = useState<Asked | null>(null);
  const readings = useMutation({ mutationFn: askReadings });
  const single = useMutation({
    mutationFn: ({ of, reading }: { of: Asked; reading: Reading }) =>
      askOfficer({ ...of, from: reading.day, to: reading.day }, reading.officer),
  });
  const send = (given: Asked) => {
    setAsked(given);
    single.reset();
    readings.mutate(given);
  };
  return (
    <Panes layout="one">
      <main className="trail-desk">
        <h1>{t('Ai đã đọc dữ liệu cá nhân')}</h1>
        <LogState desk={desk} />
        <AskForm desk={desk} isBusy={readings.isPending} onAsk={send} />
        {readings.isError && (
          <ErrorState title={t('Chưa lấy được danh sách')}>{problemWords(readings.error, t)}</ErrorState>
        )}
        {readings.data && asked && (
          <Readings
            desk={desk}
            rows={readings.data}
            onOpen={(reading) => single.mutate({ of: asked, reading })}
          />
        )}
        {single.isError && (
          <ErrorState title={t('Chưa lấy được từng lần đọc')}>{problemWords(single.error, t)}</ErrorState>
        )}
        {single.data && single.variables && (
          <Single desk={desk} reading={single.variables.reading} rows={single.data} />
        )}
      </main>
    </Panes>
  );
}

/** Whether the log is whole, as far as its witness can tell. */
function LogState({ desk: { t, lang } }: { desk: DeskContext }) {
  const { data } = useQuery({
    queryKey: ['looks', 'log'],
    queryFn: ({ signal }) => askHealth(signal),
    refetchInterval: 60_000,
  });
  if (!data) return null;
  const when = (text: string | null) => (text === null ? '–' : momentWords(new Date(text), lang, 'short'));
  const [alarm] = data.alarms;
  if (alarm)
    return (
      <Banner tone="need" role="alert" title={t('Bên chứng báo: sổ đã bị thay đổi')}>
        <p>
          {alarm.what === 'rolled_back'
            ? t('Bên chứng đã thấy {seen} dòng, sổ chỉ có {size} dòng lúc {when}.', {
                seen: numberWords(alarm.seen, lang),
                size: numberWords(alarm.size, lang),
                when: when(alarm.at),
              })
            : t('Sổ lúc {when} không nối tiếp {seen} dòng mà bên chứng đã thấy.', {
                seen: numberWords(alarm.seen, lang),
                when: when(alarm.at),
              })}{' '}
          {t('Chạy lệnh verify-trail để biết dòng sai đầu tiên.')}
        </p>
      </Banner>
    );
  return (
    <p className="muted">
      {t('Sổ có {size} dòng, ký lúc {signed}, bên chứng ký lúc {witnessed}.', {
        size: numberWords(data.size, lang),
        signed: when(data.signedAt),
        witnessed: when(data.witnessedAt),
      })}
    </p>
  );
}

type AskProps = { desk: DeskContext; isBusy: boolean; onAsk: (asked: Asked) => void };

function AskForm({ desk: { t }, isBusy, onAsk }: AskProps) {
  const today = localDay(new Date());
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name) ?? '').trim();
    onAsk({
      from: text('from'),
      to: text('to'),
      purpose: text('purpose'),
      body: text('body'),
      unusual: data.has('unusual'),
    });
  };
  return (
    <form className="trail-ask" onSubmit={submit}>
      <TextInput t={t} id="from" name="from" type="date" label={t('Từ ngày')} defaultValue={today} required />
      <TextInput t={t} id="to" name="to" type="date" label={t('Đến ngày')} defaultValue={today} required />
      <TextInput t={t} id="body" name="body" label={t('Mã cơ quan')} optional />
      <TextInput
        t={t}
        id="purpose"
        name="purpose"
        label={t('Lý do xem')}
        hint={t('Được ghi vào nhật ký, cán bộ bị xem cũng thấy.')}
        minLength={10}
        required
      />
      <Checkbox id="unusual" name="unusual" label={t('Chỉ những ngày bất thường')} />
      {isBusy ? (
        <BusyButton>{t('Đang lấy…')}</BusyButton>
      ) : (
        <Button type="submit" look="primary">
          {t('Xem danh sách')}
        </Button>
      )}
    </form>
  );
}

type ReadingsProps = { desk: DeskContext; rows: readonly Reading[]; onOpen: (reading: Reading) => void };

function Readings({ desk: { t, lang }, rows, onOpen }: ReadingsProps) {
  if (rows.length === 0)
    return (
      <EmptyState icon="eye" title={t('Không có lần đọc nào')}>
        {t('Trong những ngày này không cán bộ nào đọc dữ liệu cá nhân.')}
      </EmptyState>
    );
  const number = (value: number) => numberWords(value, lang);
  const signs = { many_persons: t('nhiều người'), off_hours: t('ngoài giờ'), no_purpose: t('thiếu lý do') };
  return (
    <Table
      caption={t('Bất thường đứng trước')}
      captionHidden
      look="framed"
      rows={rows}
      rowKey={(row) => `${row.officer} ${row.post} ${row.day}`}
      columns={[
        { key: 'day', header: t('Ngày'), cell: (row) => dayWords(row.day, lang, 'short') },
        {
          key: 'who',
          header: t('Vị trí, cơ quan'),
          rowHeader: true,
          cell: (row) => row.title?.[lang] ?? row.bodyName?.[lang] ?? row.post ?? '–',
        },
        {
          key: 'signs',
          header: t('Dấu hiệu'),
          cell: (row) =>
            row.signs.length === 0 ? (
              '–'
            ) : (
              <Tag tone="need">{row.signs.map((sign) => signs[sign]).join(', ')}</Tag>
            ),
        },
        { key: 'persons', header: t('Số người'), align: 'end', cell: (row) => number(row.persons) },
        { key: 'reads', header: t('Lần đọc'), align: 'end', cell: (row) => number(row.reads) },
        { key: 'off', header: t('Ngoài giờ'), align: 'end', cell: (row) => number(row.offHours) },
        { key: 'why', header: t('Thiếu lý do'), align: 'end', cell: (row) => number(row.unexplained) },
        {
          key: 'open',
          header: t('Từng lần'),
          cell: (row) => (
            <Button type="button" size="sm" onClick={() => onOpen(row)}>
              {t('Từng lần')}
            </Button>
          ),
        },
      ]}
    />
  );
}

type SingleProps = { desk: DeskContext; reading: Reading; rows: readonly SingleReading[] };

function Single({ desk: { t, lang }, reading, rows }: SingleProps) {
  return (
    <section>
      <h2>{reading.title?.[lang] ?? reading.bodyName?.[lang] ?? t('Một cán bộ')}</h2>
      <Banner title={t('Lần xem này đã vào nhật ký')}>
        <p>{t('Cán bộ ấy thấy rằng thanh tra đã kiểm tra các lần đọc của mình.')}</p>
      </Banner>
      <Table
        caption={t('Từng lần đọc')}
        captionHidden
        look="framed"
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          { key: 'at', header: t('Thời điểm'), cell: (row) => momentWords(new Date(row.at), lang, 'short') },
          { key: 'what', header: t('Đã làm gì'), rowHeader: true, cell: (row) => row.what[lang] },
          { key: 'object', header: t('Hồ sơ'), cell: (row) => row.object ?? '–' },
          { key: 'purpose', header: t('Để làm gì'), cell: (row) => row.purpose ?? '–' },
        ]}
      />
    </section>
  );
}
