// What the reporter wrote, with personal data marked as a program finds it; the public words below, to edit and to mask.
import type { DeskContext } from '@city/ui/desk';
import { Button, TextArea, TextInput } from '@city/ui/parts';
import { type ReactNode, useRef, useState } from 'react';
import type { LookView } from '../../moderation/moderation-schemas.ts';
import { limits } from '../../limits.ts';
import type { Decision } from './api.ts';

/** The same words as `maskPersonalData` leaves in a text; part of the report, whatever the screen's language. */
const masked = '[đã che]';

export function MarkedWords({
  desk: { t },
  original,
}: {
  desk: DeskContext;
  original: LookView['original'];
}) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { from, to } of original.marks) {
    parts.push(original.words.slice(at, from), <mark key={from}>{original.words.slice(from, to)}</mark>);
    at = to;
  }
  parts.push(original.words.slice(at));
  return (
    <section className="look-words">
      <h3>{t('Người gửi viết')}</h3>
      <p className="words">{parts}</p>
      {original.marks.length > 0 && (
        <p className="muted">
          {t('Chỗ tô màu đã được che ở bản công khai. Bản gốc giữ nguyên, chỉ cơ quan xem được.')}
        </p>
      )}
    </section>
  );
}

type EditTextsProps = {
  desk: DeskContext;
  view: LookView;
  busy: boolean;
  onDecide: (decision: Decision) => Promise<boolean>;
};

/** Mount it anew for each version of the texts. */
export function EditTexts({ desk: { t }, view, busy, onDecide }: EditTextsProps) {
  const { texts } = view;
  const [words, setWords] = useState(texts.words);
  const [address, setAddress] = useState(texts.address ?? '');
  const [landmark, setLandmark] = useState(texts.landmark ?? '');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const area = useRef<HTMLDivElement>(null);
  const isChanged =
    words !== texts.words || address !== (texts.address ?? '') || landmark !== (texts.landmark ?? '');
  const isShort = reason.trim().length < 3;
  const mask = () => {
    const field = area.current?.querySelector('textarea');
    if (!field || field.selectionStart === field.selectionEnd) return;
    setWords(`${words.slice(0, field.selectionStart)}${masked}${words.slice(field.selectionEnd)}`);
  };
  const save = () => {
    setAsked(true);
    if (isShort) document.getElementById('look-words-reason')?.focus();
    else
      void onDecide({
        verb: 'texts',
        words,
        address: address || null,
        landmark: landmark || null,
        reason: reason.trim(),
      });
  };
  return (
    <form
      className="look-edit"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div ref={area}>
        <TextArea
          t={t}
          id="look-public-words"
          name="words"
          label={t('Lời công khai')}
          rows={4}
          value={words}
          maxLength={limits.wordsMax * 2}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      <Button type="button" size="sm" onClick={mask}>
        {t('Che đoạn đang bôi chọn')}
      </Button>
      <Line t={t} name="address" label={t('Địa chỉ công khai')} value={address} onChange={setAddress} />
      {(texts.landmark !== null || landmark !== '') && (
        <Line t={t} name="landmark" label={t('Chỗ dễ thấy')} value={landmark} onChange={setLandmark} />
      )}
      {isChanged && (
        <WhyEdited t={t} reason={reason} isWrong={asked && isShort} busy={busy} onReason={setReason} />
      )}
    </form>
  );
}

type LineProps = {
  t: DeskContext['t'];
  name: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
};

function Line({ t, name, label, value, onChange }: LineProps) {
  return (
    <TextInput
      t={t}
      id={`look-${name}`}
      name={name}
      label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

type WhyEditedProps = {
  t: DeskContext['t'];
  reason: string;
  isWrong: boolean;
  busy: boolean;
  onReason: (reason: string) => void;
};

function WhyEdited({ t, reason, isWrong, busy, onReason }: WhyEditedProps) {
  return (
    <>
      <TextInput
        t={t}
        id="look-words-reason"
        name="reason"
        label={t('Lý do sửa')}
        value={reason}
        maxLength={limits.reasonMax}
        error={isWrong ? t('Ghi lý do; ai xem lại cũng hiểu') : undefined}
        onChange={(event) => onReason(event.target.value)}
      />
      <Button type="submit" size="sm" disabled={busy}>
        {t('Lưu lời công khai')}
      </Button>
    </>
  );
}
