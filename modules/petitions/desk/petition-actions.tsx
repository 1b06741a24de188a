// What may be done with a petition now: one form for each step, the city's refusals beside it.
import { ApiProblem, type DeskContext } from '@city/ui/desk';
import { Button, Select } from '@city/ui/parts';
import { type ReactNode, useState } from 'react';
import { type DeskView, limits } from '../contract.ts';
import { AnswerForm } from './answer-form.tsx';
import { problemWords, sendStep, type Step } from './api.ts';
import { CommitmentForms } from './commitment-forms.tsx';
import { WordsForm } from './words-form.tsx';

export type TakeStep = (step: Step) => Promise<void>;
export interface FormProps {
  readonly t: DeskContext['t'];
  readonly lang: DeskContext['lang'];
  readonly view: DeskView;
  readonly busy: boolean;
  readonly take: TakeStep;
}

interface Props {
  readonly desk: DeskContext;
  readonly view: DeskView;
  readonly onDone: (after: DeskView) => void;
  readonly onStale: () => void;
}

export function PetitionActions({ desk: { t, lang }, view, onDone, onStale }: Props) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const take: TakeStep = async (step) => {
    setBusy(true);
    setProblem(null);
    try {
      onDone(await sendStep(view, step));
    } catch (error) {
      setProblem(problemWords(error, t));
      if (error instanceof ApiProblem && error.status === 412) onStale();
    } finally {
      setBusy(false);
    }
  };
  const form = { t, lang, view, busy, take };
  const can = (action: DeskView['actions'][number]) => view.actions.includes(action);
  const parts: ReactNode[] = [
    can('publish') && <One key="publish" {...form} verb="publish" name={t('Công khai, mở lấy chữ ký')} />,
    can('refuse') && <Refuse key="refuse" {...form} />,
    can('approve') && <One key="approve" {...form} verb="approve" name={t('Duyệt và công bố')} />,
    can('send_back') && (
      <WordsForm
        key="back"
        {...form}
        id="back"
        label={t('Trả lại để sửa')}
        send={t('Trả lại người soạn')}
        make={(words) => ({ verb: 'send-back', words })}
      />
    ),
    can('submit') && <AnswerForm key="submit" {...form} />,
    can('progress') && <CommitmentForms key="progress" {...form} />,
    can('finish') && (
      <WordsForm
        key="finish"
        {...form}
        id="finish"
        label={t('Kết thúc theo dõi')}
        send={t('Mọi cam kết đã khép')}
        make={(words) => ({ verb: 'finish', words })}
      />
    ),
    can('hand_over') && <HandOver key="hand" {...form} />,
  ].filter(Boolean);
  return (
    <div className="act">
      {problem === null ? null : (
        <p className="act-problem" role="alert">
          {problem}
        </p>
      )}
      {parts.length > 0 ? (
        parts
      ) : (
        <p className="muted">{t('Lúc này không có việc cho bạn ở kiến nghị này.')}</p>
      )}
    </div>
  );
}

function One({
  busy,
  take,
  verb,
  name,
}: FormProps & { readonly verb: 'publish' | 'approve'; readonly name: string }) {
  return (
    <Button look="primary" wide disabled={busy} onClick={() => void take({ verb })}>
      {name}
    </Button>
  );
}

function Refuse(form: FormProps) {
  const { t, lang, view } = form;
  const [ground, setGround] = useState(view.grounds[0]?.code ?? '');
  return (
    <WordsForm
      {...form}
      id="refuse"
      label={t('Nói với người khởi xướng')}
      hint={t('Chỗ nào trái, sửa thế nào. Người khác xem lại được.')}
      send={t('Không công khai')}
      make={(words) => ({ verb: 'refuse', ground, words })}
    >
      <Select
        t={t}
        id="ground"
        name="ground"
        label={t('Căn cứ')}
        value={ground}
        options={view.grounds.map(({ code, name }) => ({ value: code, name: name[lang] }))}
        onChange={(event) => setGround(event.target.value)}
      />
    </WordsForm>
  );
}

function HandOver(form: FormProps) {
  const { t, lang, view } = form;
  const others = view.bodies.filter(({ code }) => code !== view.petition.body.code);
  const [body, setBody] = useState(others[0]?.code ?? '');
  return (
    <WordsForm
      {...form}
      id="hand"
      label={t('Vì sao chuyển')}
      hint={t('Ai cũng đọc được. Hẹn trả lời không đổi.')}
      send={t('Chuyển cơ quan')}
      make={(words) => ({ verb: 'hand-over', body, words })}
      most={limits.reasonMax}
    >
      <Select
        t={t}
        id="hand-body"
        name="body"
        label={t('Cơ quan')}
        value={body}
        options={others.map(({ code, name }) => ({ value: code, name: name[lang] }))}
        onChange={(event) => setBody(event.target.value)}
      />
    </WordsForm>
  );
}
