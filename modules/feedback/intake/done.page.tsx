// After sending: the code, what happens next and by when, and the reporter's own way back.
import type { Translate } from '@city/kernel/text';
import { formatDateTime } from '@city/kernel/time';
import { Banner, ButtonLink } from '@city/ui/parts';
import { Actions, NextStep, PageHeading, Part } from '@city/ui/people';
import type { ReportView } from '../contract.ts';
import { PromisePart } from '../cases/promise.part.tsx';
import { spellTrackingCode } from '../cases/tracking-code.ts';

export interface DonePageProps {
  readonly t: Translate;
  readonly lang: 'vi' | 'en';
  readonly report: ReportView;
  /** With the key: only the reporter sees this page. */
  readonly ownUrl: string;
  readonly isTold: boolean;
}

export function DonePage({ t, lang, report, ownUrl, isTold }: DonePageProps) {
  const accept = report.acceptDueAt === null ? null : formatDateTime(new Date(report.acceptDueAt), lang);
  return (
    <div className="form done-page">
      <PageHeading title={t('Đã gửi phản ánh')} sub={report.title[lang]} />
      <Banner tone="done" role="status" title={t('Mã theo dõi của bạn')}>
        <p className="code-large num">{report.trackingCode}</p>
        <span>{t('Đọc qua điện thoại: {spelt}', { spelt: spellTrackingCode(report.trackingCode) })}</span>
      </Banner>
      <Part title={t('Hẹn của thành phố')}>
        <PromisePart t={t} lang={lang} report={report} />
      </Part>
      <NextStep title={t('Tiếp theo')}>
        {accept === null
          ? t('{body} sẽ xem việc này.', { body: report.body.name[lang] })
          : t('{body} tiếp nhận trước {accept}.', { body: report.body.name[lang], accept })}{' '}
        {isTold
          ? t('Mỗi bước đều có tin báo cho bạn.')
          : t('Bạn không để lại cách liên hệ: mở đường dẫn riêng để xem từng bước.')}
      </NextStep>
      <Part title={t('Đường dẫn riêng của bạn')}>
        <p>
          {t('Giữ đường dẫn này để chấm mức hài lòng hoặc đề nghị xem lại. Ai có nó cũng làm được như bạn.')}
        </p>
        <p className="own-link">
          <a href={ownUrl}>{ownUrl}</a>
        </p>
      </Part>
      <Actions>
        <ButtonLink look="primary" href={ownUrl}>
          {t('Xem việc của tôi')}
        </ButtonLink>
        <ButtonLink href="/report">{t('Gửi việc khác')}</ButtonLink>
      </Actions>
    </div>
  );
}
