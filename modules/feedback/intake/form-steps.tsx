// Where one is in the form: three bars on a phone, numbered rings on a wide screen.
import type { Translate } from '@city/kernel/text';
import { Steps } from '@city/ui/parts';

export function FormSteps({ t, current }: { t: Translate; current: 1 | 2 | 3 }) {
  return <Steps t={t} steps={[t('Chụp ảnh'), t('Ở đâu, việc gì'), t('Gửi')]} current={current} />;
}
