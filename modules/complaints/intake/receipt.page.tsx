// The receipt: the code, by when, and the person's own way back. Shown once; printed or written down.
import type { Bilingual } from '@city/kernel/errors';
import type { Translate } from '@city/kernel/text';
import { formatDate } from '@city/kernel/time';
import { Banner, ButtonLink } from '@city/ui/parts';
import { Actions, NextStep, PageHeading, Part } from '@city/ui/people';
import type { MatterRow } from '../cases/tables.ts';

export interface ReceiptPageProps {
  readonly t: Translate;
  readonly lang: 'vi' | 'en';
  readonly matter: MatterRow;
  readonly body: Bilingual;
  readonly ownUrl: string;
}

export function ReceiptPage({ t, lang, matter, body, ownUrl }: ReceiptPageProps) {
  const due = matter.due_at && formatDate(matter.due_at, lang);
  const isInformation = matter.state === 'information';
  return (
    <div className="form petition">
      <PageHeading
        title={isInformation ? t('Đã nhận làm thông tin') : t('Đã nhận đơn của bạn')}
        sub={t('Nơi nhận: {body}', { body: body[lang] })}
      />
      <Banner tone="done" role="status" title={t('Mã biên nhận')}>
        <p className="code-large num">{matter.code}</p>
        <span>{t('Chép lại hoặc in trang này. Mã chỉ hiện ở đây.')}</span>
      </Banner>
      {isInformation ? (
        <Banner tone="soon" title={t('Không xử lý như tố cáo')}>
          <p>
            {t(
              'Luật Tố cáo chỉ coi đơn có tên là tố cáo. Thông tin của bạn được xem xét; không có hạn trả lời.',
            )}
          </p>
        </Banner>
      ) : (
        <NextStep title={t('Tiếp theo')}>
          {due === null
            ? t('{body} xem đơn.', { body: body[lang] })
            : t('{body} báo có thụ lý hay không, chậm nhất hết {due}. Thụ lý rồi thì có hạn giải quyết.', {
                body: body[lang],
                due,
              })}
        </NextStep>
      )}
      <Part title={t('Đường dẫn riêng của bạn')}>
        <p>{t('Ai có đường dẫn này đều mở được hồ sơ. Đừng gửi cho người khác.')}</p>
        <p className="own-link">
          <a href={ownUrl}>{ownUrl}</a>
        </p>
      </Part>
      <Actions>
        <ButtonLink look="primary" href={ownUrl}>
          {t('Xem hồ sơ')}
        </ButtonLink>
      </Actions>
    </div>
  );
}
