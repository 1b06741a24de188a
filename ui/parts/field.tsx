// Fields: label above, hint, error in words, then the control. Works as plain HTML; the enhancer only speeds it up.
import type { Translate } from '@city/kernel/text';
import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react';
import { Icon } from './icon.tsx';

/** The server's own words for each way a field can be wrong; the enhancer shows them before sending. */
export type FieldMessages = {
  required?: string | undefined;
  pattern?: string | undefined;
  tooShort?: string | undefined;
  tooLong?: string | undefined;
  type?: string | undefined;
  range?: string | undefined;
};

export type FieldFrame = {
  t: Translate;
  /** The control's id; hint and error are `${id}-hint` and `${id}-error`. */
  id: string;
  label: ReactNode;
  hint?: ReactNode | undefined;
  /** What is missing and how to mend it. */
  error?: string | undefined;
  optional?: boolean | undefined;
  messages?: FieldMessages | undefined;
};

/** What a control inside a field must carry. */
export type ControlProps = {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
};

/** ARIA and message attributes for a control that stands in a Field of your own making. */
export function controlProps(frame: Pick<FieldFrame, 'id' | 'hint' | 'error' | 'messages'>) {
  const describedBy = [
    frame.hint === undefined ? '' : `${frame.id}-hint`,
    frame.error === undefined ? '' : `${frame.id}-error`,
  ].filter(Boolean);
  return {
    id: frame.id,
    'aria-describedby': describedBy.length > 0 ? describedBy.join(' ') : undefined,
    'aria-invalid': frame.error === undefined ? undefined : true,
    ...messageAttributes(frame.messages),
  } satisfies ControlProps & Record<string, unknown>;
}

/** data-msg-… attributes that the enhancer reads. */
export function messageAttributes(messages: FieldMessages | undefined): Record<`data-msg-${string}`, string> {
  const attributes: Record<`data-msg-${string}`, string> = {};
  if (messages?.required !== undefined) attributes['data-msg-required'] = messages.required;
  if (messages?.pattern !== undefined) attributes['data-msg-pattern'] = messages.pattern;
  if (messages?.tooShort !== undefined) attributes['data-msg-short'] = messages.tooShort;
  if (messages?.tooLong !== undefined) attributes['data-msg-long'] = messages.tooLong;
  if (messages?.type !== undefined) attributes['data-msg-type'] = messages.type;
  if (messages?.range !== undefined) attributes['data-msg-range'] = messages.range;
  return attributes;
}

/** The place of an error: empty and hidden until there is one, so that the enhancer can fill it. */
export function FieldError({ id, error }: { id: string; error: string | undefined }) {
  return (
    <p className="error" id={`${id}-error`} hidden={error === undefined}>
      <Icon name="need" size="sm" />
      <span>{error}</span>
    </p>
  );
}

export function OptionalMark({ t }: { t: Translate }) {
  return <span className="optional"> ({t('không bắt buộc')})</span>;
}

/** Frame of one control. `children` must carry `controlProps` of the same frame. */
export function Field({
  t,
  id,
  label,
  hint,
  error,
  optional = false,
  children,
}: FieldFrame & { children: ReactNode }) {
  return (
    <div className={error === undefined ? 'field' : 'field field-error'}>
      <label htmlFor={id}>
        {label}
        {optional && <OptionalMark t={t} />}
      </label>
      {hint !== undefined && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError id={id} error={error} />
      {children}
    </div>
  );
}

/** Frame of several controls under one question: a fieldset with its legend. */
export function FieldGroup({
  t,
  id,
  label,
  hint,
  error,
  optional = false,
  children,
}: FieldFrame & { children: ReactNode }) {
  return (
    <fieldset
      className={error === undefined ? 'field' : 'field field-error'}
      id={id}
      tabIndex={-1}
      aria-describedby={controlProps({ id, hint, error })['aria-describedby']}
    >
      <legend>
        {label}
        {optional && <OptionalMark t={t} />}
      </legend>
      {hint !== undefined && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError id={id} error={error} />
      {children}
    </fieldset>
  );
}

type OwnInput = Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'style' | 'size'>;

export type TextInputProps = FieldFrame & OwnInput & { name: string; width?: 'full' | 'short' | 'medium' };

export function TextInput(props: TextInputProps) {
  const { t, id, label, hint, error, optional, messages, width = 'full', ...rest } = props;
  const frame = { t, id, label, hint, error, optional, messages };
  return (
    <Field {...frame}>
      <input
        type="text"
        {...rest}
        className={width === 'full' ? 'input' : `input input-${width}`}
        {...controlProps(frame)}
      />
    </Field>
  );
}

type OwnTextArea = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id' | 'style'>;

export type TextAreaProps = FieldFrame & OwnTextArea & { name: string };

export function TextArea({ t, id, label, hint, error, optional, messages, ...rest }: TextAreaProps) {
  const frame = { t, id, label, hint, error, optional, messages };
  return (
    <Field {...frame}>
      <textarea rows={4} {...rest} className="input" {...controlProps(frame)} />
    </Field>
  );
}

type OwnSelect = Omit<SelectHTMLAttributes<HTMLSelectElement>, 'id' | 'style'>;

export type SelectProps = FieldFrame &
  OwnSelect & {
    name: string;
    options: ReadonlyArray<{ value: string; name: string; disabled?: boolean }>;
    /** Stands first and stands for no choice yet. */
    emptyName?: string | undefined;
  };

export function Select({
  t,
  id,
  label,
  hint,
  error,
  optional,
  messages,
  options,
  emptyName,
  ...rest
}: SelectProps) {
  const frame = { t, id, label, hint, error, optional, messages };
  return (
    <Field {...frame}>
      <div className="select">
        <select {...rest} className="input" {...controlProps(frame)}>
          {emptyName !== undefined && <option value="">{emptyName}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.name}
            </option>
          ))}
        </select>
        <Icon name="chevron-down" size="sm" />
      </div>
    </Field>
  );
}
