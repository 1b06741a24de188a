// The ladder of overdue reports: rungs as columns, who is told at each, and the reports that stand there.
import { useQuery } from '@tanstack/react-query';
import type { Translate } from '@city/kernel/text';
import { askJson, type DeskContext, numberWords, shareWords } from '@city/ui/desk';
import { ErrorState, Icon, LoadingState } from '@city/ui/parts';
import { Panes, RelativeDue, useNow } from '@city/ui/staff';
import { problemWords } from '../desk/problem-words.ts';
import { dueOf, shortCode } from '../desk/row.ts';
import '../desk/reports-desk.css';
import './leading.css';
import type { Ladder, LadderRung } from './leading-schemas.ts';

const cityWide: readonly string[] = ['coordinator', 'leader', 'operator', 'inspector', 'administrator'];

export function Screen(desk: DeskContext) {
  const { t, lang, href, me, navigate } = desk;
  const isWhole = new URL(href, 'http://desk').searchParams.get('body') === '*';
  const ladder = useQuery({
    queryKey: ['reports', 'ladder', isWhole],
    queryFn: ({ signal }) => askJson<Ladder>(`/api/desk/ladder${isWhole ? '?body=*' : ''}`, { signal }),
    refetchInterval: 60_000,
    refetchOnWindowFocus: false,
  });
  return (
    <Panes layout="one">
      <main className="ladder">
        <header className="ladder-head">
          <h1>{t('Thang quá hẹn')}</h1>
          {cityWide.includes(me.post.role) && (
            <label className="ladder-scope">
              <input
                type="checkbox"
                checked={isWhole}
                onChange={() =>
                  navigate(isWhole ? '/desk/reports/ladder' : '/desk/reports/ladder?body=*', {
                    replace: true,
                  })
                }
              />
              {t('Cả thành phố')}
            </label>
          )}
          {ladder.data && (
            <p className="muted">
              {t('{count} việc đang mở chưa lên bậc nào', { count: numberWords(ladder.data.below, lang) })}
            </p>
          )}
        </header>
        {ladder.isPending && <LoadingState waitingFor={t('Đang chờ thang quá hẹn.')} />}
        {ladder.isError && !ladder.data && (
          <ErrorState title={t('Chưa lấy được danh sách')}>{problemWords(ladder.error, t)}</ErrorState>
        )}
        {ladder.data && (
          <ol className="rungs">
            {ladder.data.rungs.map((rung) => (
              <Rung key={rung.level} desk={desk} rung={rung} isWhole={isWhole} />
            ))}
          </ol>
        )}
      </main>
    </Panes>
  );
}

function Rung({ desk, rung, isWhole }: { desk: DeskContext; rung: LadderRung; isWhole: boolean }) {
  const { t, lang } = desk;
  const now = useNow(30_000);
  const isLate = rung.late !== null || rung.share === 1;
  return (
    <li
      className={isLate && rung.count > 0 ? 'rung rung-need' : 'rung'}
      aria-label={t('Bậc {level}', { level: rung.level })}
    >
      <header>
        <h2>
          {t('Bậc {level}', { level: rung.level })} <b className="num">{numberWords(rung.count, lang)}</b>
        </h2>
        <p>{whenWords(rung, t, lang)}</p>
        <p className="rung-told">
          <Icon name="bell" size="xs" />
          <span>{toldWords(rung, isWhole, t, lang)}</span>
        </p>
      </header>
      {rung.items.length === 0 && <p className="muted rung-none">{t('Không có việc nào ở bậc này.')}</p>}
      <ul>
        {rung.items.map((item) => (
          <li key={item.trackingCode}>
            <a href={`/desk/reports?queue=all&code=${item.trackingCode}`}>{item.title[lang]}</a>
            <p className="muted">
              {isWhole ? item.body.short[lang] : (item.handler?.title ?? t('Chưa ai nhận'))} ·{' '}
              {shortCode(item.trackingCode)}
            </p>
            <RelativeDue {...dueOf(item, { t, lang, now })} />
          </li>
        ))}
      </ul>
      {rung.count > rung.items.length && (
        <p className="muted rung-none">
          {t('và {count} việc nữa', { count: numberWords(rung.count - rung.items.length, lang) })}
        </p>
      )}
    </li>
  );
}

function whenWords({ share, late }: LadderRung, t: Translate, lang: 'vi' | 'en'): string {
  if (late !== null) {
    const amount = numberWords(late.amount, lang);
    return late.unit === 'working-hours'
      ? t('trễ {amount} giờ làm việc', { amount })
      : t('trễ {amount} ngày làm việc', { amount });
  }
  if (share === 1) return t('đúng lúc hết hẹn');
  return t('đã dùng {share} thời gian', { share: shareWords(share ?? 0, lang) });
}

function toldWords(rung: LadderRung, isWhole: boolean, t: Translate, lang: 'vi' | 'en'): string {
  const handler = rung.toldHandler ? [t('người đang làm')] : [];
  const posts = rung.told.map((title) => title[lang]);
  const missing =
    isWhole && rung.told.length === 0 && rung.tell !== 'handler' ? [t('lãnh đạo cơ quan đang giữ')] : [];
  const all = [...handler, ...posts, ...missing];
  return all.length === 0 ? t('chưa có vị trí nào được ghi') : all.join('; ');
}
