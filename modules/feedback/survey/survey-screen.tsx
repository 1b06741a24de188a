// The leader's list: answers that say a matter was not fixed, weeks after it was closed, each with its decision.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { askJson, type DeskContext, momentWords, newKey, sendJson } from '@city/ui/desk';
import { Button, EmptyState, ErrorState, LoadingState, Select, Tag, TextArea } from '@city/ui/parts';
import { Panes } from '@city/ui/staff';
import { useState } from 'react';
import { problemWords } from '../desk/problem-words.ts';
import { limits } from '../limits.ts';
import '../desk/reports-desk.css';

interface Review {
  readonly trackingCode: string;
  readonly service: { readonly vi: string; readonly en: string };
  readonly body: { readonly code: string; readonly name: { readonly vi: string; readonly en: string } };
  readonly answeredAt: string;
  readonly fixed: 'yes' | 'partly' | 'no';
  readonly score: number;
  readonly words: string | null;
}

const key = ['reports', 'surveys'] as const;

export function Screen(desk: DeskContext) {
  const { t } = desk;
  const reviews = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => askJson<{ items: Review[] }>('/api/desk/surveys', { signal }),
    // Every reading stands on the trail: it is read when the screen is opened, not again and again.
    refetchOnWindowFocus: false,
  });
  return (
    <Panes layout="one">
      <main className="kept">
        <h1>{t('Chưa hài lòng sau bốn tuần')}</h1>
        {reviews.isPending && <LoadingState waitingFor={t('Đang lấy câu trả lời.')} />}
        {reviews.isError && (
          <ErrorState title={t('Chưa lấy được câu trả lời')}>{problemWords(reviews.error, t)}</ErrorState>
        )}
        {reviews.data?.items.length === 0 && (
          <EmptyState icon="tick" title={t('Không có câu trả lời chưa hài lòng')}>
            {t('Khi người dân nói việc chưa xong, câu trả lời hiện ở đây chờ bạn.')}
          </EmptyState>
        )}
        {reviews.data?.items.map((review) => (
          <ReviewCard key={review.trackingCode} desk={desk} review={review} />
        ))}
      </main>
    </Panes>
  );
}

function fixedWords({ t }: DeskContext, { fixed }: Review): string {
  if (fixed === 'yes') return t('Xong thật, vẫn ổn');
  return fixed === 'partly' ? t('Xong một phần, hoặc lại bị') : t('Chưa xong');
}

function ReviewCard({ desk, review }: { readonly desk: DeskContext; readonly review: Review }) {
  const { t, lang } = desk;
  const queries = useQueryClient();
  const [outcome, setOutcome] = useState('will_fix');
  const [words, setWords] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const code = review.trackingCode;
  const decide = async () => {
    try {
      await sendJson(`/api/desk/surveys/${code}/review`, { outcome, words }, { 'idempotency-key': newKey() });
      await queries.invalidateQueries({ queryKey: key });
    } catch (error) {
      setProblem(problemWords(error, t));
    }
  };
  return (
    <form
      className="card card-pad act-form"
      onSubmit={(event) => {
        event.preventDefault();
        void decide();
      }}
    >
      <p>
        <Tag tone={review.fixed === 'no' ? 'need' : 'soon'}>{fixedWords(desk, review)}</Tag>{' '}
        {t('{score} trên 5', { score: review.score })}
      </p>
      <h2>
        <a href={`/desk/reports?queue=all&code=${code}`}>{review.service[lang]}</a>
      </h2>
      <p className="muted">
        {code} · {review.body.name[lang]} · {momentWords(new Date(review.answeredAt), lang)}
      </p>
      {review.words === null ? null : <p>“{review.words}”</p>}
      <Select
        t={t}
        id={`outcome-${code}`}
        name="outcome"
        label={t('Quyết định')}
        value={outcome}
        options={[
          { value: 'will_fix', name: t('Sẽ làm lại') },
          { value: 'fixed_since', name: t('Đã làm lại xong') },
          { value: 'stands', name: t('Giữ nguyên kết quả') },
        ]}
        onChange={(event) => setOutcome(event.target.value)}
      />
      <TextArea
        t={t}
        id={`words-${code}`}
        name="words"
        label={t('Nói rõ sẽ làm gì, hoặc vì sao giữ nguyên')}
        rows={3}
        maxLength={limits.reasonMax}
        value={words}
        error={problem ?? undefined}
        onChange={(event) => setWords(event.target.value)}
      />
      <Button type="submit">{t('Ghi quyết định')}</Button>
    </form>
  );
}
