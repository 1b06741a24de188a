// The register of breaches: each with its 72-hour clock and what may be done, and the form that records a new one.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiProblem, askJson, type DeskContext, newKey, sendJson } from '@city/ui/desk';
import {
  BusyButton,
  Button,
  EmptyState,
  ErrorState,
  LoadingState,
  TextArea,
  TextInput,
} from '@city/ui/parts';
import { Panes } from '@city/ui/staff';
import type { FormEvent } from 'react';
import type { BreachView } from '../breaches/breach-view.ts';
import { BreachCard } from './breach-card.tsx';
import { problemWords } from './words.ts';
import './privacy-desk.css';

const queryKey = ['privacy', 'breaches'];

export function Screen(desk: DeskContext) {
  const { t } = desk;
  const queries = useQueryClient();
  const list = useQuery({
    queryKey,
    queryFn: async ({ signal }) =>
      (await askJson<{ items: BreachView[] }>('/api/desk/breaches', { signal })).items,
  });
  const renew = () => void queries.invalidateQueries({ queryKey });
  return (
    <Panes layout="one">
      <main className="breaches">
        <h1>{t('Vi phạm dữ liệu cá nhân')}</h1>
        {list.isPending && <LoadingState waitingFor={t('Đang chờ sổ vi phạm.')} />}
        {list.isError && (
          <ErrorState title={t('Chưa lấy được danh sách')}>{problemWords(list.error, t)}</ErrorState>
        )}
        {list.data?.length === 0 && (
          <EmptyState icon="done" title={t('Chưa ghi vụ nào')}>
            {t('Ghi ngay khi phát hiện: từ lúc ấy có 72 giờ để báo cơ quan chuyên trách.')}
          </EmptyState>
        )}
        <div>
          {list.data?.map((breach) => (
            <BreachCard key={breach.id} desk={desk} breach={breach} onDone={renew} />
          ))}
        </div>
        {list.data && <NewBreachForm desk={desk} onDone={renew} isOpen={list.data.length === 0} />}
      </main>
    </Panes>
  );
}

type FormProps = { desk: DeskContext; onDone: () => void; isOpen: boolean };

function NewBreachForm({ desk: { t, announce }, onDone, isOpen }: FormProps) {
  const record = useMutation({
    mutationFn: (body: object) => sendJson('/api/desk/breaches', body, { 'idempotency-key': newKey() }),
  });
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    const text = (field: string) => String(given.get(field) ?? '').trim();
    record.mutate(
      {
        title: text('title'),
        whatHappened: text('whatHappened'),
        kindsOfData: text('kindsOfData'),
        personsN: text('personsN') === '' ? null : Number(text('personsN')),
        consequences: text('consequences') || null,
        measures: text('measures') || null,
        contact: text('contact'),
        // The field is a clock of Hải Phòng, wherever the officer's computer thinks it is.
        detectedAt: new Date(`${text('detectedAt')}:00+07:00`).toISOString(),
      },
      {
        onSuccess: () => {
          form.reset();
          announce(t('Đã ghi vụ vi phạm'));
          onDone();
        },
      },
    );
  };
  const errorOf = (field: string) =>
    record.error instanceof ApiProblem
      ? record.error.fields.find(({ pointer }) => pointer === `/${field}`)?.detail
      : undefined;
  return (
    <details open={isOpen} className="breach">
      <summary>{t('Ghi một vụ vi phạm')}</summary>
      <form onSubmit={send}>
        <BreachFields t={t} errorOf={errorOf} />
        {record.isError && (
          <p className="act-problem" role="alert">
            {problemWords(record.error, t)}
          </p>
        )}
        {record.isPending ? (
          <BusyButton>{t('Đang ghi…')}</BusyButton>
        ) : (
          <Button look="primary">{t('Ghi vào sổ')}</Button>
        )}
      </form>
    </details>
  );
}

type FieldsProps = { t: DeskContext['t']; errorOf: (field: string) => string | undefined };

function BreachFields({ t, errorOf }: FieldsProps) {
  return (
    <>
      <TextInput
        t={t}
        id="breach-title"
        name="title"
        required
        maxLength={200}
        label={t('Tóm tắt')}
        error={errorOf('title')}
      />
      <TextInput
        t={t}
        id="breach-detected"
        name="detectedAt"
        type="datetime-local"
        required
        label={t('Phát hiện lúc')}
        hint={t('Giờ Hải Phòng. 72 giờ tính từ lúc này.')}
        error={errorOf('detectedAt')}
      />
      <TextArea
        t={t}
        id="breach-what"
        name="whatHappened"
        rows={4}
        required
        label={t('Chuyện gì đã xảy ra')}
        hint={t('Không ghi tên người có liên quan ở đây.')}
        error={errorOf('whatHappened')}
      />
      <TextInput
        t={t}
        id="breach-kinds"
        name="kindsOfData"
        required
        maxLength={2000}
        label={t('Loại dữ liệu')}
        error={errorOf('kindsOfData')}
      />
      <TextInput
        t={t}
        id="breach-persons"
        name="personsN"
        type="number"
        min={0}
        label={t('Khoảng bao nhiêu người')}
        error={errorOf('personsN')}
      />
      <LaterFields t={t} errorOf={errorOf} />
    </>
  );
}

/** What may not be known on the first day. */
function LaterFields({ t, errorOf }: FieldsProps) {
  return (
    <>
      <TextArea
        t={t}
        id="breach-consequences"
        name="consequences"
        rows={2}
        label={t('Hậu quả có thể có')}
        error={errorOf('consequences')}
      />
      <TextArea
        t={t}
        id="breach-measures"
        name="measures"
        rows={2}
        label={t('Đã làm gì để khắc phục')}
        error={errorOf('measures')}
      />
      <TextInput
        t={t}
        id="breach-contact"
        name="contact"
        required
        maxLength={300}
        label={t('Ai trả lời cơ quan chuyên trách')}
        error={errorOf('contact')}
      />
    </>
  );
}
