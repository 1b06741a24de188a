// What the three steps of the form share: where one is, and problems beside their fields.
import type { FieldError } from '@city/kernel/errors';
import type { Translate } from '@city/kernel/text';
import { ErrorSummary, Steps } from '@city/ui/parts';

export type Lang = 'vi' | 'en';

export interface StepProps {
  readonly t: Translate;
  readonly lang: Lang;
  readonly problems: readonly FieldError[];
}

export function FormSteps({ t, current }: { t: Translate; current: 1 | 2 | 3 }) {
  return <Steps t={t} steps={[t('Về việc gì'), t('Nội dung'), t('Người gửi')]} current={current} />;
}

/** The message of a field, if it has one. */
export function errorAt({ problems, lang }: Pick<StepProps, 'problems' | 'lang'>, field: string) {
  return problems.find(({ pointer }) => pointer === `/${field}`)?.message[lang];
}

export function Problems({ t, lang, problems }: StepProps) {
  return (
    <ErrorSummary
      t={t}
      problems={problems.map(({ pointer, message }) => ({
        fieldId: pointer.slice(1),
        message: message[lang],
      }))}
    />
  );
}
