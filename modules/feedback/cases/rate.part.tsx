// Satisfaction: five petals for whoever filed the report, once there is an answer; a bad mark asks why and reopens.
import type { Translate } from '@city/kernel/text';
import { formatDate } from '@city/kernel/time';
import { Banner, Button, TextArea } from '@city/ui/parts';
import { CityForm, Rating } from '@city/ui/people';
import type { ReportView } from '../contract.ts';
import { limits } from '../limits.ts';
import type { CasePageProps } from './report.page.tsx';

export function RatePart({ t, lang, report, isMine, reporterKey, problem }: CasePageProps) {
  const answered = report.state === 'resolved' || report.state === 'closed';
  const canRate = answered && report.rating === null && isMine;
  return (
    <section className="part" id="rate">
      {problem === undefined ? null : <Banner tone="need" role="alert" title={problem} />}
      <CityForm
        action={`/reports/${report.trackingCode}/rate`}
        draft={canRate ? `rate-${report.trackingCode}` : undefined}
      >
        {reporterKey === undefined ? null : <input type="hidden" name="key" value={reporterKey} />}
        <Rating
          t={t}
          title={ratingTitle(t, answered)}
          hint={ratingHint(t, report, answered, isMine)}
          name="score"
          value={(report.rating ?? undefined) as never}
          disabled={!canRate}
        >
          {canRate ? (
            <>
              <TextArea
                t={t}
                id="rate-words"
                name="words"
                label={t('Vì sao?')}
                hint={t('Chưa hài lòng thì kể một dòng, việc sẽ được xem lại.')}
                optional
                maxLength={limits.reasonMax}
                rows={3}
              />
              <Button look="primary" wide busyText={t('Đang gửi…')}>
                {t('Gửi mức hài lòng')}
              </Button>
            </>
          ) : null}
        </Rating>
      </CityForm>
      {isMine && canReopen(report) ? (
        <Reopen t={t} lang={lang} report={report} reporterKey={reporterKey} />
      ) : null}
    </section>
  );
}

function ratingTitle(t: Translate, answered: boolean): string {
  return answered ? t('Việc xong, bạn thấy thế nào?') : t('Việc xong, bạn có hài lòng không?');
}

function ratingHint(t: Translate, report: ReportView, answered: boolean, isMine: boolean): string {
  if (report.rating !== null) return t('Người gửi đã chấm {score} trên 5.', { score: report.rating });
  if (!answered)
    return t('Chấm được khi có trả lời. Chưa hài lòng thì việc được xem lại, không phải gửi từ đầu.');
  if (!isMine) return t('Người gửi chấm bằng đường dẫn riêng, hoặc sau khi đăng nhập.');
  return t('Chưa hài lòng thì việc được xem lại, không phải gửi từ đầu.');
}

function canReopen(report: ReportView): boolean {
  const isOver = report.state === 'closed' || report.state === 'rejected';
  return isOver && report.reopenUntil !== null && report.clock.now <= report.reopenUntil;
}

function Reopen({
  t,
  lang,
  report,
  reporterKey,
}: {
  t: Translate;
  lang: 'vi' | 'en';
  report: ReportView;
  reporterKey: string | undefined;
}) {
  return (
    <CityForm
      action={`/reports/${report.trackingCode}/reopen`}
      draft={`reopen-${report.trackingCode}`}
      className="card card-pad"
    >
      {reporterKey === undefined ? null : <input type="hidden" name="key" value={reporterKey} />}
      <TextArea
        t={t}
        id="reopen-reason"
        name="reason"
        label={t('Việc chưa xong?')}
        required
        rows={3}
        minLength={3}
        maxLength={limits.reasonMax}
        hint={t('Kể còn vướng gì, cơ quan xem lại. Được đến hết {date}.', {
          date: formatDate(new Date(report.reopenUntil as string), lang),
        })}
        messages={{ required: t('Kể một dòng còn vướng gì.'), tooShort: t('Kể một dòng còn vướng gì.') }}
      />
      <Button icon="refresh" busyText={t('Đang gửi…')}>
        {t('Đề nghị xem lại')}
      </Button>
    </CityForm>
  );
}
