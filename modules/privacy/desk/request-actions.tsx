// What an officer may do with a request now; steps that the person reads open a form for the words.
import { type DeskContext, sendJson } from '@city/ui/desk';
import { Banner, Button, TextArea } from '@city/ui/parts';
import { ActionPane } from '@city/ui/staff';
import { useState } from 'react';
import type { RequestView } from '../contract.ts';
import { limits } from '../limits.ts';
import type { RequestAction } from '../requests/states.ts';
import { actionName, stateName } from '../requests/words.ts';
import { problemWords } from './words.ts';

export type RequestActionsProps = {
  desk: DeskContext;
  view: RequestView;
  onDone: (after: RequestView) => void;
  onBack: () => void;
};

const straight: readonly RequestAction[] = ['accept', 'grant', 'propose', 'approve', 'finish'];
/** The person reads why. */
const withWords: readonly RequestAction[] = ['extend', 'refuse', 'propose', 'return', 'finish'];

export function RequestActions({ desk, view, onDone, onBack }: RequestActionsProps) {
  const { t, announce } = desk;
  const [chosen, setChosen] = useState<RequestAction | null>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const take = async (verb: RequestAction, words?: string) => {
    setBusy(true);
    setFailed(null);
    try {
      const path = `/api/desk/data-requests/${encodeURIComponent(view.id)}/${verb}`;
      const body = words === undefined ? {} : { words };
      const after = await sendJson<RequestView>(path, body);
      announce(t('Đã ghi: {step}', { step: actionName(verb, t) }));
      onDone(after);
    } catch (error) {
      setFailed(error);
    } finally {
      setBusy(false);
    }
  };
  const possible: readonly RequestAction[] = view.steps.filter((step) => step !== 'take_back');
  const ordered = [
    ...possible.filter((step) => straight.includes(step)),
    ...possible.filter((step) => !straight.includes(step)),
  ];
  const waitsForSecond = view.state === 'proposed' && !possible.includes('approve');
  return (
    <ActionPane label={t('Xử lý')}>
      <h2 className="vh">{t('Xử lý')}</h2>
      <button type="button" className="data-back" onClick={onBack}>
        ‹ {t('Nội dung yêu cầu')}
      </button>
      {failed !== null && <Banner tone="need" role="alert" title={problemWords(failed, t)} />}
      {(ordered.length === 0 || waitsForSecond) && <p className="muted">{noStep(view, t)}</p>}
      <div className="data-steps">
        {ordered.map((verb, at) => (
          <Button
            key={verb}
            type="button"
            look={at === 0 ? 'primary' : 'second'}
            disabled={busy}
            aria-expanded={withWords.includes(verb) ? chosen === verb : undefined}
            onClick={() =>
              withWords.includes(verb) ? setChosen(chosen === verb ? null : verb) : void take(verb)
            }
          >
            {actionName(verb, t)}
          </Button>
        ))}
      </div>
      {chosen !== null && possible.includes(chosen) && (
        <WordsForm key={chosen} desk={desk} verb={chosen} isBusy={busy} onSend={take} />
      )}
    </ActionPane>
  );
}

function noStep(view: RequestView, t: DeskContext['t']): string {
  if (view.state === 'proposed')
    return t('Người đề xuất không tự duyệt: chờ một người khác bảo vệ dữ liệu hoặc lãnh đạo thành phố.');
  return t('Không còn bước nào cho bạn: {state}.', { state: stateName(view.state, t) });
}

type WordsFormProps = {
  desk: DeskContext;
  verb: RequestAction;
  isBusy: boolean;
  onSend: (verb: RequestAction, words: string) => Promise<void>;
};

function WordsForm({ desk: { t }, verb, isBusy, onSend }: WordsFormProps) {
  const [words, setWords] = useState('');
  const [asked, setAsked] = useState(false);
  const isShort = words.trim().length < limits.wordsMin;
  return (
    <form
      className="data-form"
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
        rows={5}
        label={actionName(verb, t)}
        hint={t('Người gửi đọc được. Ghi lý do và căn cứ.')}
        error={asked && isShort ? t('Viết vài chữ để người gửi hiểu.') : undefined}
        value={words}
        maxLength={limits.wordsMax}
        autoFocus
        onChange={(event) => setWords(event.target.value)}
      />
      <Button type="submit" look="primary" wide disabled={isBusy}>
        {isBusy ? t('Đang ghi…') : t('Ghi')}
      </Button>
    </form>
  );
}
