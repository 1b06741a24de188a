// Choosing PDF documents: a native file input, without previews.
import { controlProps, Field, Icon } from '@city/ui/parts';
import type { Translate } from '@city/kernel/text';
import { limits } from '../limits.ts';

export type DocumentInputProps = { t: Translate; kept: number; error: string | undefined };

export function DocumentInput({ t, kept, error }: DocumentInputProps) {
  const frame = {
    t,
    id: 'documents',
    label: t('Tệp PDF (quyết định, biên bản, đơn đã ký)'),
    hint:
      kept === 0
        ? t('Đến {most} tệp, mỗi tệp {size} MB', {
            most: limits.documentsMost,
            size: limits.documentBytes / 1_000_000,
          })
        : t('Đang giữ {count} tệp. Chọn lại thì tệp mới thay tệp cũ.', { count: kept }),
    error,
    optional: true,
  };
  return (
    <Field {...frame}>
      <div className="photo-input">
        <input type="file" name="documents" accept="application/pdf" multiple {...controlProps(frame)} />
        <span className="photo-input-face" aria-hidden="true">
          <Icon name="file" size="lg" />
          <b>{t('Chọn tệp PDF')}</b>
        </span>
      </div>
      <p className="safe">
        <Icon name="done" size="sm" />
        <span>{t('Cất kín nguyên bản. Chỉ nơi nhận đơn tải về được, mỗi lần đều ghi lại.')}</span>
      </p>
    </Field>
  );
}
