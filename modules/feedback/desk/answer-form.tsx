// The answer to people: its words, the pictures of the place afterwards, what is looked at before it goes out.
import { type DeskContext, timeWords } from '@city/ui/desk';
import { Button, Icon, TextArea } from '@city/ui/parts';
import { Checks, KeyHint, PhotoDrop, useKeys } from '@city/ui/staff';
import { useEffect, useMemo, useState } from 'react';
import type { DeskView } from '../contract.ts';
import { limits } from '../limits.ts';
import { checkAnswer } from './answer-checks.ts';
import { useDraft } from './drafts.ts';
import { TemplatePick } from './handling/template-pick.tsx';
import { fieldProblem } from './problem-words.ts';
import type { useStep } from './use-step.ts';

type AnswerFormProps = { desk: DeskContext; view: DeskView; step: ReturnType<typeof useStep> };

export function AnswerForm({ desk, view, step }: AnswerFormProps) {
  const { t } = desk;
  const draft = useDraft(view.trackingCode);
  const [photos, setPhotos] = useState<readonly File[]>([]);
  const [asked, setAsked] = useState(false);
  const checks = checkAnswer(draft.words, photos.length, t);
  const stopping = checks.find(({ stops }) => stops);
  // Where a leader's word is needed the same words go there first.
  const verb = view.actions.includes('resolve') ? 'resolve' : 'submit';
  const error = step.failed?.verb === verb ? step.failed.error : undefined;
  const wordsError = fieldProblem(error, 'words') ?? (asked && stopping ? stopping.text : undefined);
  const photoError = fieldProblem(error, 'photos');
  const send = async () => {
    setAsked(true);
    if (stopping) return document.getElementById('answer-words')?.focus();
    if (await step.take({ verb, words: draft.words.trim(), photos })) draft.forget();
  };
  useKeys([
    { keys: 'Ctrl+Enter', name: t('gửi trả lời'), quiet: true, whenTyping: true, run: () => void send() },
  ]);
  return (
    <form
      className="act-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TemplatePick desk={desk} view={view} use="resolve" onPick={draft.write} />
      <TextArea
        t={t}
        id="answer-words"
        name="words"
        label={t('Trả lời người dân')}
        value={draft.words}
        maxLength={limits.answerMax}
        error={wordsError}
        placeholder={t('Kính gửi ông/bà, …')}
        onChange={(event) => draft.write(event.target.value)}
      />
      <p className="act-saved num" aria-live="off">
        {draft.savedAt
          ? t('Đã lưu nháp {time}', { time: timeWords(draft.savedAt) })
          : t('Ai cũng đọc được câu trả lời này')}{' '}
        <KeyHint keys="t" />
      </p>
      <AnswerPhotos t={t} photos={photos} onChange={setPhotos} error={photoError} />
      <Checks label={t('Trước khi gửi')} checks={checks} />
      <Button
        type="submit"
        look={view.actions.includes('accept') ? 'second' : 'primary'}
        wide
        disabled={step.busy !== null}
      >
        {step.busy === verb ? t('Đang gửi…') : sendWords(t, verb, photos.length)}{' '}
        <KeyHint keys="Ctrl+Enter" />
      </Button>
    </form>
  );
}

function sendWords(t: DeskContext['t'], verb: 'resolve' | 'submit', photos: number): string {
  if (verb === 'submit') return t('Trình lãnh đạo duyệt');
  return photos > 0 ? t('Gửi trả lời') : t('Gửi, không có ảnh');
}

type AnswerPhotosProps = {
  t: DeskContext['t'];
  photos: readonly File[];
  onChange: (photos: readonly File[]) => void;
  error: string | undefined;
};

function AnswerPhotos({ t, photos, onChange, error }: AnswerPhotosProps) {
  const [tooMany, setTooMany] = useState(false);
  const urls = useMemo(() => photos.map((photo) => URL.createObjectURL(photo)), [photos]);
  useEffect(() => () => urls.forEach((url) => URL.revokeObjectURL(url)), [urls]);
  const take = (files: File[]) => {
    const fitting = files.filter((file) => file.size <= limits.photoBytes);
    const next = [...photos, ...fitting].slice(0, limits.photosPerAnswer);
    setTooMany(next.length < photos.length + files.length);
    onChange(next);
  };
  return (
    <>
      {photos.length < limits.photosPerAnswer && (
        <PhotoDrop
          title={t('Ảnh sau khi làm')}
          text={t('Kéo, dán ảnh vào đây, hoặc bấm để chọn. Chụp cùng chỗ với ảnh người dân.')}
          multiple
          onFiles={take}
        />
      )}
      {tooMany && (
        <p className="act-problem">
          {t('Nhiều nhất {max} ảnh, mỗi ảnh không quá 15 MB.', { max: limits.photosPerAnswer })}
        </p>
      )}
      {error !== undefined && (
        <p className="act-problem" role="alert">
          {error}
        </p>
      )}
      {photos.length > 0 && (
        <ul className="act-photos">
          {photos.map((photo, at) => (
            <li key={urls[at]}>
              <img src={urls[at]} alt={t('Ảnh sau khi làm {at}', { at: at + 1 })} />
              <button
                type="button"
                aria-label={t('Bỏ ảnh {at}', { at: at + 1 })}
                onClick={() => onChange(photos.filter((one) => one !== photo))}
              >
                <Icon name="close" size="xs" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
