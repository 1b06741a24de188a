// For leaders: what people ask about the readings of this body, the next due first, and the answer to each.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type DeskContext, momentWords } from '@city/ui/desk';
import { Banner, Button, EmptyState, ErrorState, LoadingState, Radios, Tag, TextArea } from '@city/ui/parts';
import { Panes } from '@city/ui/staff';
import type { FormEvent } from 'react';
import type { Question } from '../questions/questions.schemas.ts';
import { askQuestions, questionKeys, sendAnswer } from './api.ts';
import { problemWords } from './problem-words.ts';
import './trail-desk.css';

export function Screen(desk: DeskContext) {
  const { t } = desk;
  const questions = useQuery({
    queryKey: questionKeys,
    queryFn: ({ signal }) => askQuestions(signal),
    retry: false,
  });
  return (
    <Panes layout="one">
      <main className="trail-desk">
        <h1>{t('Người dân hỏi vì sao')}</h1>
        {questions.isPending && <LoadingState waitingFor={t('Đang chờ danh sách câu hỏi.')} />}
        {questions.isError && (
          <ErrorState title={t('Chưa lấy được danh sách')}>{problemWords(questions.error, t)}</ErrorState>
        )}
        {questions.data?.items.length === 0 && (
          <EmptyState icon="message" title={t('Chưa có câu hỏi nào')}>
            {t('Khi người dân hỏi vì sao cơ quan xem dữ liệu của họ, câu hỏi hiện ở đây kèm hạn trả lời.')}
          </EmptyState>
        )}
        {questions.data?.items.map((question) => (
          <One key={question.id} desk={desk} question={question} />
        ))}
      </main>
    </Panes>
  );
}

function One({ desk, question }: { desk: DeskContext; question: Question }) {
  const { t, lang } = desk;
  const { look } = question;
  const when = (text: string) => momentWords(new Date(text), lang);
  return (
    <article className="trail-question" aria-label={look.what[lang]}>
      <p>
        <Tag tone={question.state === 'answered' ? 'done' : question.isLate ? 'need' : 'soon'}>
          {question.state === 'answered'
            ? t('Đã trả lời')
            : t('Hạn trả lời: {when}', { when: when(question.dueAt) })}
        </Tag>
      </p>
      <blockquote>{question.words}</blockquote>
      <p className="muted">
        {[when(look.at), look.post?.[lang], look.what[lang], look.object, look.purpose ?? t('chưa ghi lý do')]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {question.state === 'answered' && <p>{question.answer}</p>}
      {question.state === 'open' &&
        (look.isYours ? (
          <Banner tone="soon" title={t('Bạn là người đã xem')}>
            <p>{t('Một lãnh đạo khác của cơ quan trả lời câu hỏi này.')}</p>
          </Banner>
        ) : (
          <AnswerForm desk={desk} question={question} />
        ))}
    </article>
  );
}

function AnswerForm({ desk: { t }, question }: { desk: DeskContext; question: Question }) {
  const queries = useQueryClient();
  const send = useMutation({
    mutationFn: (body: { answer: string; wasRight: boolean }) => sendAnswer(question.id, body),
    onSuccess: () => queries.invalidateQueries({ queryKey: questionKeys }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    send.mutate({ answer: String(data.get('answer') ?? ''), wasRight: data.get('right') === 'yes' });
  };
  return (
    <form className="act-form" onSubmit={submit}>
      <Radios
        t={t}
        id={`right-${question.id}`}
        name="right"
        label={t('Lần xem này có đúng việc không?')}
        required
        choices={[
          { value: 'yes', name: t('Đúng việc') },
          { value: 'no', name: t('Không đúng') },
        ]}
      />
      <TextArea
        t={t}
        id={`answer-${question.id}`}
        name="answer"
        label={t('Lời trả lời cho người hỏi')}
        minLength={20}
        required
      />
      {send.isError && <ErrorState title={t('Chưa gửi được')}>{problemWords(send.error, t)}</ErrorState>}
      <Button type="submit" look="primary" disabled={send.isPending}>
        {t('Gửi trả lời')}
      </Button>
    </form>
  );
}
