// What a moderator decides: on to the next, hide with a reason, keep a sender out; with what people say and how sure the place is.
import { type DeskContext, momentWords } from '@city/ui/desk';
import { Button, Select, TextArea, TextInput } from '@city/ui/parts';
import { ActionPane } from '@city/ui/staff';
import { useState } from 'react';
import { flagWords } from '../../moderation/flag-reasons.ts';
import type { LookView, PhotoToLook } from '../../moderation/moderation-schemas.ts';
import { limits } from '../../limits.ts';
import type { Decision } from './api.ts';
import { LookOriginal } from './look-original.tsx';
import { senderNames } from './sender-names.ts';

export type LookActionsProps = {
  desk: DeskContext;
  view: LookView;
  photo: PhotoToLook | undefined;
  busy: boolean;
  onDecide: (decision: Decision) => Promise<boolean>;
  onDone: (flags: 'upheld' | 'dismissed') => void;
};

export function LookActions(props: LookActionsProps) {
  const { desk, view, busy, onDone } = props;
  const { t } = desk;
  return (
    <ActionPane label={t('Quyết định')}>
      <div className="look-act">
        <Button type="button" look="primary" wide disabled={busy} onClick={() => onDone('dismissed')}>
          {view.flags > 0 ? t('Không vi phạm, việc sau') : t('Đã xem, việc sau')} <kbd>A</kbd>
        </Button>
        {view.flags > 0 && (
          <Button type="button" wide disabled={busy} onClick={() => onDone('upheld')}>
            {t('Báo đúng, đã xử lý, việc sau')}
          </Button>
        )}
        <Raised {...props} />
        <Place {...props} />
        <Visibility {...props} />
        {props.photo && (
          <LookOriginal key={props.photo.id} desk={desk} code={view.trackingCode} photo={props.photo.id} />
        )}
        <Ban {...props} />
        <Story {...props} />
      </div>
    </ActionPane>
  );
}

function Raised({ desk: { t, lang }, view }: LookActionsProps) {
  if (view.raised.length === 0) return null;
  const words = flagWords(t);
  return (
    <section>
      <h3>{t('Người dân báo')}</h3>
      <ul className="look-story">
        {view.raised.map((flag, at) => (
          <li key={`${flag.at}-${at}`}>
            <b>{words[flag.why]}</b>
            {flag.photo !== null && <span> · {t('ở một ảnh')}</span>}
            {flag.words !== null && <p>{flag.words}</p>}
            <small className="muted">
              {momentWords(new Date(flag.at), lang, 'tiny')}
              {flag.decision === 'upheld' && ` · ${t('báo đúng')}`}
              {flag.decision === 'dismissed' && ` · ${t('không vi phạm')}`}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Place({ desk: { t }, view: { place } }: LookActionsProps) {
  if (place === null) return null;
  const metres = (n: number) =>
    n >= 1_000 ? t('{km} km', { km: (n / 1_000).toFixed(1) }) : t('{n} m', { n });
  return (
    <section className={place.isDoubtful ? 'look-doubt' : undefined}>
      <h3>{place.isDoubtful ? t('Chỗ này chưa chắc') : t('Chỗ này khớp')}</h3>
      {place.photoMetres !== null && (
        <p>{t('Ảnh chụp cách ghim {far}', { far: metres(place.photoMetres) })}</p>
      )}
      {place.deviceMetres !== null && (
        <p>{t('Máy gửi cách ghim {far}', { far: metres(place.deviceMetres) })}</p>
      )}
      <p className="muted">
        {t('Điểm nghi ngờ {score} trên 100. Chỉ để tham khảo, không phải lý do từ chối.', {
          score: place.score,
        })}
      </p>
    </section>
  );
}

function Visibility({ desk: { t }, view, photo, busy, onDecide }: LookActionsProps) {
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const isShort = reason.trim().length < 3;
  const decide = async (decision: Decision) => {
    setAsked(true);
    if (isShort) document.getElementById('look-reason')?.focus();
    else if (await onDecide(decision)) {
      setReason('');
      setAsked(false);
    }
  };
  const why = reason.trim();
  return (
    <section>
      <h3>{t('Ẩn hoặc hiện')}</h3>
      <TextArea
        t={t}
        id="look-reason"
        name="reason"
        rows={2}
        label={t('Lý do')}
        hint={t('Người gửi đọc được lý do ẩn phản ánh.')}
        value={reason}
        maxLength={limits.reasonMax}
        error={asked && isShort ? t('Ghi lý do; ai xem lại cũng hiểu') : undefined}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="act-steps">
        <Button
          type="button"
          size="sm"
          disabled={busy}
          onClick={() => void decide({ verb: view.isHidden ? 'show' : 'hide', reason: why })}
        >
          {view.isHidden ? t('Hiện lại phản ánh') : t('Ẩn phản ánh')}
        </Button>
        {photo && (
          <Button
            type="button"
            size="sm"
            disabled={busy}
            onClick={() =>
              void decide({
                verb: photo.isHidden ? 'photo-show' : 'photo-hide',
                photo: photo.id,
                reason: why,
              })
            }
          >
            {photo.isHidden ? t('Hiện lại ảnh này') : t('Ẩn ảnh này')}
          </Button>
        )}
      </div>
    </section>
  );
}

function Ban({ desk: { t, lang }, view: { sender }, busy, onDecide }: LookActionsProps) {
  const names = senderNames(t);
  const [kind, setKind] = useState(sender.kinds[0] ?? 'device');
  const [days, setDays] = useState('7');
  const [reason, setReason] = useState('');
  const count = Number(days);
  const isReady =
    reason.trim().length >= 3 && Number.isInteger(count) && count >= 1 && count <= sender.mostDays;
  if (sender.kinds.length === 0) return null;
  return (
    <details className="look-ban">
      <summary>{t('Chặn người gửi')}</summary>
      <p className="muted">
        {sender.bannedUntil === null
          ? t('Đã gửi {n} phản ánh trong thời gian còn ghi nhớ. Không ai thấy người gửi là ai.', {
              n: sender.sentLately,
            })
          : t('Đang bị chặn đến {until}.', {
              until: momentWords(new Date(sender.bannedUntil), lang, 'tiny'),
            })}
      </p>
      <Select
        t={t}
        id="look-ban-kind"
        name="kind"
        label={t('Chặn theo')}
        value={kind}
        options={sender.kinds.map((one) => ({ value: one, name: names[one] }))}
        onChange={(event) => setKind(event.target.value as typeof kind)}
      />
      <TextInput
        t={t}
        id="look-ban-days"
        name="days"
        inputMode="numeric"
        width="short"
        label={t('Bao nhiêu ngày')}
        hint={t('Nhiều nhất {n} ngày', { n: sender.mostDays })}
        value={days}
        onChange={(event) => setDays(event.target.value)}
      />
      <TextInput
        t={t}
        id="look-ban-reason"
        name="reason"
        label={t('Lý do, người gửi đọc được')}
        value={reason}
        maxLength={limits.reasonMax}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button
        type="button"
        size="sm"
        disabled={busy || !isReady}
        onClick={() => void onDecide({ verb: 'ban', kind, days: count, reason: reason.trim() })}
      >
        {t('Chặn')}
      </Button>
    </details>
  );
}

function Story({ desk: { t, lang }, view }: LookActionsProps) {
  if (view.decisions.length === 0) return null;
  const names: Readonly<Record<string, string>> = {
    hide: t('Ẩn phản ánh'),
    show: t('Hiện lại phản ánh'),
    edit: t('Sửa lời công khai'),
    photo_hide: t('Ẩn một ảnh'),
    photo_show: t('Hiện lại một ảnh'),
    photo_cover: t('Che trên ảnh'),
    approve: t('Đã xem'),
    ban: t('Chặn người gửi'),
  };
  return (
    <section>
      <h3>{t('Đã quyết định')}</h3>
      <ul className="look-story">
        {view.decisions.map((one) => (
          <li key={`${one.at}-${one.action}`}>
            <b>{names[one.action] ?? one.action}</b>
            {one.reason !== null && <p>{one.reason}</p>}
            <small className="muted">
              {one.by} · {momentWords(new Date(one.at), lang, 'tiny')}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
