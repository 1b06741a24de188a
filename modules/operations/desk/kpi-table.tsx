// The load of the position over a day beside the targets of ISA-18.2, each with whether it is met.
import { type DeskContext, momentWords, numberWords, shareWords } from '@city/ui/desk';
import { Table, Tag } from '@city/ui/parts';
import type { Shift } from './api.ts';

interface Line {
  readonly target: string;
  readonly name: string;
  readonly value: number;
  readonly shown: string;
  readonly most: string;
  readonly isMet: boolean;
}

export function KpiTable({ desk, kpis }: { readonly desk: DeskContext; readonly kpis: Shift['kpis'] }) {
  const { t, lang } = desk;
  const ack = kpis.medianAckSeconds;
  return (
    <section className="centre-card">
      <h2>{t('Tải báo động 24 giờ')}</h2>
      <p className="muted">{t('Tính đến {time}', { time: momentWords(new Date(kpis.asOf), lang) })}</p>
      <Table
        caption={t('Chỉ số báo động so với ISA-18.2')}
        columns={[
          { key: 'name', header: t('Chỉ số'), cell: (line: Line) => line.name },
          { key: 'value', header: t('Đang là'), align: 'end', cell: (line: Line) => <b>{line.shown}</b> },
          { key: 'most', header: t('Nhiều nhất'), align: 'end', cell: (line: Line) => line.most },
          {
            key: 'met',
            header: t('Đạt'),
            cell: (line: Line) => (
              <Tag tone={line.isMet ? 'done' : 'need'}>{line.isMet ? t('Đạt') : t('Chưa đạt')}</Tag>
            ),
          },
        ]}
        rows={linesOf(desk, kpis)}
        rowKey={(line) => line.target}
      />
      <p>
        {ack === null
          ? t('Chưa có báo động nào được xác nhận.')
          : t('Nửa số báo động được xác nhận trong {n} giây.', { n: numberWords(Math.round(ack), lang) })}
      </p>
      <h3>{t('Gọi nhiều nhất')}</h3>
      <ol className="centre-sop">
        {kpis.top.slice(0, 5).map(({ definition, title, calls }) => (
          <li key={definition}>
            {title[lang]}: <b>{numberWords(calls, lang)}</b>
          </li>
        ))}
      </ol>
    </section>
  );
}

function linesOf({ t, lang }: DeskContext, kpis: Shift['kpis']): Line[] {
  const number = (value: number) => numberWords(Math.round(value * 10) / 10, lang);
  const share = (value: number) => shareWords(value, lang);
  const of: Record<string, readonly [string, number, (value: number) => string]> = {
    'per-ten-minutes': [t('Báo động mỗi 10 phút, bình quân'), kpis.perTenMinutes, number],
    'per-day': [t('Báo động mỗi ngày'), kpis.perDay, number],
    'flood-share': [t('Thời gian dồn dập'), kpis.floodShare, share],
    'top-ten-share': [t('Phần của mười báo động gọi nhiều nhất'), kpis.topTenShare, share],
    stale: [t('Đứng quá 24 giờ'), kpis.stale, number],
    chattering: [t('Chập chờn, 3 lần mỗi phút'), kpis.chattering, number],
  };
  return kpis.targets.flatMap(({ target, most }) => {
    const [name, value, words] = of[target] ?? [];
    if (name === undefined || value === undefined || !words) return [];
    return [{ target, name, value, shown: words(value), most: words(most), isMet: value <= most }];
  });
}
