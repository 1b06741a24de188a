// The survey's page: was it really fixed, how satisfied, a few words; then thanks. Plain HTML, no account.
import type { Translate } from '@city/kernel/text';
import { formatDate } from '@city/kernel/time';
import {
  Banner,
  Button,
  ButtonLink,
  ErrorSummary,
  type FieldProblem,
  Radios,
  TextArea,
} from '@city/ui/parts';
import { CityForm, PageHeading, Rating } from '@city/ui/people';
import { limits } from '../limits.ts';

interface Props {
  readonly t: Translate;
  readonly lang: 'vi' | 'en';
  readonly code: string;
}

export interface SurveyPageProps extends Props {
  readonly surveyKey: string;
  readonly matter: string;
  readonly words: string;
  readonly closedAt: Date | null;
  readonly given: { readonly fixed?: string; readonly score?: number; readonly words?: string };
  readonly problems: readonly FieldProblem[];
}

export function SurveyPage(props: SurveyPageProps) {
  const { t, lang, code, surveyKey, matter, words, closedAt, given, problems } = props;
  const errorAt = (id: string) => problems.find(({ fieldId }) => fieldId === id)?.message;
  return (
    <div className="form">
      <PageHeading
        title={t('Việc bạn báo đã thật sự xong chưa?')}
        sub={
          closedAt === null
            ? matter
            : t('{matter}, khép lại {day}', { matter, day: formatDate(closedAt, lang) })
        }
      />
      <p className="muted">“{words}”</p>
      <CityForm action={`/reports/${code}/survey`} className="survey">
        <ErrorSummary t={t} problems={problems} />
        <input type="hidden" name="key" value={surveyKey} />
        <Radios
          t={t}
          id="fixed"
          name="fixed"
          label={t('Bây giờ chỗ đó thế nào?')}
          error={errorAt('fixed-1')}
          value={given.fixed}
          required
          choices={[
            { value: 'yes', name: t('Xong thật, vẫn ổn') },
            { value: 'partly', name: t('Xong một phần, hoặc lại bị') },
            { value: 'no', name: t('Chưa xong') },
          ]}
        />
        <div id="score">
          <Rating
            t={t}
            title={t('Bạn hài lòng đến đâu?')}
            hint={errorAt('score') ?? t('Nhìn từ hôm nay, không phải từ lúc mới xong.')}
            name="score"
            value={given.score as never}
          >
            <TextArea
              t={t}
              id="survey-words"
              name="words"
              label={t('Muốn nói thêm gì?')}
              hint={t('Chỉ cơ quan xử lý và lãnh đạo đọc. Chưa hài lòng thì lãnh đạo xem lại.')}
              optional
              rows={4}
              maxLength={limits.surveyWordsMax}
              defaultValue={given.words}
            />
            <Button look="primary" size="lg" wide icon="send" busyText={t('Đang gửi…')}>
              {t('Gửi câu trả lời')}
            </Button>
          </Rating>
        </div>
      </CityForm>
    </div>
  );
}

export function ThanksPage({ t, code, isUnsatisfied }: Props & { readonly isUnsatisfied: boolean }) {
  return (
    <div className="form">
      <PageHeading title={t('Cảm ơn bạn')} />
      <Banner tone={isUnsatisfied ? 'info' : 'done'} role="status" title={t('Đã ghi câu trả lời')}>
        <p>
          {isUnsatisfied
            ? t('Lãnh đạo cơ quan sẽ xem lại việc này.')
            : t('Câu trả lời của bạn được cộng vào số liệu công khai, không có tên.')}
        </p>
      </Banner>
      <p>
        <ButtonLink href={`/reports/${code}`}>{t('Xem lại phản ánh')}</ButtonLink>
      </p>
    </div>
  );
}
