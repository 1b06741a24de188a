// The answer to a question: fifty futures each as it is and as it would be, the difference in words, how wrong the model has been before.
import { type DeskContext, numberWords, shareWords } from '@city/ui/desk';
import { Table } from '@city/ui/parts';
import type { WhatIfAnswer, WhatIfView } from '../whatif/what-if-schemas.ts';

type Figures = WhatIfAnswer['asIs'];
type Props = { desk: DeskContext; run: WhatIfView; answer: WhatIfAnswer };

export function FuturesAnswer({ desk, run, answer }: Props) {
  const { t, lang } = desk;
  const { asIs, changed, difference, looks } = answer;
  const error = meanError(looks.due);
  return (
    <section className="whatif-answer" aria-label={t('Kết quả')}>
      <h2>{t('{body}: việc đến hẹn trong bốn tuần tới được giữ hẹn', { body: run.body.name[lang] })}</h2>
      <p className="whatif-word">{differenceWords(difference.due, desk)}</p>
      <Futures desk={desk} label={t('Như bây giờ')} due={asIs.due} />
      <Futures desk={desk} label={t('Nếu thay đổi')} due={changed.due} />
      <p className="muted">
        {t(
          'Mỗi chấm là hai trong một trăm tương lai. Dải đậm: tám phần mười; dải nhạt: chín mươi lăm phần trăm.',
        )}
      </p>
      <aside className="whatif-error">
        <b>
          {error === null
            ? t('Chưa đủ lịch sử để thử lại mô hình trên quá khứ.')
            : t('Thử lại trên {count} đợt đã qua, mô hình lệch trung bình {points} điểm phần trăm.', {
                count: looks.due.length,
                points: points(error, lang),
              })}
        </b>{' '}
        {t('Sai số đó đã được cộng vào các dải ở trên. Gợi ý để bàn, không phải lời hứa.')}
      </aside>
      <Details desk={desk} answer={answer} />
    </section>
  );
}

const meanError = (looks: WhatIfAnswer['looks']['due']): number | null =>
  looks.length === 0
    ? null
    : looks.reduce((sum, { predicted, actual }) => sum + Math.abs(predicted - actual), 0) / looks.length;

const points = (share: number, lang: 'vi' | 'en'): string =>
  new Intl.NumberFormat(lang === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 1 }).format(share * 100);

/** Says plainly when the change may do nothing. */
function differenceWords(due: WhatIfAnswer['difference']['due'], { t, lang }: DeskContext): string {
  const { low, high } = due.in95;
  const span = { middle: points(due.middle, lang), low: points(low, lang), high: points(high, lang) };
  if (low > 0) return t('Khá chắc tốt hơn: thêm {middle} điểm phần trăm (từ {low} đến {high}).', span);
  if (high < 0) return t('Khá chắc kém đi: {middle} điểm phần trăm (từ {low} đến {high}).', span);
  return t('Chưa rõ có khác không: {middle} điểm phần trăm (từ {low} đến {high}).', span);
}

type FuturesProps = { desk: DeskContext; label: string; due: Figures['due'] };

const [width, dotRadius, bins] = [640, 6, 40];

/** Dots stacked where futures lie close, over their two bands, on a scale from 0 to 100 %. */
function Futures({ desk: { t, lang }, label, due }: FuturesProps) {
  const x = (share: number) => 10 + Math.min(1, Math.max(0, share)) * (width - 20);
  const heights = new Map<number, number>();
  const dots = due.dots.map((share) => {
    const bin = Math.round(share * bins);
    const at = heights.get(bin) ?? 0;
    heights.set(bin, at + 1);
    return { x: x(bin / bins), at };
  });
  const most = Math.max(1, ...heights.values());
  // Stacks grow at most so high; higher ones are pressed together.
  const rise = Math.min(dotRadius * 2, 96 / most);
  const ground = 16 + most * rise;
  const words = t('{label}: giữa {middle}, tám phần mười từ {low} đến {high}', {
    label,
    middle: shareWords(due.middle, lang),
    low: shareWords(due.in80.low, lang),
    high: shareWords(due.in80.high, lang),
  });
  return (
    <figure className="futures">
      <figcaption>
        <b>{label}</b> <span className="num">{shareWords(due.middle, lang)}</span>{' '}
        <small className="muted num">
          {shareWords(due.in80.low, lang)} – {shareWords(due.in80.high, lang)}
        </small>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${ground + 30}`} role="img" aria-label={words}>
        <rect
          className="futures-95"
          x={x(due.in95.low)}
          width={Math.max(2, x(due.in95.high) - x(due.in95.low))}
          y={ground}
          height="7"
        />
        <rect
          className="futures-80"
          x={x(due.in80.low)}
          width={Math.max(2, x(due.in80.high) - x(due.in80.low))}
          y={ground}
          height="7"
        />
        <line className="futures-middle" x1={x(due.middle)} x2={x(due.middle)} y1="4" y2={ground + 7} />
        {dots.map((dot, at) => (
          <circle
            key={at}
            cx={dot.x}
            cy={ground - rise / 2 - dot.at * rise}
            r={Math.min(dotRadius, rise / 2 + 1) - 0.5}
          />
        ))}
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <text
            key={share}
            x={x(share)}
            y={ground + 24}
            textAnchor={share === 0 ? 'start' : share === 1 ? 'end' : 'middle'}
          >
            {shareWords(share, lang)}
          </text>
        ))}
      </svg>
    </figure>
  );
}

function Details({ desk: { t, lang }, answer }: { desk: DeskContext; answer: WhatIfAnswer }) {
  const { asIs, changed } = answer;
  const number = (value: number) => numberWords(Math.round(value), lang);
  const days = (value: number) => t('{days} ngày', { days: points(value / 100, lang) });
  const rows = [
    {
      key: 'due',
      name: t('Giữ hẹn'),
      before: shareWords(asIs.due.middle, lang),
      after: shareWords(changed.due.middle, lang),
    },
    {
      key: 'answered',
      name: t('Trả lời đúng hẹn'),
      before: shareWords(asIs.answered.middle, lang),
      after: shareWords(changed.answered.middle, lang),
    },
    {
      key: 'backlog',
      name: t('Việc tồn cuối kỳ'),
      before: number(asIs.backlog.middle),
      after: number(changed.backlog.middle),
    },
    {
      key: 'days',
      name: t('Nửa số việc xong trong'),
      before: days(asIs.medianDays.middle),
      after: days(changed.medianDays.middle),
    },
    {
      key: 'busy',
      name: t('Thời gian làm việc'),
      before: shareWords(asIs.busy, lang),
      after: shareWords(changed.busy, lang),
    },
  ];
  return (
    <Table
      caption={t('Các con số, giá trị giữa')}
      look="framed"
      rows={rows}
      rowKey={(row) => row.key}
      columns={[
        { key: 'name', header: t('Con số'), rowHeader: true, cell: (row) => row.name },
        { key: 'before', header: t('Như bây giờ'), align: 'end', cell: (row) => row.before },
        { key: 'after', header: t('Nếu thay đổi'), align: 'end', cell: (row) => row.after },
      ]}
    />
  );
}
