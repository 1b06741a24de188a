// The form "why was this read": one question, what happens next, and until when.
import { capitalise, formatDateTime } from '@city/kernel/time';
import { Button, ErrorSummary, TextArea } from '@city/ui/parts';
import { NextStep } from '@city/ui/people';
import { limits } from '../limits.ts';
import type { Look } from '../looks/look.ts';
import { type Speaking, titleWords, whyWords } from '../looks/look-words.ts';

export interface AskInput extends Speaking {
  readonly look: Look;
  readonly dueAt: Date;
  readonly words: string;
  readonly problem: string | null;
}

export function AskPage({ t, lang, look, dueAt, words, problem }: AskInput) {
  return (
    <div className="wrap read sec flow">
      <h1>{t('Hỏi vì sao dữ liệu của tôi bị xem')}</h1>
      {problem && <ErrorSummary t={t} problems={[{ fieldId: 'words', message: problem }]} />}
      <p>
        <b>{titleWords(look, { t, lang })}</b>
        <br />
        {capitalise(formatDateTime(look.at, lang))}
        {whyWords(look, { t, lang }) && ` · ${whyWords(look, { t, lang })}`}
      </p>
      <form method="post" action={`/me/who-looked/${look.id}/ask`} className="flow">
        <TextArea
          t={t}
          id="words"
          name="words"
          label={t('Bạn thấy điều gì không đúng?')}
          hint={t('Ví dụ: Tôi không nộp hồ sơ nào ở phường này.')}
          defaultValue={words}
          rows={5}
          maxLength={limits.questionMost}
          error={problem ?? undefined}
          required
        />
        <NextStep title={t('Điều gì xảy ra tiếp theo')}>
          {t(
            'Lãnh đạo cơ quan đã xem phải trả lời bạn trước {when}. Người đã xem không được tự trả lời. Câu trả lời hiện ngay dưới lần xem này.',
            {
              when: formatDateTime(dueAt, lang),
            },
          )}
        </NextStep>
        <Button type="submit" look="primary" wide>
          {t('Gửi câu hỏi')}
        </Button>
      </form>
    </div>
  );
}
