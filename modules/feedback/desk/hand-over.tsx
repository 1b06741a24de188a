// To another body: those concerned first, any other by typing, with the reason that the reporter reads.
import { useQuery } from '@tanstack/react-query';
import type { DeskContext } from '@city/ui/desk';
import { Button, Icon, TextArea } from '@city/ui/parts';
import { KeyHint, LazyPickField, useKeys } from '@city/ui/staff';
import { useRef, useState } from 'react';
import type { DeskView } from '../contract.ts';
import { limits } from '../limits.ts';
import { askBodies, keys } from './api.ts';
import { fieldProblem } from './problem-words.ts';
import type { useStep } from './use-step.ts';

type HandOverProps = { desk: DeskContext; view: DeskView; step: ReturnType<typeof useStep> };

export function HandOver({ desk: { t, lang }, view, step }: HandOverProps) {
  const [body, setBody] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  // The combo box is heavy: it comes when somebody wants to choose.
  const [isOpen, setOpen] = useState(false);
  const section = useRef<HTMLElement>(null);
  const bodies = useQuery({
    queryKey: keys.bodies,
    queryFn: ({ signal }) => askBodies(signal),
    staleTime: Infinity,
    enabled: isOpen,
  });
  const options = optionsOf(view, bodies.data ?? [], { t, lang });
  const isShort = reason.trim().length < 3;
  const refused =
    step.failed?.verb === 'assign'
      ? (fieldProblem(step.failed.error, 'reason') ?? fieldProblem(step.failed.error, 'body'))
      : undefined;
  const choose = () => {
    setOpen(true);
    focusWhenThere(section.current, '.pick input');
  };
  const send = () => {
    setAsked(isOpen);
    if (body === null) return choose();
    if (isShort) return document.getElementById('hand-over-reason')?.focus();
    void step.take({ verb: 'assign', body, reason: reason.trim() });
  };
  useKeys([{ keys: 'c', name: t('chuyển'), run: choose }]);
  return (
    <section className="hand" ref={section} aria-labelledby="hand-over-title">
      <h3 id="hand-over-title">{t('Chuyển cơ quan khác')}</h3>
      {isOpen ? (
        <LazyPickField
          label={t('Cơ quan nhận')}
          labelHidden
          placeholder={t('Chọn cơ quan, hoặc gõ tên')}
          options={options}
          value={body}
          onChange={setBody}
          emptyText={t('Không có cơ quan nào tên như vậy')}
        />
      ) : (
        <PickButton text={t('Chọn cơ quan, hoặc gõ tên')} onPress={choose} />
      )}
      {asked && body === null && (
        <p className="act-problem" role="alert">
          {t('Chọn cơ quan nhận việc')}
        </p>
      )}
      <p className="muted">{returnsWords(view, t)}</p>
      {body !== null && (
        <TextArea
          t={t}
          id="hand-over-reason"
          name="reason"
          rows={3}
          label={t('Vì sao chuyển')}
          value={reason}
          maxLength={limits.reasonMax}
          error={refused ?? (asked && isShort ? t('Ghi lý do để người dân và cơ quan sau hiểu') : undefined)}
          onChange={(event) => setReason(event.target.value)}
        />
      )}
      <Button type="button" wide disabled={step.busy !== null} onClick={send}>
        {step.busy === 'assign' ? t('Đang chuyển…') : t('Chuyển')} <KeyHint keys="c" />
      </Button>
    </section>
  );
}

function PickButton({ text, onPress }: { text: string; onPress: () => void }) {
  return (
    <button type="button" className="hand-pick" onClick={onPress}>
      <Icon name="office" size="sm" />
      {text}
      <Icon name="chevron-down" size="sm" />
    </button>
  );
}

/** The bodies concerned first, then all others. */
function optionsOf(
  view: DeskView,
  all: readonly { readonly code: string; readonly name: { vi: string; en: string } }[],
  { t, lang }: Pick<DeskContext, 't' | 'lang'>,
) {
  const near = view.handOverTo.map(({ code }) => code);
  const others = all.filter(({ code }) => code !== view.body.code && !near.includes(code));
  return [
    ...view.handOverTo.map(({ code, name }) => ({
      id: code,
      name: name[lang],
      detail: t('cơ quan liên quan'),
    })),
    ...others.map(({ code, name }) => ({ id: code, name: name[lang] })),
  ];
}

/** A part that is on its way takes the focus when it comes, unless the person has gone on meanwhile. */
function focusWhenThere(within: HTMLElement | null, selector: string, tries = 40): void {
  const found = within?.querySelector<HTMLElement>(selector);
  if (found) found.focus();
  else if (tries > 0) setTimeout(() => focusWhenThere(within, selector, tries - 1), 50);
}

function returnsWords({ holders, returned, returnsAllowed }: DeskView, t: DeskContext['t']): string {
  const moved = Math.max(0, holders.length - 1);
  const told =
    moved === 0
      ? t('Chưa chuyển lần nào.')
      : t('Đã chuyển {moved} lần, bị trả lại {returned} lần.', { moved, returned });
  return `${told} ${t('Trả lại {allowed} lần thì điều phối viên thành phố quyết định. Hẹn giữ nguyên.', { allowed: returnsAllowed })}`;
}
