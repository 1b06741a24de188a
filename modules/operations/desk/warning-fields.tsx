// The fields of a warning.
import type { DeskContext } from '@city/ui/desk';
import { Button, Select, TextArea, TextInput } from '@city/ui/parts';
import { useState } from 'react';
import { limits } from '../limits.ts';
import type { WarningView } from '../warnings/warning-view.ts';
import type { Models } from './api.ts';
import { Problem } from './problem.tsx';
import type { Sending } from './use-send.ts';

export interface Draft {
  readonly status: string;
  readonly event: string;
  readonly urgency: string;
  readonly severity: string;
  readonly certainty: string;
  readonly headlineVi: string;
  readonly headlineEn: string;
  readonly descriptionVi: string;
  readonly descriptionEn: string;
  readonly instructionVi: string;
  readonly instructionEn: string;
  readonly areas: readonly string[];
  /** As the field has it: the city's own time, without seconds. */
  readonly expiresAt: string;
}

const cityTime = (at: number): string => new Date(at + 7 * 3_600_000).toISOString().slice(0, 16);

/** The model words of a kind, for one unit or for the whole city, holding for half a day. */
export function draftFrom(models: Models, event: string, area: string | null): Draft {
  const model = models.events.find(({ id }) => id === event) ?? models.events[0];
  return {
    status: 'Actual',
    event: model?.id ?? event,
    urgency: 'Expected',
    severity: 'Severe',
    certainty: 'Likely',
    headlineVi: model?.headline.vi ?? '',
    headlineEn: model?.headline.en ?? '',
    descriptionVi: model?.description.vi ?? '',
    descriptionEn: model?.description.en ?? '',
    instructionVi: model?.instruction.vi ?? '',
    instructionEn: model?.instruction.en ?? '',
    areas: area === null ? [] : [area],
    expiresAt: cityTime(Date.now() + 12 * 3_600_000),
  };
}

export function draftOf(warning: WarningView): Draft {
  return {
    status: warning.status,
    event: warning.event,
    urgency: warning.urgency,
    severity: warning.severity,
    certainty: warning.certainty,
    headlineVi: warning.headline.vi,
    headlineEn: warning.headline.en,
    descriptionVi: warning.description.vi,
    descriptionEn: warning.description.en,
    instructionVi: warning.instruction.vi,
    instructionEn: warning.instruction.en,
    areas: warning.areas.map(({ code }) => code),
    expiresAt: cityTime(Date.parse(warning.expiresAt)),
  };
}

interface FieldsProps {
  readonly desk: DeskContext;
  readonly models: Models;
  readonly start: Draft;
  readonly sending: Sending;
  readonly onSave: (draft: Draft) => void;
}

export function WarningFields({ desk, models, start, sending, onSave }: FieldsProps) {
  const { t, lang } = desk;
  const [draft, setDraft] = useState(start);
  const set = (patch: Partial<Draft>) => setDraft({ ...draft, ...patch });
  return (
    <form
      className="centre-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(draft);
      }}
    >
      <Problem words={sending.problem} />
      <Kind t={t} lang={lang} models={models} draft={draft} set={set} />
      {(['Vi', 'En'] as const).map((tongue) => (
        <fieldset key={tongue} className="centre-form">
          <legend>{tongue === 'Vi' ? t('Tiếng Việt') : t('Tiếng Anh')}</legend>
          <TextInput
            t={t}
            id={`headline-${tongue}`}
            name={`headline${tongue}`}
            label={t('Một dòng')}
            value={draft[`headline${tongue}`]}
            maxLength={limits.titleMax}
            onChange={(event) => set({ [`headline${tongue}`]: event.target.value })}
          />
          <TextArea
            t={t}
            id={`description-${tongue}`}
            name={`description${tongue}`}
            label={t('Chuyện gì')}
            value={draft[`description${tongue}`]}
            maxLength={2000}
            onChange={(event) => set({ [`description${tongue}`]: event.target.value })}
          />
          <TextArea
            t={t}
            id={`instruction-${tongue}`}
            name={`instruction${tongue}`}
            label={t('Nên làm gì')}
            value={draft[`instruction${tongue}`]}
            maxLength={2000}
            onChange={(event) => set({ [`instruction${tongue}`]: event.target.value })}
          />
        </fieldset>
      ))}
      <Areas t={t} lang={lang} models={models} draft={draft} set={set} />
      <TextInput
        t={t}
        id="expires"
        name="expiresAt"
        type="datetime-local"
        label={t('Hết hiệu lực lúc')}
        value={draft.expiresAt}
        onChange={(event) => set({ expiresAt: event.target.value })}
      />
      <Button look="primary" disabled={sending.busy}>
        {t('Lưu bản soạn')}
      </Button>
    </form>
  );
}

interface PartProps {
  readonly t: DeskContext['t'];
  readonly lang: 'vi' | 'en';
  readonly models: Models;
  readonly draft: Draft;
  readonly set: (patch: Partial<Draft>) => void;
}

function Kind({ t, lang, models, draft, set }: PartProps) {
  const plain = (values: readonly string[]) => values.map((value) => ({ value, name: value }));
  const choose = (event: string) => {
    const { status, urgency, severity, certainty, areas, expiresAt } = draft;
    set({ ...draftFrom(models, event, null), status, urgency, severity, certainty, areas, expiresAt });
  };
  return (
    <div className="centre-fields">
      <Select
        t={t}
        id="event"
        name="event"
        label={t('Loại')}
        value={draft.event}
        options={models.events.map(({ id, name }) => ({ value: id, name: name[lang] }))}
        onChange={(event) => choose(event.target.value)}
      />
      <Select
        t={t}
        id="status"
        name="status"
        label={t('Thật hay diễn tập')}
        value={draft.status}
        options={[
          { value: 'Actual', name: t('Thật') },
          { value: 'Exercise', name: t('Diễn tập') },
          { value: 'Test', name: t('Thử nghiệm') },
        ]}
        onChange={(event) => set({ status: event.target.value })}
      />
      <Select
        t={t}
        id="cap-severity"
        name="severity"
        label={t('Nặng đến đâu (CAP)')}
        value={draft.severity}
        options={plain(['Extreme', 'Severe', 'Moderate', 'Minor'])}
        onChange={(event) => set({ severity: event.target.value })}
      />
      <Select
        t={t}
        id="urgency"
        name="urgency"
        label={t('Gấp đến đâu (CAP)')}
        value={draft.urgency}
        options={plain(['Immediate', 'Expected', 'Future'])}
        onChange={(event) => set({ urgency: event.target.value })}
      />
      <Select
        t={t}
        id="certainty"
        name="certainty"
        label={t('Chắc đến đâu (CAP)')}
        value={draft.certainty}
        options={plain(['Observed', 'Likely', 'Possible'])}
        onChange={(event) => set({ certainty: event.target.value })}
      />
    </div>
  );
}

function Areas({ t, lang, models, draft, set }: PartProps) {
  const chosen = new Set(draft.areas);
  const flip = (code: string) => {
    const next = new Set(chosen);
    if (!next.delete(code)) next.add(code);
    set({ areas: [...next] });
  };
  return (
    <details className="centre-more" open={draft.areas.length > 0}>
      <summary>
        {draft.areas.length === 0
          ? t('Địa bàn: cả thành phố')
          : t('Địa bàn: {n} phường, xã', { n: draft.areas.length })}
      </summary>
      <div className="centre-areas">
        {models.units.map(({ code, name }) => (
          <label key={code}>
            <input type="checkbox" checked={chosen.has(code)} onChange={() => flip(code)} />
            <span>{name[lang]}</span>
          </label>
        ))}
      </div>
    </details>
  );
}
