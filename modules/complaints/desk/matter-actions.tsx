// What an officer may do with a matter now; steps that the person reads open a form for the words.
import type { DeskContext } from '@city/ui/desk';
import { Banner, Button, TextArea } from '@city/ui/parts';
import { ActionPane } from '@city/ui/staff';
import { useState } from 'react';
import { actionName, stateName } from '../cases/state-words.ts';
import { verbsWithWords } from '../cases/verbs-with-words.ts';
import type { MatterAction, MatterView } from '../contract.ts';
import { limits } from '../limits.ts';
import { sendStep } from './api.ts';
import { problemWords } from './words.ts';

export type MatterActionsProps = {
  desk: DeskContext;
  view: MatterView;
  onDone: (after: MatterView) => void;
  onProblem: (error: unknown) => void;
  onBack: () => void;
};

/** The straight way through the procedure; everything else stands below. */
const straight: readonly MatterAction[] = [
  'accept',
  'verify',
  'hear',
  'decide',
  'resume',
  'supplement',
  'close',
];

export function MatterActions({ desk, view, onDone, onProblem, onBack }: MatterActionsProps) {
  const { t, me, announce } = desk;
  const [chosen, setChosen] = useState<MatterAction | null>(null);
  const [busy, setBusy] = useState<MatterAction | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const take = async (verb: MatterAction, words?: string) => {
    setBusy(verb);
    setFailed(null);
    try {
      const after = await sendStep(view, verb, words);
      announce(t('Đã ghi: {step}', { step: actionName(verb, t) }));
      onDone(after);
    } catch (error) {
      setFailed(error);
      onProblem(error);
    } finally {
      setBusy(null);
    }
  };
  const mine = view.handler === me.post.title.vi;
  const possible = view.actions.filter((action) => action !== 'assign' || !mine);
  const press = (verb: MatterAction) =>
    verbsWithWords.includes(verb) ? setChosen(chosen === verb ? null : verb) : void take(verb);
  const button = (verb: MatterAction, look: 'primary' | 'second') => (
    <Button
      key={verb}
      type="button"
      look={look}
      disabled={busy !== null}
      aria-expanded={verbsWithWords.includes(verb) ? chosen === verb : undefined}
      onClick={() => press(verb)}
    >
      {busy === verb ? t('Đang ghi…') : verbName(verb, view, t)}
    </Button>
  );
  const [first, ...others] = [
    ...possible.filter((action) => straight.includes(action)),
    ...possible.filter((action) => !straight.includes(action)),
  ];
  return (
    <ActionPane label={t('Xử lý')}>
      <h2 className="vh">{t('Xử lý')}</h2>
      <button type="button" className="matter-back" onClick={onBack}>
        ‹ {t('Nội dung đơn')}
      </button>
      {failed !== null && <Banner tone="need" role="alert" title={problemWords(failed, t)} />}
      {first === undefined ? (
        <p className="muted">
          {t('Không còn bước nào cho bạn: {state}.', { state: stateName(view.state, t) })}
        </p>
      ) : (
        <div className="matter-steps">
          {button(first, 'primary')}
          {others.map((verb) => button(verb, 'second'))}
        </div>
      )}
      {chosen !== null && possible.includes(chosen) && (
        <WordsForm key={chosen} desk={desk} verb={chosen} view={view} isBusy={busy !== null} onSend={take} />
      )}
    </ActionPane>
  );
}

function verbName(verb: MatterAction, view: MatterView, t: DeskContext['t']): string {
  if (verb === 'assign') return t('Tôi nhận làm');
  if (verb === 'extend' && view.nextExtensionDays !== null)
    return t('Gia hạn {days} ngày', { days: view.nextExtensionDays });
  return actionName(verb, t);
}

type WordsFormProps = {
  desk: DeskContext;
  verb: MatterAction;
  view: MatterView;
  isBusy: boolean;
  onSend: (verb: MatterAction, words: string) => Promise<void>;
};

function WordsForm({ desk: { t }, verb, view, isBusy, onSend }: WordsFormProps) {
  const [words, setWords] = useState('');
  const [asked, setAsked] = useState(false);
  const isShort = words.trim().length < limits.answerMin;
  return (
    <form
      className="matter-form"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (!isShort) void onSend(verb, words.trim());
      }}
    >
      <TextArea
        t={t}
        id={`words-${verb}`}
        name="words"
        rows={6}
        label={verbName(verb, view, t)}
        hint={t('Người gửi đơn đọc được. Ghi rõ nội dung, lý do và căn cứ.')}
        error={asked && isShort ? t('Viết ít nhất mười chữ cái để người gửi đơn hiểu.') : undefined}
        value={words}
        maxLength={limits.answerMax}
        autoFocus
        onChange={(event) => setWords(event.target.value)}
      />
      <Button type="submit" look="primary" wide disabled={isBusy}>
        {isBusy ? t('Đang ghi…') : t('Ghi và báo người gửi')}
      </Button>
    </form>
  );
}
