// The petition at the desk: its words, its numbers, earlier drafts, every step.
import type { Translate } from '@city/kernel/text';
import { momentWords, numberWords } from '@city/ui/desk';
import { Banner, ButtonLink, DataList, Timeline } from '@city/ui/parts';
import type { DeskView } from '../contract.ts';
import { SignatureBar } from '../pages/progress.part.tsx';
import { actionName } from '../pages/state-words.ts';

interface Props {
  readonly t: Translate;
  readonly lang: 'vi' | 'en';
  readonly view: DeskView;
}

export function PetitionDetail({ t, lang, view }: Props) {
  const { petition } = view;
  const moment = (at: string | null) => (at === null ? '–' : momentWords(new Date(at), lang));
  return (
    <>
      <SignatureBar t={t} lang={lang} item={petition} />
      <DataList
        items={[
          { name: t('Nơi'), value: petition.unit?.name[lang] ?? t('Cả thành phố') },
          { name: t('Ai phải trả lời'), value: petition.body.name[lang] },
          {
            name: t('Ngưỡng'),
            value: t('{n} chữ ký, quy tắc {rule}', {
              n: numberWords(petition.threshold, lang),
              rule: petition.rule,
            }),
          },
          { name: t('Hẹn'), value: moment(petition.dueAt) },
        ]}
      />
      <h2>{t('Muốn thành phố làm gì')}</h2>
      <p className="petition-text">{petition.ask}</p>
      <h2>{t('Vì sao')}</h2>
      <p className="petition-text">{petition.words}</p>
      {petition.answer === null ? null : (
        <>
          <h2>{t('Câu trả lời')}</h2>
          <p className="petition-text">{petition.answer.words}</p>
        </>
      )}
      <Drafts t={t} lang={lang} view={view} />
      <h2>{t('Từng bước')}</h2>
      <Timeline
        size="small"
        label={t('Từng bước của kiến nghị')}
        items={[...petition.history].reverse().map((step) => ({
          key: String(step.seq),
          time: momentWords(new Date(step.at), lang),
          dateTime: step.at,
          title: actionName(t, step.action),
          text: step.action === 'approve' ? undefined : (step.words ?? undefined),
          icon: step.action === 'escalate' ? 'warning' : 'clock',
          kind: step.action === 'escalate' ? 'need' : 'past',
        }))}
      />
      <p>
        <ButtonLink href={petition.url}>{t('Xem trang công khai')}</ButtonLink>
      </p>
    </>
  );
}

function Drafts({ t, lang, view }: Props) {
  const draft = view.drafts[0];
  if (!draft || draft.decision === 'approved') return null;
  return (
    <>
      <h2>{t('Bản trả lời')}</h2>
      {draft.decision === 'sent_back' ? (
        <Banner tone="soon" title={t('{who} trả lại để sửa', { who: draft.decidedTitle ?? '' })}>
          <p>{draft.decidedWords}</p>
        </Banner>
      ) : null}
      <p className="muted">
        {draft.draftedTitle}, {momentWords(new Date(draft.draftedAt), lang)}
      </p>
      <p className="petition-text">{draft.words}</p>
      <ul>
        {draft.commitments.map((one) => (
          <li key={`${one.dueOn} ${one.words}`}>
            {one.words} ({t('hẹn {day}', { day: one.dueOn.split('-').reverse().join('/') })})
          </li>
        ))}
      </ul>
    </>
  );
}
