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

export function WarningActions({
  desk,
  detail,
}: {
  readonly desk: DeskContext;
  readonly detail: WarningDetail;
}) {
  const { t, me } = desk;
  const { busy, problem, run } = useSend(desk);
  const [words, setWords] = useState('');
  const { warning, actions, isOwn } = detail;
  const can = (action: string) => actions.includes(action);
  const take = (verb: string, body: object = {}) =>
    void run(() => send(`warnings/${warning.id}/${verb}`, body, warning.version), t('Đã ghi'));
  const isShort = words.trim().length < limits.reasonMin;
  const isWriter = me.post.role === 'operator' || me.post.role === 'shift_lead';
  const needsReason = can('send_back') || can('discard') || can('cancel');
  return (
    <div className="centre-verbs">
      <Problem words={problem} />
      {warning.state === 'review' && isOwn ? (
        <Banner tone="soon" title={t('Cần một người khác phát')}>
          <p>
            {t('Bạn đã viết một phần cảnh báo này. Trưởng ca hoặc lãnh đạo chưa viết chữ nào mới phát được.')}
          </p>
        </Banner>
      ) : null}
      {can('submit') ? (
        <Button look="primary" wide disabled={busy} onClick={() => take('submit')}>
          {t('Trình người thứ hai')}
        </Button>
      ) : null}
      {can('release') ? (
        <Button look="primary" wide icon="send" disabled={busy} onClick={() => take('release')}>
          {warning.status === 'Actual' ? t('Đã đọc kỹ, phát cho dân') : t('Đã đọc kỹ, phát bản diễn tập')}
        </Button>
      ) : null}
      {warning.state === 'released' && isWriter && warning.msgType !== 'Cancel' ? (
        <ButtonLink href={`/desk/warnings?${new URLSearchParams({ new: '1', updates: warning.id })}`}>
          {t('Soạn bản cập nhật')}
        </ButtonLink>
      ) : null}
      {can('edit') ? (
        <ButtonLink href={`/desk/warnings?${new URLSearchParams({ new: '1', edit: warning.id })}`}>
          {t('Sửa bản soạn')}
        </ButtonLink>
      ) : null}
      {needsReason ? (
        <TextInput
          t={t}
          id="why"
          name="words"
          label={t('Lý do')}
          value={words}
          maxLength={limits.wordsMax}
          onChange={(event) => setWords(event.target.value)}
        />
      ) : null}
      {can('cancel') && warning.msgType !== 'Cancel' ? (
        <Button
          wide
          icon="close"
          disabled={busy}
          onClick={() => take('cancel', { words: isShort ? t('Cảnh báo phát nhầm') : words })}
        >
          {t('Huỷ cảnh báo ngay')}
        </Button>
      ) : null}
      {can('send_back') ? (
        <Button disabled={busy || isShort} onClick={() => take('send-back', { words })}>
          {t('Trả lại người soạn')}
        </Button>
      ) : null}
      {can('discard') && isWriter ? (
        <Button disabled={busy || isShort} onClick={() => take('discard', { words })}>
          {warningActionWords(t, 'discard')}
        </Button>
      ) : null}
    </div>
  );
}
