// The form of a scenario: change what matters, run it, keep it under a name.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DeskContext } from '@city/ui/desk';
import { Button, ErrorState, Select, TextInput } from '@city/ui/parts';
import { type FormEvent, useState } from 'react';
import type { Catalogue, Kind, NewRun, ScenarioInput } from '../contract.ts';
import { keys, problemWords, sendRun, sendScenario } from './api.ts';
import { FormFieldPart, settled } from './field-parts.tsx';
import { FloodedRoads } from './flooded-roads.tsx';
import { type FormField, fieldsOf } from './fields.ts';
import { kindNames } from './words.ts';

export interface Started {
  readonly title: string;
  readonly input: ScenarioInput;
}

export interface ScenarioFormProps {
  readonly desk: DeskContext;
  readonly catalogue: Catalogue;
  readonly start: Started;
  /** Those who may only look see the settings without the buttons. */
  readonly mayRun: boolean;
}

type Values = Readonly<Record<string, unknown>>;

const settingsOf = (input: ScenarioInput): Values => (input as unknown as Record<Kind, Values>)[input.kind];

export function ScenarioForm({ desk, catalogue, start, mayRun }: ScenarioFormProps) {
  const { t, lang } = desk;
  const { kind } = start.input;
  const [title, setTitle] = useState(start.title);
  const [values, setValues] = useState<Values>(settingsOf(start.input));
  const fields = fieldsOf(kind, { t, lang, catalogue });
  const all = [...fields.main, ...fields.more];
  const input = () => ({ kind, [kind]: settled(all, values) }) as unknown as ScenarioInput;
  const { run, keep } = useSending(desk, () => ({ title, input: input() }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run.mutate();
  };
  const parts = (list: readonly FormField[]) =>
    list.map((field) => (
      <FormFieldPart
        key={field.name}
        t={t}
        id={`twin-${field.name}`}
        field={field}
        value={values[field.name]}
        onChange={(value) => setValues({ ...values, [field.name]: value })}
      />
    ));
  return (
    <form className="twin-form" onSubmit={submit}>
      <p className="twin-kicker">{kindNames(t)[kind]}</p>
      <TextInput
        t={t}
        id="twin-title"
        name="title"
        label={t('Tên kịch bản')}
        required
        maxLength={200}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <div className="twin-fields">{parts(fields.main)}</div>
      {kind === 'evacuation' && (
        <FloodedRoads desk={desk} onChange={(closures) => setValues({ ...values, closures })} />
      )}
      <details className="twin-more">
        <summary>{t('Thông số khác')}</summary>
        <div className="twin-fields">
          {kind === 'flood' && (
            <Terrain
              t={t}
              catalogue={catalogue}
              value={values['terrain']}
              onChange={(terrain) => setValues({ ...values, terrain })}
            />
          )}
          {parts(fields.more)}
        </div>
      </details>
      {mayRun && (
        <div className="twin-buttons">
          <Button type="submit" look="primary" disabled={run.isPending}>
            {t('Chạy thử')}
          </Button>
          <Button type="button" look="second" disabled={keep.isPending} onClick={() => keep.mutate()}>
            {t('Lưu kịch bản')}
          </Button>
        </div>
      )}
      {run.isError && <ErrorState title={t('Chưa chạy được')}>{problemWords(run.error, t)}</ErrorState>}
      {keep.isError && <ErrorState title={t('Chưa lưu được')}>{problemWords(keep.error, t)}</ErrorState>}
    </form>
  );
}

/** Running and keeping what stands on the form. */
function useSending(desk: DeskContext, given: () => NewRun) {
  const queries = useQueryClient();
  const run = useMutation({
    mutationFn: () => sendRun(given()),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: keys.runs });
      desk.navigate(`/desk/twin?run=${id}`);
    },
  });
  const keep = useMutation({
    mutationFn: () => sendScenario(given()),
    onSuccess: () => {
      desk.announce(desk.t('Đã lưu kịch bản.'));
      return queries.invalidateQueries({ queryKey: keys.scenarios });
    },
  });
  return { run, keep };
}

interface TerrainProps {
  readonly t: DeskContext['t'];
  readonly catalogue: Catalogue;
  readonly value: unknown;
  readonly onChange: (id: string | null) => void;
}

function Terrain({ t, catalogue, value, onChange }: TerrainProps) {
  return (
    <Select
      t={t}
      id="twin-terrain"
      name="terrain"
      label={t('Địa hình')}
      value={String(value ?? '')}
      options={[
        { value: '', name: t('Bản mới nhất') },
        ...catalogue.terrains.map(({ id, name }) => ({ value: id, name })),
      ]}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  );
}
