// The question of an office on the public page, and the form with which the reporter answers it.
import { Button, TextArea } from '@city/ui/parts';
import { CityForm, Part, Words } from '@city/ui/people';
import type { CasePageProps } from '../cases/report.page.tsx';
import { limits } from '../limits.ts';

export function QuestionPart({ t, lang, report, isMine, reporterKey }: CasePageProps) {
  if (!report.waitsForReporter) return null;
  const question = report.history.findLast(({ action }) => action === 'ask');
  const body = question?.body?.name[lang] ?? report.body.name[lang];
  return (
    <Part title={t('{body} hỏi', { body })}>
      <Words>{question?.words ?? ''}</Words>
      {isMine ? (
        <CityForm
          action={`/reports/${report.trackingCode}/answer`}
          draft={`answer-${report.trackingCode}`}
          className="card card-pad"
        >
          {reporterKey === undefined ? null : <input type="hidden" name="key" value={reporterKey} />}
          <TextArea
            t={t}
            id="answer-words"
            name="words"
            label={t('Câu trả lời của bạn')}
            hint={t('Số điện thoại và giấy tờ được che trên trang công khai; cơ quan đọc được đầy đủ.')}
            required
            rows={3}
            minLength={limits.wordsMin}
            maxLength={limits.answerMax}
            messages={{ required: t('Viết một dòng trả lời.'), tooShort: t('Viết một dòng trả lời.') }}
          />
          <Button look="primary" icon="send" busyText={t('Đang gửi…')}>
            {t('Gửi câu trả lời')}
          </Button>
        </CityForm>
      ) : (
        <p className="muted">{t('Người gửi trả lời bằng đường dẫn riêng, hoặc sau khi đăng nhập.')}</p>
      )}
    </Part>
  );
}
