// Step 1: which body, which decision, act or person.
import { Button, Radios, Select, TextArea, TextInput } from '@city/ui/parts';
import { CityForm, FormFoot } from '@city/ui/people';
import { limits } from '../limits.ts';
import type { Receiver } from '../rules/receivers.ts';
import type { Draft } from './draft.ts';
import { errorAt, FormSteps, Problems, type StepProps } from './form-parts.tsx';

export type AboutPageProps = StepProps & {
  readonly draft: Draft;
  readonly token: string | null;
  readonly bodies: readonly Receiver[];
  /** Days in which the law lets people complain. */
  readonly days: { readonly first: number; readonly second: number; readonly secondRemote: number } | null;
};

export function AboutPage(props: AboutPageProps) {
  const { t, lang, draft, token, bodies } = props;
  const { fields } = draft;
  const isComplaint = draft.kind === 'khieu_nai';
  return (
    <>
      <FormSteps t={t} current={1} />
      <div className="form">
        <h1>{isComplaint ? t('Bạn khiếu nại điều gì?') : t('Bạn tố cáo ai, việc gì?')}</h1>
        <CityForm action="/complaints/about">
          <Problems {...props} />
          {token !== null && <input type="hidden" name="d" value={token} />}
          <input type="hidden" name="kind" value={draft.kind} />
          {isComplaint && <Round {...props} />}
          <Select
            t={t}
            id="aboutBody"
            name="aboutBody"
            label={
              isComplaint ? t('Cơ quan ra quyết định hoặc có hành vi đó') : t('Cơ quan của người bị tố cáo')
            }
            emptyName={t('Chọn cơ quan')}
            options={bodies.map(({ code, name }) => ({ value: code, name: name[lang] }))}
            defaultValue={fields['aboutBody'] ?? ''}
            error={errorAt(props, 'aboutBody')}
          />
          {!isComplaint && <Heads {...props} />}
          <TextArea
            t={t}
            id="subject"
            name="subject"
            rows={3}
            label={isComplaint ? t('Quyết định hoặc hành vi nào') : t('Ai, làm chức gì, vi phạm điều gì')}
            hint={
              isComplaint
                ? t('Ví dụ: Quyết định xử phạt số 12/QĐ-XPHC ngày 20/8/2026')
                : t('Ví dụ: ông A, cán bộ địa chính, đòi tiền khi làm hồ sơ')
            }
            maxLength={limits.subjectMax}
            defaultValue={fields['subject']}
            error={errorAt(props, 'subject')}
          />
          {isComplaint && <When {...props} />}
          <FormFoot>
            <Button look="primary" size="lg" wide>
              {t('Tiếp tục')}
            </Button>
          </FormFoot>
        </CityForm>
        <p className="muted">
          {t('Không phải khiếu nại, tố cáo?')} <a href="/report">{t('Gửi phản ánh')}</a>
        </p>
      </div>
    </>
  );
}

function Round({ t, draft }: AboutPageProps) {
  return (
    <Radios
      t={t}
      id="round"
      name="round"
      label={t('Bạn khiếu nại lần thứ mấy?')}
      value={draft.fields['round'] ?? '1'}
      choices={[
        { value: '1', name: t('Lần đầu'), hint: t('Gửi chính cơ quan đã ra quyết định') },
        {
          value: '2',
          name: t('Lần hai'),
          hint: t('Không đồng ý với quyết định lần đầu, hoặc quá hạn chưa được trả lời: gửi cấp trên'),
        },
      ]}
    />
  );
}

function Heads({ t, draft }: AboutPageProps) {
  return (
    <Radios
      t={t}
      id="headsIt"
      name="headsIt"
      label={t('Người đó có đứng đầu cơ quan, hoặc là cấp phó?')}
      hint={t('Nếu có, đơn đi thẳng lên cơ quan cấp trên.')}
      value={draft.fields['headsIt'] ?? 'no'}
      choices={[
        { value: 'no', name: t('Không, hoặc tôi không rõ') },
        { value: 'yes', name: t('Có') },
      ]}
    />
  );
}

function When(props: AboutPageProps) {
  const { t, draft, days } = props;
  const { fields } = draft;
  return (
    <>
      <TextInput
        t={t}
        id="learnedOn"
        name="learnedOn"
        type="date"
        width="medium"
        label={t('Bạn nhận hoặc biết quyết định, hành vi đó ngày nào?')}
        hint={
          days === null
            ? undefined
            : t(
                'Luật cho {first} ngày để khiếu nại lần đầu; lần hai {second} ngày, nơi đi lại khó {secondRemote} ngày.',
                days,
              )
        }
        defaultValue={fields['learnedOn']}
        error={errorAt(props, 'learnedOn')}
      />
      {(errorAt(props, 'lateReason') !== undefined || fields['lateReason'] !== undefined) && (
        <TextArea
          t={t}
          id="lateReason"
          name="lateReason"
          rows={2}
          label={t('Vì sao gửi muộn')}
          maxLength={limits.subjectMax}
          defaultValue={fields['lateReason']}
          error={errorAt(props, 'lateReason')}
        />
      )}
      <TextInput
        t={t}
        id="firstDecision"
        name="firstDecision"
        label={t('Quyết định giải quyết lần đầu, nếu khiếu nại lần hai')}
        hint={t('Số và ngày, hoặc ghi: quá hạn chưa trả lời')}
        optional
        maxLength={limits.subjectMax}
        defaultValue={fields['firstDecision']}
        error={errorAt(props, 'firstDecision')}
      />
    </>
  );
}
