// The end of a call: the code to read aloud, whether a text message carries it, and the next call.
import { type DeskContext, momentWords } from '@city/ui/desk';
import { Banner, Button } from '@city/ui/parts';
import type { HotlineFiled } from './hotline-schemas.ts';

export function FiledCall({
  desk: { t, lang },
  filed,
  onNext,
}: {
  desk: DeskContext;
  filed: HotlineFiled;
  onNext: () => void;
}) {
  return (
    <Banner title={t('Đã ghi. Đọc mã cho người gọi:')} icon="done" role="status">
      <p className="hotline-code">
        <b className="num">{filed.trackingCode}</b>
        <span>{filed.spelled}</span>
      </p>
      <p>
        {filed.follows === null
          ? t('{body} nhận việc.', { body: filed.body })
          : t('Đi theo việc {code}; có kết quả là người gọi được báo.', { code: filed.follows })}{' '}
        {filed.dueAt && t('Hẹn trả lời: {due}.', { due: momentWords(new Date(filed.dueAt), lang) })}{' '}
        {filed.isTold
          ? t('Mã được gửi bằng tin nhắn đến số gọi.')
          : t('Không có số để nhắn: người gọi cần ghi mã lại.')}
      </p>
      <Button type="button" onClick={onNext}>
        {t('Cuộc gọi mới')} <kbd>F9</kbd>
      </Button>
    </Banner>
  );
}
