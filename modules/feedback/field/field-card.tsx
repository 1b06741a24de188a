// One report on the street: where, by when, what people say; accept, start, and the answer with a picture of the place.
import type { DeskContext } from '@city/ui/desk';
import { Button, StateTag, Tag, TextArea } from '@city/ui/parts';
import { RelativeDue, useNow } from '@city/ui/staff';
import { useState } from 'react';
import { petals, type DeskView, type ReportState } from '../contract.ts';
import { dueOf } from '../desk/row.ts';
import { stateName } from '../desk/state-words.ts';
import { limits } from '../limits.ts';
import { distanceWords, metresBetween } from './distance.ts';
import type { FieldAct, FieldVerb } from './field-store.ts';
import { stateAfter } from './field-sync.ts';
import type { Field } from './use-field.ts';

type CardProps = {
  desk: DeskContext;
  view: DeskView;
  field: Field;
  here: { lat: number; lon: number } | null;
};

export function FieldCard({ desk, view, field, here }: CardProps) {
  const { t, lang } = desk;
  const now = useNow(30_000);
  const own = field.acts.filter(({ code }) => code === view.trackingCode);
  const waiting = own.filter(({ problem }) => problem === null);
  const state = stateAfter(view.state, view.trackingCode, field.acts) as ReportState;
  const refused = own.find(({ problem }) => problem !== null);
  const photo = view.photos.find(({ role }) => role === 'before');
  return (
    <li className="field-card" id={`field-${view.trackingCode}`}>
      {photo && <img src={photo.mediumUrl} alt={t('Ảnh người dân gửi')} loading="lazy" />}
      <h2>{view.title[lang]}</h2>
      <p className="field-facts">
        <RelativeDue {...dueOf(view, { t, lang, now })} />
        {here && <b className="num">{distanceWords(metresBetween(here, view), lang)}</b>}
        <a href={`geo:${view.lat},${view.lon}?q=${view.lat},${view.lon}`} target="_self">
          {t('Chỉ đường')}
        </a>
      </p>
      <p>“{view.wordsUnmasked}”</p>
      <p className="field-facts">
        <StateTag t={t} step={petals(state).filled} size={20} name={stateName(state, t)} />
        {waiting.length > 0 && <Tag tone="soon">{t('chờ gửi {count}', { count: waiting.length })}</Tag>}
      </p>
      {refused ? (
        <Refused desk={desk} view={view} act={refused} field={field} />
      ) : (
        <Acts desk={desk} view={view} field={field} state={state} />
      )}
    </li>
  );
}

/** Said plainly: what was not taken, why, and what the report is now. */
function Refused({
  desk: { t },
  view,
  act,
  field,
}: {
  desk: DeskContext;
  view: DeskView;
  act: FieldAct;
  field: Field;
}) {
  return (
    <div className="field-refused" role="alert">
      <b>{t('Chưa gửi được: {verb}', { verb: verbName(act.verb, t) })}</b>
      <p>
        {act.problem?.status === 412
          ? t('Việc đã đổi khi bạn mất mạng. Bây giờ: {state}.', { state: stateName(view.state, t) })
          : act.problem?.words}
      </p>
      {act.words !== '' && <blockquote>{act.words}</blockquote>}
      <div>
        <Button type="button" look="primary" disabled={field.isSyncing} onClick={() => void field.again(act)}>
          {t('Gửi lại trên bản mới')}
        </Button>
        <Button type="button" onClick={() => void field.giveUp(act)}>
          {t('Bỏ bước này')}
        </Button>
      </div>
    </div>
  );
}

function Acts({
  desk,
  view,
  field,
  state,
}: {
  desk: DeskContext;
  view: DeskView;
  field: Field;
  state: ReportState;
}) {
  const { t } = desk;
  const [isAnswering, setAnswering] = useState(false);
  if (state === 'new')
    return (
      <Button type="button" look="primary" wide onClick={() => void field.take(view, 'accept')}>
        {t('Tiếp nhận')}
      </Button>
    );
  if (state !== 'accepted' && state !== 'in_progress') return null;
  if (isAnswering) return <Answer desk={desk} view={view} field={field} onDone={() => setAnswering(false)} />;
  return (
    <div className="field-acts">
      {state === 'accepted' && (
        <Button type="button" wide onClick={() => void field.take(view, 'start')}>
          {t('Bắt đầu làm')}
        </Button>
      )}
      <Button type="button" look="primary" wide onClick={() => setAnswering(true)}>
        {t('Làm xong, trả lời')}
      </Button>
    </div>
  );
}

function Answer({
  desk: { t },
  view,
  field,
  onDone,
}: {
  desk: DeskContext;
  view: DeskView;
  field: Field;
  onDone: () => void;
}) {
  const [words, setWords] = useState('');
  const [photos, setPhotos] = useState<readonly File[]>([]);
  const [asked, setAsked] = useState(false);
  const needsPhoto = view.handling.evidenceMetres !== null;
  const isShort = words.trim().length < limits.wordsMin;
  const verb: FieldVerb = view.handling.needsApproval ? 'submit' : 'resolve';
  const send = () => {
    setAsked(true);
    if (isShort || (needsPhoto && photos.length === 0)) return;
    onDone();
    void field.take(view, verb, { words: words.trim(), photos });
  };
  const id = `field-words-${view.trackingCode}`;
  return (
    <form
      className="field-answer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <PhotoTake t={t} count={photos.length} onTake={setPhotos} />
      {asked && needsPhoto && photos.length === 0 && (
        <p className="act-problem" role="alert">
          {t('Việc này cần ảnh chụp tại chỗ, cách ghim không quá {metres} m.', {
            metres: view.handling.evidenceMetres ?? 0,
          })}
        </p>
      )}
      <TextArea
        t={t}
        id={id}
        name="words"
        label={t('Đã làm gì')}
        rows={3}
        value={words}
        maxLength={limits.answerMax}
        error={asked && isShort ? t('Nói một dòng đã làm gì.') : undefined}
        onChange={(event) => setWords(event.target.value)}
      />
      <Button look="primary" wide>
        {verb === 'submit' ? t('Gửi lãnh đạo duyệt') : t('Gửi trả lời')}
      </Button>
      <Button type="button" look="plain" wide onClick={onDone}>
        {t('Để sau')}
      </Button>
    </form>
  );
}

type PhotoTakeProps = { t: DeskContext['t']; count: number; onTake: (photos: readonly File[]) => void };

/** Opens the camera on a phone, the files elsewhere. */
function PhotoTake({ t, count, onTake }: PhotoTakeProps) {
  return (
    <label className="btn btn-second btn-wide field-photo">
      {count === 0 ? t('Chụp ảnh tại chỗ') : t('Đã có {count} ảnh, chụp lại', { count })}
      <input
        type="file"
        className="vh"
        accept="image/*"
        capture="environment"
        multiple
        onChange={(event) => onTake([...(event.target.files ?? [])].slice(0, limits.photosPerAnswer))}
      />
    </label>
  );
}

function verbName(verb: FieldVerb, t: DeskContext['t']): string {
  switch (verb) {
    case 'accept':
      return t('tiếp nhận');
    case 'start':
      return t('bắt đầu làm');
    case 'resolve':
      return t('trả lời');
    case 'submit':
      return t('gửi lãnh đạo duyệt');
  }
}
