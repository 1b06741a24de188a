// What is to be mended before the form can go: a focusable list whose entries lead to the fields.
import type { Translate } from '@city/kernel/text';

export type FieldProblem = {
  /** Id of the control to jump to. */
  fieldId: string;
  message: string;
};

export type ErrorSummaryProps = {
  t: Translate;
  /** Empty for a form without problems: the frame is then hidden and waits for the enhancer. */
  problems: readonly FieldProblem[];
};

/** Put it first in the form. The enhancer focuses it after sending and fills it before sending. */
export function ErrorSummary({ t, problems }: ErrorSummaryProps) {
  return (
    <div className="sum" tabIndex={-1} role="alert" data-summary hidden={problems.length === 0}>
      <b data-one={t('Có 1 chỗ cần sửa')} data-many={t('Có {count} chỗ cần sửa', { count: 'COUNT' })}>
        {problems.length === 1
          ? t('Có 1 chỗ cần sửa')
          : problems.length > 1 && t('Có {count} chỗ cần sửa', { count: problems.length })}
      </b>
      <ul>
        {problems.map((problem) => (
          <li key={problem.fieldId}>
            <a href={`#${problem.fieldId}`}>{problem.message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
