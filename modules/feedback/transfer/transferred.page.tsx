// What is left here of a report that went to a procedure of its own: where it went and why, for its reporter alone.
import type { Translate } from '@city/kernel/text';
import { Banner, ButtonLink } from '@city/ui/parts';
import { Actions, NextStep, PageHeading, Words } from '@city/ui/people';
import type { ReportView } from '../contract.ts';

export function TransferredPage({
  t,
  lang,
  report,
}: {
  t: Translate;
  lang: 'vi' | 'en';
  report: ReportView;
}) {
  const step = report.history.findLast(({ action }) => action === 'transfer');
  const isDenunciation = step?.detail?.['kind'] === 'to_cao';
  return (
    <div className="form">
      <PageHeading title={t('Việc của bạn đi đường riêng')} sub={report.trackingCode} />
      <Banner
        icon="lock"
        title={
          isDenunciation
            ? t('Được xử lý như đơn tố cáo, không công khai')
            : t('Được xử lý như đơn khiếu nại, không công khai')
        }
      >
        <p>{t('Phản ánh đã rời khỏi mọi danh sách, bản đồ và dữ liệu mở. Chỉ bạn còn thấy trang này.')}</p>
      </Banner>
      {step?.reason && <Words>{`${step.body?.name[lang] ?? ''}: “${step.reason}”`}</Words>}
      <NextStep title={t('Tiếp theo')}>
        {t(
          'Bạn nhận mã hồ sơ mới qua cách liên hệ đã để lại, hoặc xem ở trang khiếu nại, tố cáo khi đăng nhập.',
        )}
      </NextStep>
      <Actions>
        <ButtonLink look="primary" href="/complaints/follow">
          {t('Theo dõi hồ sơ')}
        </ButtonLink>
      </Actions>
    </div>
  );
}
