// The league of bodies: on-time share by month as small multiples, median days, reopened share, satisfaction; intervals where answers are few.
import { useQuery } from '@tanstack/react-query';
import { askJson, type DeskContext, numberWords, shareWords } from '@city/ui/desk';
import { EmptyState, ErrorState, LoadingState } from '@city/ui/parts';
import { Panes } from '@city/ui/staff';
import { problemWords } from '../desk/problem-words.ts';
import '../desk/reports-desk.css';
import './leading.css';
import type { League, LeagueRow, ShareWithInterval } from './leading-schemas.ts';

/** The city's aim for answers on time, drawn as a dashed line. */
const aim = 0.95;

export function Screen(desk: DeskContext) {
  const { t } = desk;
  const league = useQuery({
    queryKey: ['reports', 'league'],
    queryFn: ({ signal }) => askJson<League>('/api/desk/league?months=6', { signal }),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
  const rows = league.data?.items ?? [];
  return (
    <Panes layout="one">
      <main className="league">
        <header>
          <h1>{t('Các cơ quan giữ hẹn')}</h1>
          {league.data && (
            <p className="muted">
              {t(
                'Việc gửi từ {from} đến {to}. Xếp theo mức chắc chắn nhất: cận dưới của khoảng tin cậy 95%.',
                {
                  from: league.data.from,
                  to: league.data.to,
                },
              )}{' '}
              <a href={league.data.recompute} download>
                {t('Dữ liệu để tự tính lại')}
              </a>
            </p>
          )}
        </header>
        {league.isPending && (
          <LoadingState waitingFor={t('Đang đếm việc. Máy chủ trả lời chậm hơn thường lệ.')} />
        )}
        {league.isError && (
          <ErrorState title={t('Chưa đếm được')}>{problemWords(league.error, t)}</ErrorState>
        )}
        {league.isSuccess && rows.length === 0 && (
          <EmptyState icon="trend" title={t('Chưa có việc nào trong sáu tháng qua')}>
            {t('Khi có việc được trả lời, từng cơ quan hiện ở đây.')}
          </EmptyState>
        )}
        {league.data && rows.length > 0 && <LeagueTable desk={desk} league={league.data} />}
      </main>
    </Panes>
  );
}

function LeagueTable({ desk: { t, lang }, league }: { desk: DeskContext; league: League }) {
  const monthName = (month: string) => `${Number(month.slice(5))}/${month.slice(0, 4)}`;
  const [first = '', last = ''] = [league.months[0], league.months.at(-1)];
  const ranked = league.items.filter(({ isFew }) => !isFew).length;
  return (
    <div className="league-box" tabIndex={0} role="region" aria-label={t('Bảng các cơ quan')}>
      <table className="table">
        <caption className="vh">{t('Đúng hẹn, thời gian, mở lại, hài lòng theo cơ quan')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('Cơ quan')}</th>
            <th scope="col">{t('Đúng hẹn')}</th>
            <th scope="col">
              {t('Từng tháng, {first} đến {last}', { first: monthName(first), last: monthName(last) })}
            </th>
            <th scope="col" className="end">
              {t('Nửa số việc xong trong')}
            </th>
            <th scope="col" className="end">
              {t('Mở lại')}
            </th>
            <th scope="col" className="end">
              {t('Mức hài lòng')}
            </th>
          </tr>
        </thead>
        <tbody>
          {league.items.map((row, at) => (
            <Row
              key={row.body.code}
              t={t}
              lang={lang}
              row={row}
              place={row.isFew ? null : at + 1}
              isFirstFew={at === ranked}
            />
          ))}
        </tbody>
      </table>
      <p className="muted">
        {t('Vạch ngang: khoảng tin cậy. Dưới {count} câu trả lời thì không xếp hạng.', {
          count: league.fewest,
        })}
      </p>
    </div>
  );
}

type RowProps = {
  t: DeskContext['t'];
  lang: 'vi' | 'en';
  row: LeagueRow;
  place: number | null;
  isFirstFew: boolean;
};

function Row({ t, lang, row, place, isFirstFew }: RowProps) {
  const interval = (share: ShareWithInterval) =>
    `${shareWords(share.low, lang)} – ${shareWords(share.high, lang)}`;
  return (
    <tr className={isFirstFew ? 'league-few' : undefined}>
      <th scope="row">
        <span className="league-place num">{place ?? '–'}</span> {row.body.short[lang]}
        <small className="muted">{t('{count} việc', { count: numberWords(row.filed, lang) })}</small>
      </th>
      <td>
        {row.onTime === null ? (
          '–'
        ) : (
          <>
            <b className="num">{shareWords(row.onTime.value, lang)}</b>
            <IntervalBar share={row.onTime} label={interval(row.onTime)} />
            <small className="muted num">{interval(row.onTime)}</small>
          </>
        )}
      </td>
      <td>
        <Months t={t} lang={lang} months={row.months} />
      </td>
      <td className="end num">
        {row.medianDays === null ? '–' : t('{days} ngày', { days: oneDecimal(row.medianDays, lang) })}
      </td>
      <td className="end num">{row.reopened === null ? '–' : shareWords(row.reopened.value, lang)}</td>
      <td className="end num">
        {row.rating === null ? (
          <span className="muted">{t('ít quá')}</span>
        ) : (
          `${oneDecimal(row.rating, lang)} / 5`
        )}
      </td>
    </tr>
  );
}

const oneDecimal = (value: number, lang: 'vi' | 'en'): string =>
  new Intl.NumberFormat(lang === 'vi' ? 'vi-VN' : 'en-GB', {
    maximumFractionDigits: 1,
    minimumFractionDigits: 1,
  }).format(value);

/** The share as a dot on its interval, on a scale from 0 to 100 %. */
function IntervalBar({ share, label }: { share: ShareWithInterval; label: string }) {
  const x = (value: number) => 2 + value * 116;
  return (
    <svg className="interval" width="120" height="14" role="img" aria-label={label}>
      <line className="interval-scale" x1="2" x2="118" y1="7" y2="7" />
      <line className="interval-aim" x1={x(aim)} x2={x(aim)} y1="1" y2="13" />
      <line className="interval-span" x1={x(share.low)} x2={x(share.high)} y1="7" y2="7" />
      <circle cx={x(share.value)} cy="7" r="4" />
    </svg>
  );
}

type MonthsProps = { t: DeskContext['t']; lang: 'vi' | 'en'; months: LeagueRow['months'] };

/** One small multiple: a column a month from 0 to 100 %, the interval as a whisker; months without answers stay empty. */
function Months({ t, lang, months }: MonthsProps) {
  const [step, height] = [26, 40];
  const y = (value: number) => 2 + (1 - value) * (height - 4);
  const words = months
    .map(
      ({ month, onTime }) =>
        `${Number(month.slice(5))}/${month.slice(2, 4)}: ${onTime ? shareWords(onTime.value, lang) : t('chưa có')}`,
    )
    .join(', ');
  return (
    <svg className="months" width={step * months.length} height={height} role="img" aria-label={words}>
      <line className="interval-aim" x1="0" x2={step * months.length} y1={y(aim)} y2={y(aim)} />
      {months.map(({ month, onTime }, at) => {
        const x = at * step + 4;
        if (!onTime)
          return (
            <line key={month} className="months-none" x1={x} x2={x + 18} y1={height - 2} y2={height - 2} />
          );
        return (
          <g key={month}>
            <rect x={x} width={18} y={y(onTime.value)} height={height - 2 - y(onTime.value)} />
            <line className="months-span" x1={x + 9} x2={x + 9} y1={y(onTime.low)} y2={y(onTime.high)} />
          </g>
        );
      })}
    </svg>
  );
}
