// For inspectors: the published figures made again in this browser from the public file, and the chain of one report's steps.
import { useMutation, useQuery } from '@tanstack/react-query';
import { askJson, type DeskContext, momentWords, numberWords, shareWords } from '@city/ui/desk';
import { Banner, Button, ErrorState, Table, TextInput } from '@city/ui/parts';
import { Panes } from '@city/ui/staff';
import type { HistoryEntry } from '../contract.ts';
import { askReport, keys } from '../desk/api.ts';
import { problemWords } from '../desk/problem-words.ts';
import { stateName, storyTitle } from '../desk/state-words.ts';
import '../desk/reports-desk.css';
import { type Compared, compare, keptByBody, type Published, readCsv } from './recompute.ts';

type Statistics = {
  items: (Published & { name: { vi: string; en: string } })[];
  recompute: string;
  from: string;
  to: string;
};

export function Screen(desk: DeskContext) {
  return (
    <Panes layout="one">
      <main className="kept">
        <h1>{desk.t('Kiểm tra')}</h1>
        <Figures desk={desk} />
        <Chain desk={desk} />
      </main>
    </Panes>
  );
}

async function recompute() {
  const published = await askJson<Statistics>('/api/reports/statistics');
  const file = await fetch(published.recompute);
  if (!file.ok) throw new Error(String(file.status));
  const lines = readCsv(await file.text());
  const names = new Map(published.items.map(({ key, name }) => [key, name]));
  return { ...published, lines: lines.length, names, rows: compare(published.items, keptByBody(lines)) };
}

function Figures({ desk }: { desk: DeskContext }) {
  const { t, lang } = desk;
  const run = useMutation({ mutationFn: recompute });
  const wrong = run.data?.rows.filter(({ agrees }) => !agrees).length ?? 0;
  return (
    <section>
      <h2>{t('Tính lại con số đã công bố')}</h2>
      <p className="muted">{t('Tải tệp công khai và tính ngay trong máy này, không nhờ máy chủ.')}</p>
      <Button type="button" look="primary" disabled={run.isPending} onClick={() => run.mutate()}>
        {run.isPending ? t('Đang tính…') : t('Tính lại')}
      </Button>
      {run.isError && <ErrorState title={t('Chưa tính được')}>{problemWords(run.error, t)}</ErrorState>}
      {run.data && (
        <>
          <Banner
            tone={wrong === 0 ? 'done' : 'need'}
            role="status"
            title={
              wrong === 0
                ? t('Khớp cả {count} cơ quan', { count: run.data.rows.length })
                : t('{count} cơ quan không khớp', { count: wrong })
            }
          >
            <p>
              {t('Từ {lines} dòng, việc gửi {from} đến {to}.', {
                lines: numberWords(run.data.lines, lang),
                from: run.data.from,
                to: run.data.to,
              })}{' '}
              <a href={run.data.recompute} download>
                {t('Tệp đã dùng')}
              </a>
            </p>
          </Banner>
          <Comparison desk={desk} rows={run.data.rows} names={run.data.names} />
        </>
      )}
    </section>
  );
}

type ComparisonProps = {
  desk: DeskContext;
  rows: readonly Compared[];
  names: ReadonlyMap<string, { vi: string; en: string }>;
};

function Comparison({ desk: { t, lang }, rows, names }: ComparisonProps) {
  const pair = (one: string, other: string) => (one === other ? one : `${one} ≠ ${other}`);
  const number = (value: number) => numberWords(value, lang);
  const share = (value: number | null) => (value === null ? '–' : shareWords(value, lang));
  return (
    <Table
      caption={t('Con số công bố và tính lại')}
      captionHidden
      look="framed"
      rows={rows}
      rowKey={(row: Compared) => row.key}
      columns={[
        {
          key: 'body',
          header: t('Cơ quan'),
          rowHeader: true,
          cell: (row) => names.get(row.key)?.[lang] ?? row.key,
        },
        {
          key: 'answered',
          header: t('Đã trả lời'),
          align: 'end',
          cell: (row) => pair(number(row.answered), number(row.own.answered)),
        },
        {
          key: 'onTime',
          header: t('Đúng hẹn'),
          align: 'end',
          cell: (row) => pair(number(row.onTime), number(row.own.onTime)),
        },
        { key: 'published', header: t('Công bố'), align: 'end', cell: (row) => share(row.onTimeShare) },
        { key: 'own', header: t('Tính lại'), align: 'end', cell: (row) => share(row.own.share) },
        { key: 'agrees', header: t('Khớp'), cell: (row) => (row.agrees ? t('khớp') : t('không khớp')) },
      ]}
    />
  );
}

/** Every step of one report with what it changed. */
function Chain({ desk }: { desk: DeskContext }) {
  const { t, lang, href, navigate } = desk;
  const code = new URL(href, 'http://desk').searchParams.get('code') ?? '';
  const report = useQuery({
    queryKey: keys.one(code),
    queryFn: ({ signal }) => askReport(code, signal),
    enabled: code !== '',
    retry: false,
  });
  const when = (entry: HistoryEntry) => momentWords(new Date(entry.at), lang);
  return (
    <section>
      <h2>{t('Chuỗi bước của một việc')}</h2>
      <form
        className="act-form"
        onSubmit={(event) => {
          event.preventDefault();
          const asked = String(new FormData(event.currentTarget).get('code') ?? '').trim();
          navigate(`/desk/reports/inspect?code=${encodeURIComponent(asked)}`);
        }}
      >
        <TextInput t={t} id="inspect-code" name="code" label={t('Mã việc')} defaultValue={code} required />
        <Button>{t('Xem chuỗi bước')}</Button>
      </form>
      {report.isError && (
        <ErrorState title={t('Chưa mở được việc này')}>{problemWords(report.error, t)}</ErrorState>
      )}
      {report.data && (
        <Table
          caption={report.data.title[lang]}
          look="framed"
          rows={report.data.history}
          rowKey={(entry) => String(entry.seq)}
          columns={[
            { key: 'seq', header: t('Số'), align: 'end', cell: (entry) => String(entry.seq) },
            { key: 'at', header: t('Lúc'), cell: when },
            { key: 'what', header: t('Bước'), rowHeader: true, cell: (entry) => storyTitle(entry, t, lang) },
            {
              key: 'before',
              header: t('Trước bước này'),
              cell: (entry) => (entry.from === null ? '–' : stateName(entry.from, t)),
            },
            { key: 'after', header: t('Sau bước này'), cell: (entry) => stateName(entry.to, t) },
            { key: 'why', header: t('Lý do, lời'), cell: (entry) => entry.reason ?? entry.words ?? '–' },
            {
              key: 'facts',
              header: t('Dữ kiện'),
              cell: (entry) => (entry.detail ? JSON.stringify(entry.detail) : '–'),
            },
          ]}
        />
      )}
    </section>
  );
}
