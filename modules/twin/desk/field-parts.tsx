// One setting of a scenario on the form: a number, a choice, or rows of both.
import { Button, Select, TextInput } from '@city/ui/parts';
import type { DeskContext } from '@city/ui/desk';
import type { ChoiceField, FormField, NumberField, RowsField } from './fields.ts';

type Value = number | string;
export type Row = Value | Readonly<Record<string, Value>>;

interface FieldProps<F> {
  readonly t: DeskContext['t'];
  readonly id: string;
  readonly field: F;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

export function FormFieldPart(props: FieldProps<FormField>) {
  const { field } = props;
  if (field.is === 'rows') return <RowsPart {...props} field={field} />;
  return <OnePart {...props} field={field} />;
}

function OnePart({ t, id, field, value, onChange }: FieldProps<NumberField | ChoiceField>) {
  if (field.is === 'choice')
    return (
      <Select
        t={t}
        id={id}
        name={id}
        label={field.label}
        value={String(value ?? '')}
        options={field.options}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  return (
    <TextInput
      t={t}
      id={id}
      name={id}
      type="number"
      label={field.label}
      required
      width="medium"
      min={field.min}
      max={field.max}
      step="any"
      value={String(value ?? '')}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function RowsPart({ t, id, field, value, onChange }: FieldProps<RowsField>) {
  const rows = (value ?? []) as readonly Row[];
  const set = (at: number, name: string, next: unknown) =>
    onChange(rows.map((row, index) => (index === at ? changed(row, field, name, next as Value) : row)));
  const fresh = field.bare ? (field.fresh['value'] as string) : field.fresh;
  return (
    <fieldset className="twin-rows">
      <legend>{field.label}</legend>
      {rows.map((row, at) => (
        <div className="twin-row" key={at}>
          {field.fields.map((one) => (
            <OnePart
              key={one.name}
              t={t}
              id={`${id}-${at}-${one.name}`}
              field={one}
              value={field.bare ? row : (row as Record<string, Value>)[one.name]}
              onChange={(next) => set(at, one.name, next)}
            />
          ))}
          <Button
            type="button"
            look="second"
            onClick={() => onChange(rows.filter((_, index) => index !== at))}
          >
            {t('Bỏ')}
          </Button>
        </div>
      ))}
      <Button type="button" look="second" onClick={() => onChange([...rows, fresh])}>
        {field.add}
      </Button>
    </fieldset>
  );
}

function changed(row: Row, field: RowsField, name: string, next: Value): Row {
  return field.bare ? next : { ...(row as Record<string, Value>), [name]: next };
}

/** Typed text becomes numbers where the field is one. */
export function settled(
  fields: readonly FormField[],
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const out: Record<string, unknown> = { ...values };
  for (const field of fields) {
    if (field.is === 'number') out[field.name] = Number(values[field.name]);
    if (field.is === 'rows' && !field.bare)
      out[field.name] = ((values[field.name] ?? []) as Record<string, unknown>[]).map((row) =>
        settled(field.fields, row),
      );
  }
  return out;
}
