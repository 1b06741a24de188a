// Five petals for five states of a case, or five points of satisfaction. The state is always written beside it.
import type { Translate } from '@city/kernel/text';
import { petalPath, petalTurns } from './petal.ts';

/** How many steps of a case are reached: 1 Mới, 2 Tiếp nhận, 3 Đang xử lý, 4 Đã trả lời, 5 Xong. */
export type CaseStep = 1 | 2 | 3 | 4 | 5;

/** The words of the five states, in order. */
export function caseStepNames(t: Translate): readonly [string, string, string, string, string] {
  return [t('Mới'), t('Tiếp nhận'), t('Đang xử lý'), t('Đã trả lời'), t('Xong')];
}

/** The words of the five points of satisfaction, from the lowest. */
export function satisfactionNames(t: Translate): readonly [string, string, string, string, string] {
  return [t('Rất chưa hài lòng'), t('Chưa hài lòng'), t('Tạm được'), t('Hài lòng'), t('Rất hài lòng')];
}

export type PetalsProps = {
  filled: 0 | CaseStep;
  /** 20 in lists, 28–36 on cards, 48–64 at the head of a page. */
  size?: number | undefined;
  /** `case`: blue, green when whole; `satisfaction`: grey, blue when chosen. */
  kind?: 'case' | 'satisfaction' | undefined;
  label?: string | undefined;
};

export function Petals({ filled, size = 36, kind = 'case', label }: PetalsProps) {
  const voice = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  const whole = kind === 'case' && filled === 5;
  return (
    <svg
      className={`petals petals-${kind}${whole ? ' is-whole' : ''}`}
      width={size}
      height={size}
      viewBox="0 0 48 48"
      {...voice}
    >
      {petalTurns.map((turn, index) =>
        index < filled ? (
          <path key={turn} d={petalPath} transform={`rotate(${turn} 24 24)`} />
        ) : (
          <path
            key={turn}
            className="petal-off"
            d={petalPath}
            transform={`rotate(${turn} 24 24) translate(1.44 .95) scale(.94)`}
          />
        ),
      )}
    </svg>
  );
}
