// What stands below a report: who can see the page, its data, and how to say that something of it should not be public.
import type { Translate } from '@city/kernel/text';

export interface AboutReportProps {
  readonly t: Translate;
  readonly lang: 'vi' | 'en';
  readonly code: string;
}

export function AboutReport({ t, lang, code }: AboutReportProps) {
  return (
    <p className="about muted">
      {t('Trang này ai cũng xem được. Tên và số điện thoại người gửi không hiện ở đây.')}{' '}
      <a href={`/api/reports/${code}/pdf?lang=${lang}`}>{t('Tải PDF')}</a>{' '}
      <a href={`/api/reports/${code}`}>{t('Tải dữ liệu việc này')}</a>{' '}
      <a href={`/reports/${code}/flag`}>{t('Báo nội dung không nên công khai')}</a>
    </p>
  );
}
