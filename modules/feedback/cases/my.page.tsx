// "My reports": what waits for me first, then what is being done, then what is over.
import type { Translate } from '@city/kernel/text';
import { ButtonLink, EmptyState } from '@city/ui/parts';
import { PageHeading, Part } from '@city/ui/people';
import { OwnCard, waitsForMe } from './own-card.part.tsx';
import type { OwnReport } from './reports-pages.routes.tsx';
import { isOpen } from './states.ts';

type Lang = 'vi' | 'en';

export function MyPage({
  t,
  lang,
  mine,
  principal,
}: {
  t: Translate;
  lang: Lang;
  mine: readonly OwnReport[];
  /** Whose reports these are, when the reader acts for another. */
  principal: string | null;
}) {
  const waiting = mine.filter(({ item }) => waitsForMe(item));
  const open = mine.filter(({ item }) => isOpen(item.state));
  const over = mine.filter((one) => !waiting.includes(one) && !open.includes(one));
  return (
    <div className="wrap">
      {principal === null ? (
        <PageHeading title={t('Việc của tôi')} sub={t('Những phản ánh bạn gửi khi đã đăng nhập.')} />
      ) : (
        <PageHeading
          title={t('Việc của {name}', { name: principal })}
          sub={t('Những phản ánh gửi nhân danh {name}.', { name: principal })}
        />
      )}
      {mine.length === 0 ? (
        <EmptyState
          title={t('Chưa có việc nào')}
          action={
            <ButtonLink look="primary" href="/report">
              {t('Gửi phản ánh đầu tiên')}
            </ButtonLink>
          }
        >
          {t(
            'Việc bạn gửi sẽ hiện ở đây, kèm hẹn trả lời và từng bước xử lý. Việc gửi khi chưa đăng nhập thì tra bằng mã theo dõi.',
          )}
        </EmptyState>
      ) : null}
      <Cards t={t} lang={lang} title={t('Đang chờ bạn')} reports={waiting} />
      <Cards t={t} lang={lang} title={t('Đang làm')} reports={open} />
      <Cards t={t} lang={lang} title={t('Đã xong')} reports={over} />
    </div>
  );
}

function Cards({
  t,
  lang,
  title,
  reports,
}: {
  t: Translate;
  lang: Lang;
  title: string;
  reports: readonly OwnReport[];
}) {
  if (reports.length === 0) return null;
  return (
    <Part title={title}>
      <div className="own-cards">
        {reports.map((report) => (
          <div className="card" key={report.item.trackingCode}>
            <OwnCard t={t} lang={lang} report={report} />
            {report.filedBy !== null && (
              <p className="card-pad hint">{t('{name} gửi thay', { name: report.filedBy })}</p>
            )}
          </div>
        ))}
      </div>
    </Part>
  );
}
