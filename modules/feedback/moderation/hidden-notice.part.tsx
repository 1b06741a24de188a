// Told to whoever still opens a hidden report: that nobody else sees it, and why.
import type { Translate } from '@city/kernel/text';
import { Banner } from '@city/ui/parts';

export function HiddenNotice({ t, reason }: { readonly t: Translate; readonly reason: string | null }) {
  return (
    <Banner title={t('Phản ánh này đang được ẩn')}>
      {reason === null
        ? t('Chỉ bạn và cơ quan xử lý xem được.')
        : t('Chỉ bạn và cơ quan xử lý xem được. Lý do: {reason}. Cơ quan vẫn giải quyết như thường.', {
            reason,
          })}
    </Banner>
  );
}
