// What may be done with a warning: hand in, the second person's release, send back, update, and cancel with one press.
import type { DeskContext } from '@city/ui/desk';
import { Banner, Button, ButtonLink, TextInput } from '@city/ui/parts';
import { useState } from 'react';
import type { WarningDetail } from '../warnings/warning-view.ts';
import { limits } from '../limits.ts';
import { send } from './api.ts';
import { Problem } from './problem.tsx';
import { useSend } from './use-send.ts';
import { warningActionWords } from './words.ts';

interface PartProps {
  readonly desk: DeskContext;
  readonly detail: WarningDetail;
  readonly busy: boolean;
  readonly take: (verb: string, body?: object) => void;
}

export function WarningActions({
  desk,
  detail,
}: {
  readonly desk: DeskContext;
  readonly detail: WarningDetail;
}) {
  const { t } = desk;
  const { busy, problem, run } = useSend(desk);
  const { id, version, state } = detail.warning;
  const take = (verb: string, body: object = {}) =>
    void run(() => send(`warnings/${id}/${verb}`, body, version), t('Đã ghi'));
  return (
    <div className="centre-verbs">
      <Problem words={problem} />
      {state === 'review' && detail.isOwn ? (
        <Banner tone="soon" title={t('Cần một người khác phát')}>
          <p>
            {t('Bạn đã viết một phần cảnh báo này. Trưởng ca hoặc lãnh đạo chưa viết chữ nào mới phát được.')}
          </p>
        </Banner>
      ) : null}
      <Forward desk={desk} detail={detail} busy={busy} take={take} />
      <Back desk={desk} detail={detail} busy={busy} take={take} />
    </div>
  );
}

const isWriter = ({ me }: DeskContext): boolean =>
  me.post.role === 'operator' || me.post.role === 'shift_lead';

/** What brings a warning on: hand in, release, update, edit. */
function Forward({ desk, detail: { warning, actions }, busy, take }: PartProps) {
  const { t } = desk;
  const at = (query: Record<string, string>) =>
    `/desk/warnings?${new URLSearchParams({ new: '1', ...query })}`;
  return (
    <>
      {actions.includes('submit') ? (
        <Button look="primary" wide disabled={busy} onClick={() => take('submit')}>
          {t('Trình người thứ hai')}
        </Button>
      ) : null}
      {actions.includes('release') ? (
        <Button look="primary" wide icon="send" disabled={busy} onClick={() => take('release')}>
          {warning.status === 'Actual' ? t('Đã đọc kỹ, phát cho dân') : t('Đã đọc kỹ, phát bản diễn tập')}
        </Button>
      ) : null}
      {warning.state === 'released' && isWriter(desk) && warning.msgType !== 'Cancel' ? (
        <ButtonLink href={at({ updates: warning.id })}>{t('Soạn bản cập nhật')}</ButtonLink>
      ) : null}
      {actions.includes('edit') ? (
        <ButtonLink href={at({ edit: warning.id })}>{t('Sửa bản soạn')}</ButtonLink>
      ) : null}
    </>
  );
}

/** What takes it back, with a reason: cancel at once, send back, discard. */
function Back({ desk, detail: { warning, actions }, busy, take }: PartProps) {
  const { t } = desk;
  const [words, setWords] = useState('');
  const mayCancel = actions.includes('cancel') && warning.msgType !== 'Cancel';
  const [mayReturn, mayDiscard] = [
    actions.includes('send_back'),
    actions.includes('discard') && isWriter(desk),
  ];
  if (!mayCancel && !mayReturn && !mayDiscard) return null;
  const isShort = words.trim().length < limits.reasonMin;
  return (
    <>
      <TextInput
        t={t}
        id="why"
        name="words"
        label={t('Lý do')}
        value={words}
        maxLength={limits.wordsMax}
        onChange={(event) => setWords(event.target.value)}
      />
      {mayCancel ? (
        <Button
          wide
          icon="close"
          disabled={busy}
          onClick={() => take('cancel', { words: isShort ? t('Cảnh báo phát nhầm') : words })}
        >
          {t('Huỷ cảnh báo ngay')}
        </Button>
      ) : null}
      {mayReturn ? (
        <Button disabled={busy || isShort} onClick={() => take('send-back', { words })}>
          {t('Trả lại người soạn')}
        </Button>
      ) : null}
      {mayDiscard ? (
        <Button disabled={busy || isShort} onClick={() => take('discard', { words })}>
          {warningActionWords(t, 'discard')}
        </Button>
      ) : null}
    </>
  );
}
