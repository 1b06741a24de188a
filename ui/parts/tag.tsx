// Tags: a state is colour, an icon of its own outline, and words.
import type { Translate } from '@city/kernel/text';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';
import { caseStepNames, Petals, type CaseStep } from './petals.tsx';

export type Tone = 'need' | 'soon' | 'done' | 'paused' | 'info' | 'plain';

/** The icon that belongs to a tone, so that colour never speaks alone. */
export const toneIcons: Record<Tone, IconName> = {
  need: 'need',
  soon: 'clock',
  done: 'tick',
  paused: 'paused',
  info: 'info',
  plain: 'lock',
};

export type TagProps = { tone?: Tone; icon?: IconName; children: ReactNode };

export function Tag({ tone = 'plain', icon, children }: TagProps) {
  return (
    <span className={tone === 'plain' ? 'tag' : `tag tag-${tone}`}>
      <Icon name={icon ?? toneIcons[tone]} />
      {children}
    </span>
  );
}

export type StateTagProps = {
  t: Translate;
  step: CaseStep;
  /** Adds "Bước 3 trên 5". */
  counted?: boolean | undefined;
  size?: number | undefined;
  /** The module's own name of the state, in place of the general one. */
  name?: string | undefined;
  /** After the words: "· hẹn thứ Tư, 9/9, 15:30". */
  children?: ReactNode;
};

/** The state of a case: petals and its words. */
export function StateTag({ t, step, counted = false, size = 20, name, children }: StateTagProps) {
  return (
    <span className="state-tag">
      <Petals filled={step} size={size} />
      <b>{name ?? caseStepNames(t)[step - 1]}</b>
      {counted && <span className="muted">{t('Bước {step} trên {steps}', { step, steps: 5 })}</span>}
      {children !== undefined && <span>{children}</span>}
    </span>
  );
}
