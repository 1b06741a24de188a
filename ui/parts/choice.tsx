// Questions with given answers: radios, checkboxes, and radios drawn as cards with an icon.
import type { ReactNode } from 'react';
import { FieldGroup, messageAttributes, type FieldFrame } from './field.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

export type Choice = {
  value: string;
  name: ReactNode;
  hint?: ReactNode | undefined;
  icon?: IconName | undefined;
  disabled?: boolean | undefined;
};

export type RadiosProps = FieldFrame & {
  name: string;
  choices: readonly Choice[];
  value?: string | undefined;
  required?: boolean | undefined;
  /** `cards`: two columns of boxes with icons, for the kinds of a report. */
  look?: 'list' | 'cards' | undefined;
};

/** One of several. The first radio's id is `${id}-1`: point an error summary there. */
export function Radios({ name, choices, value, required = false, look = 'list', ...frame }: RadiosProps) {
  return (
    <FieldGroup {...frame}>
      <div className={look === 'cards' ? 'cats' : 'choices'}>
        {choices.map((choice, index) => (
          <label key={choice.value} className={look === 'cards' ? 'cat' : 'choice'}>
            <input
              type="radio"
              id={`${frame.id}-${index + 1}`}
              name={name}
              value={choice.value}
              defaultChecked={choice.value === value}
              required={required}
              disabled={choice.disabled}
              {...messageAttributes(frame.messages)}
            />
            {look === 'cards' ? <CardFace choice={choice} /> : <ListFace choice={choice} />}
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}

function ListFace({ choice }: { choice: Choice }) {
  return (
    <span>
      {choice.name}
      {choice.hint !== undefined && <small>{choice.hint}</small>}
    </span>
  );
}

function CardFace({ choice }: { choice: Choice }) {
  return (
    <span className="cat-face">
      {choice.icon && <Icon name={choice.icon} />}
      <span>{choice.name}</span>
      <Icon name="tick" size="sm" className="cat-tick" />
    </span>
  );
}

export type CheckboxesProps = FieldFrame & {
  name: string;
  choices: readonly Choice[];
  values?: readonly string[] | undefined;
};

/** Any of several under one question. */
export function Checkboxes({ name, choices, values = [], ...frame }: CheckboxesProps) {
  return (
    <FieldGroup {...frame}>
      <div className="choices">
        {choices.map((choice, index) => (
          <label key={choice.value} className="choice">
            <input
              type="checkbox"
              id={`${frame.id}-${index + 1}`}
              name={name}
              value={choice.value}
              defaultChecked={values.includes(choice.value)}
              disabled={choice.disabled}
            />
            <ListFace choice={choice} />
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}

export type CheckboxProps = {
  id: string;
  name: string;
  value?: string | undefined;
  label: ReactNode;
  hint?: ReactNode | undefined;
  checked?: boolean | undefined;
  required?: boolean | undefined;
};

/** A single yes. */
export function Checkbox({
  id,
  name,
  value = 'yes',
  label,
  hint,
  checked = false,
  required = false,
}: CheckboxProps) {
  return (
    <label className="choice">
      <input type="checkbox" id={id} name={name} value={value} defaultChecked={checked} required={required} />
      <ListFace choice={{ value, name: label, hint }} />
    </label>
  );
}
