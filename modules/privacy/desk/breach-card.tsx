// One breach of the register: its clock, the fields of the notice, the story, the steps that are open.
import { useMutation } from '@tanstack/react-query';
import { type DeskContext, momentWords, newKey, sendJson } from '@city/ui/desk';
import { Banner, Button, DataList, TextArea, TextInput, Timeline } from '@city/ui/parts';
import { type FormEvent, useState } from 'react';
import type { BreachStep, BreachView } from '../breaches/breach-view.ts';
import { problemWords } from './words.ts';

type CardProps = { desk: DeskContext; breach: BreachView; onDone: () => void };

export function BreachCard({ desk, breach, onDone }: CardProps) {
  const { t, lang } = desk;
  const moment = (at: string | null) => (at === null ? '' : momentWords(new Date(at), lang, 'short'));
  const items = [
    { name: t('Phát hiện lúc'), value: moment(breach.detectedAt) },
    { name: t('Báo cho'), value: breach.authority[lang] },
    { name: t('Chuyện gì đã xảy ra'), value: breach.whatHappened },
    { name: t('Loại dữ liệu'), value: breach.kindsOfData },
    { name: t('Khoảng bao nhiêu người'), value: breach.personsN === null ? '' : String(breach.personsN) },
    { name: t('Hậu quả có thể có'), value: breach.consequences ?? '' },
    { name: t('Đã làm gì để khắc phục'), value: breach.measures ?? '' },
    { name: t('Ai trả lời cơ quan chuyên trách'), value: breach.contact },
    { name: t('Số văn bản báo'), value: breach.reference ?? '' },
    { name: t('Vì sao muộn'), value: breach.lateReason ?? '' },
    { name: t('Đã báo người có liên quan'), value: moment(breach.toldAt) },
    { name: t('Văn bản'), value: `${breach.law.number}, ${breach.law.article}` },
  ].filter(({ value }) => value !== '');
  return (
    <article className="breach">
      <h2>{breach.title}</h2>
      <Clock desk={desk} breach={breach} />
      <Steps desk={desk} breach={breach} onDone={onDone} />
      <details>
        <summary>{t('Nội dung và diễn biến')}</summary>
        <DataList items={items} />
        <Timeline
          size="small"
          label={t('Diễn biến')}
          items={breach.events
            .map((event, at) => ({
              key: String(at),
              time: momentWords(new Date(event.at), lang, 'tiny'),
              dateTime: event.at,
              title: [eventName(event, t), event.title].filter(Boolean).join(' · '),
              icon: event.action === 'warn' ? ('clock' as const) : ('office' as const),
              kind: 'done' as const,
            }))
            .toReversed()}
        />
      </details>
    </article>
  );
}

function Clock({ desk: { t, lang }, breach }: Omit<CardProps, 'onDone'>) {
  if (breach.reportedAt !== null)
    return (
      <Banner
        tone={breach.isLate ? 'soon' : 'done'}
        title={t('Đã báo lúc {time}', { time: momentWords(new Date(breach.reportedAt), lang, 'short') })}
      />
    );
  const due = momentWords(new Date(breach.dueAt), lang, 'short');
  const hours = Math.floor((Date.parse(breach.dueAt) - Date.now()) / 3_600_000);
  return (
    <Banner
      tone="need"
      icon="clock"
      title={
        breach.isLate
          ? t('Quá hạn báo: hạn {due}', { due })
          : t('Còn {hours} giờ để báo, hạn {due}', { hours, due })
      }
    />
  );
}

function eventName(event: BreachView['events'][number], t: DeskContext['t']): string {
  switch (event.action) {
    case 'open':
      return t('Ghi vào sổ');
    case 'amend':
      return t('Sửa nội dung');
    case 'warn':
      return t('Nhắc ở giờ thứ {hours}', { hours: event.hours ?? 0 });
    case 'report':
      return t('Báo cơ quan chuyên trách');
    case 'name_people':
      return t('Ghi người có liên quan');
    case 'tell':
      return t('Báo người có liên quan');
    default:
      return t('Kết thúc');
  }
}

type Form = 'report' | 'tell' | 'name-people';

function Steps({ desk, breach, onDone }: CardProps) {
  const { t } = desk;
  const [form, setForm] = useState<Form | null>(null);
  const take = useMutation({
    mutationFn: ({ verb, body }: { verb: BreachStep; body: object }) =>
      sendJson(`/api/desk/breaches/${encodeURIComponent(breach.id)}/${verb}`, body, {
        'idempotency-key': newKey(),
      }),
    onSuccess: () => {
      setForm(null);
      onDone();
    },
  });
  const has = (step: BreachStep) => breach.steps.includes(step);
  const toggle = (next: Form, name: string, look: 'primary' | 'second') => (
    <Button
      type="button"
      look={look}
      aria-expanded={form === next}
      onClick={() => setForm(form === next ? null : next)}
    >
      {name}
    </Button>
  );
  return (
    <>
      <div className="breach-steps">
        {has('report') && toggle('report', t('Đã báo cơ quan chuyên trách'), 'primary')}
        {has('name-people') && toggle('name-people', t('Ghi người có liên quan'), 'second')}
        {has('tell') && toggle('tell', t('Báo {n} người có liên quan', { n: breach.namedN }), 'second')}
        {has('close') && (
          <Button
            type="button"
            look="second"
            disabled={take.isPending}
            onClick={() => take.mutate({ verb: 'close', body: {} })}
          >
            {t('Kết thúc')}
          </Button>
        )}
      </div>
      {take.isError && <Banner tone="need" role="alert" title={problemWords(take.error, t)} />}
      {form !== null && (
        <StepForm
          key={form}
          desk={desk}
          breach={breach}
          form={form}
          isBusy={take.isPending}
          onSend={(body) => take.mutate({ verb: form, body })}
        />
      )}
    </>
  );
}

type StepFormProps = {
  desk: DeskContext;
  breach: BreachView;
  form: Form;
  isBusy: boolean;
  onSend: (body: object) => void;
};

function StepForm({ desk: { t }, breach, form, isBusy, onSend }: StepFormProps) {
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const text = (field: string) => String(given.get(field) ?? '').trim();
    if (form === 'tell') return onSend({ words: text('words') });
    if (form === 'name-people')
      return onSend({
        persons: text('persons')
          .split(/[\s,;]+/)
          .filter(Boolean),
      });
    const lateReason = text('lateReason');
    onSend({ reference: text('reference'), ...(lateReason ? { lateReason } : {}) });
  };
  return (
    <form onSubmit={send}>
      {form === 'report' && (
        <TextInput
          t={t}
          id={`ref-${breach.id}`}
          name="reference"
          required
          maxLength={200}
          label={t('Số văn bản báo')}
        />
      )}
      {form === 'report' && breach.isLate && (
        <TextArea
          t={t}
          id={`late-${breach.id}`}
          name="lateReason"
          rows={3}
          required
          label={t('Vì sao muộn')}
        />
      )}
      {form === 'tell' && (
        <TextArea
          t={t}
          id={`tell-${breach.id}`}
          name="words"
          rows={4}
          required
          minLength={10}
          maxLength={2000}
          label={t('Nói gì với họ')}
          hint={t('Chuyện gì đã xảy ra, họ nên làm gì, hỏi ai.')}
        />
      )}
      {form === 'name-people' && (
        <TextArea
          t={t}
          id={`who-${breach.id}`}
          name="persons"
          rows={4}
          required
          label={t('Mã của họ trong hệ thống')}
          hint={t('Mỗi dòng một mã; không ghi tên hay số định danh.')}
        />
      )}
      <Button type="submit" look="primary" disabled={isBusy}>
        {isBusy ? t('Đang ghi…') : t('Ghi')}
      </Button>
    </form>
  );
}
