// The form with which people say that something of a report should not be public; works without any script.
import type { Translate } from '@city/kernel/text';
import { Button, ErrorSummary, type FieldProblem, Radios, TextArea } from '@city/ui/parts';
import { CityForm, FormFoot, NextStep } from '@city/ui/people';
import { limits } from '../limits.ts';
import { flagReasons, flagWords } from './flag-reasons.ts';

export interface FlagPageProps {
  readonly t: Translate;
  readonly code: string;
  readonly title: string;
  readonly photos: readonly { readonly id: string; readonly url: string }[];
  readonly given: {
    readonly why?: string | undefined;
    readonly words?: string | undefined;
    readonly photo?: string | undefined;
  };
  readonly problems: readonly FieldProblem[];
}

export function FlagPage({ t, code, title, photos, given, problems }: FlagPageProps) {
  const words = flagWords(t);
  return (
    <div className="form">
      <h1>{t('Điều gì không nên công khai?')}</h1>
      <p>{title}</p>
      <CityForm action={`/reports/${code}/flag`}>
        <ErrorSummary t={t} problems={problems} />
        <Radios
          t={t}
          id="why"
          name="why"
          label={t('Chọn điều gần đúng nhất')}
          choices={flagReasons.map((why) => ({ value: why, name: words[why] }))}
          value={given.why}
          required
          error={problems.find(({ fieldId }) => fieldId === 'why-1')?.message}
        />
        {photos.length > 0 && (
          <Radios
            t={t}
            id="photo"
            name="photo"
            label={t('Ở đâu?')}
            choices={[
              { value: '', name: t('Ở lời viết, hoặc cả phản ánh') },
              ...photos.map(({ id, url }, at) => ({
                value: id,
                name: (
                  <>
                    <img src={url} alt="" width="96" height="72" loading="lazy" />{' '}
                    {t('Ở ảnh {at}', { at: at + 1 })}
                  </>
                ),
              })),
            ]}
            value={given.photo ?? ''}
          />
        )}
        <TextArea
          t={t}
          id="words"
          name="words"
          label={t('Nói thêm')}
          optional
          rows={3}
          maxLength={limits.reasonMax}
          defaultValue={given.words}
        />
        <NextStep title={t('Báo xong thì sao?')}>
          {t('Kiểm duyệt viên xem lại trong giờ làm việc. Người gửi phản ánh không biết ai đã báo.')}
        </NextStep>
        <FormFoot>
          <Button look="primary" size="lg" wide icon="send" busyText={t('Đang gửi…')}>
            {t('Báo cho kiểm duyệt viên')}
          </Button>
        </FormFoot>
      </CityForm>
    </div>
  );
}

export function FlaggedPage({ t, code }: { readonly t: Translate; readonly code: string }) {
  return (
    <div className="form">
      <h1>{t('Cảm ơn bạn đã báo')}</h1>
      <p>{t('Kiểm duyệt viên sẽ xem. Nội dung lộ thông tin của người khác được ẩn hoặc che.')}</p>
      <p>
        <a href={`/reports/${code}`}>{t('Về trang phản ánh')}</a>
      </p>
    </div>
  );
}
