// While the reporter is waited for: what was asked, what they said on the phone, or going on without an answer.
import { momentWords } from '@city/ui/desk';
import { Banner, Button } from '@city/ui/parts';
import type { HandlingProps } from './more-ways.tsx';
import { WordsForm } from './words-form.tsx';

export function WaitingPanel({ desk, view, step }: HandlingProps) {
  const { t, lang } = desk;
  if (!view.waitsForReporter) return null;
  const question = view.history.findLast(({ action }) => action === 'ask')?.words ?? '';
  const until = view.handling.waitUntil;
  return (
    <section className="act-form" aria-label={t('Đang chờ người gửi')}>
      <Banner title={t('Đồng hồ tạm dừng, đang chờ người gửi')}>
        <p>“{question}”</p>
        {until !== null && (
          <p className="muted">
            {t('Đến {until} chưa có trả lời thì đồng hồ tự chạy tiếp.', {
              until: momentWords(new Date(until), lang, 'short'),
            })}
          </p>
        )}
      </Banner>
      {view.actions.includes('answer') && (
        <WordsForm
          desk={desk}
          step={step}
          verb="answer"
          label={t('Người gửi trả lời qua điện thoại hoặc tại chỗ')}
          hint={t('Ghi lại lời họ; đồng hồ chạy tiếp.')}
          send={t('Ghi lời người gửi')}
          missing={t('Ghi lại lời người gửi.')}
          makeStep={(words) => ({ verb: 'answer', words })}
        />
      )}
      {view.actions.includes('resume') && (
        <Button
          type="button"
          wide
          disabled={step.busy !== null}
          onClick={() => void step.take({ verb: 'resume' })}
        >
          {step.busy === 'resume' ? t('Đang ghi…') : t('Làm tiếp, không chờ nữa')}
        </Button>
      )}
    </section>
  );
}
