// Step 3 of the form: how to be told, a look at what goes out, and the one button that sends it.
import type { ReactNode } from 'react';
import type { Translate } from '@city/kernel/text';
import { Button, DataList, ErrorSummary, type FieldProblem, TextInput } from '@city/ui/parts';
import { CityForm, FormFoot, NextStep } from '@city/ui/people';
import { limits } from '../limits.ts';
import type { AlikeItem } from '../duplicates/duplicates.routes.ts';
import { SameQuestion } from '../duplicates/same-question.part.tsx';
import { FormSteps } from './form-steps.tsx';

export interface SendPageProps {
  readonly t: Translate;
  readonly lang: 'vi' | 'en';
  /** Reports that are probably about the same. */
  readonly same: readonly AlikeItem[];
  readonly token: string;
  /** What will be sent, in words. */
  readonly items: readonly { readonly name: string; readonly value: ReactNode }[];
  /** Typed contact, when the page comes back. */
  readonly contact: Readonly<Record<string, string>>;
  /** Name of the signed-in person: they are told in their account. */
  readonly personName: string | null;
  readonly problems: readonly FieldProblem[];
  /** Asked of senders who send much. */
  readonly question: { readonly token: string; readonly words: string } | null;
  readonly next: { readonly body: string; readonly due: string | null };
}

export function SendPage(props: SendPageProps) {
  const { t, lang, same, token, items, contact, personName, problems, question, next } = props;
  const errorAt = (id: string) => problems.find(({ fieldId }) => fieldId === id)?.message;
  const back = `/report/where?d=${encodeURIComponent(token)}`;
  return (
    <>
      <FormSteps t={t} current={3} />
      <div className="form">
        <h1>{t('Xem lại rồi gửi')}</h1>
        <CityForm
          action="/report/send"
          idempotencyKey={`report-${token}`}
          offlineName={t('Phản ánh của bạn')}
        >
          <ErrorSummary t={t} problems={problems} />
          <input type="hidden" name="d" value={token} />
          <DataList items={items} />
          <p>
            <a href={back}>{t('Sửa')}</a>
          </p>
          <SameQuestion t={t} lang={lang} same={same} />
          <ContactFields t={t} contact={contact} personName={personName} errorAt={errorAt} />
          {question && (
            <div className="q">
              <input type="hidden" name="questionToken" value={question.token} />
              <TextInput
                t={t}
                id="questionAnswer"
                name="questionAnswer"
                inputMode="numeric"
                autoComplete="off"
                label={question.words}
                hint={t(
                  'Hôm nay nhiều phản ánh đến từ cùng một máy hoặc mạng: câu hỏi này giữ máy tự động lại.',
                )}
                error={errorAt('questionAnswer')}
                required
                maxLength={20}
                width="short"
              />
            </div>
          )}
          <NextStep title={t('Gửi xong thì sao?')}>
            {next.due === null
              ? t('{body} nhận việc. Bạn có mã theo dõi ngay.', { body: next.body })
              : t('{body} nhận việc, hẹn trả lời {due}. Bạn có mã theo dõi ngay.', {
                  body: next.body,
                  due: next.due,
                })}
          </NextStep>
          <FormFoot>
            <Button look="primary" size="lg" wide icon="send" busyText={t('Đang gửi…')}>
              {t('Gửi phản ánh')}
            </Button>
          </FormFoot>
        </CityForm>
      </div>
    </>
  );
}

type ContactFieldsProps = Pick<SendPageProps, 't' | 'contact' | 'personName'> & {
  readonly errorAt: (id: string) => string | undefined;
};

function ContactFields({ t, contact, personName, errorAt }: ContactFieldsProps) {
  return (
    <div className="q">
      <h2>{t('Báo tin cho bạn bằng cách nào?')}</h2>
      <p>
        {personName === null
          ? t('Không bắt buộc. Không hiện cho ai ngoài cơ quan xử lý, và mỗi lần mở đều ghi lại.')
          : t('Bạn đang đăng nhập là {name}: tin báo vào tài khoản. Muốn nhận cách khác thì ghi thêm.', {
              name: personName,
            })}
      </p>
      <TextInput
        t={t}
        id="contactPhone"
        name="contactPhone"
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        label={t('Số điện thoại')}
        hint={t('10 chữ số, ví dụ 0912 345 678')}
        error={errorAt('contactPhone')}
        optional
        defaultValue={contact['contactPhone']}
        maxLength={20}
        width="medium"
      />
      <TextInput
        t={t}
        id="contactEmail"
        name="contactEmail"
        type="email"
        autoComplete="email"
        label={t('E-mail')}
        error={errorAt('contactEmail')}
        optional
        defaultValue={contact['contactEmail']}
        maxLength={limits.contactEmailMax}
      />
      <TextInput
        t={t}
        id="contactName"
        name="contactName"
        autoComplete="name"
        label={t('Họ và tên')}
        error={errorAt('contactName')}
        optional
        defaultValue={contact['contactName']}
        maxLength={limits.contactNameMax}
      />
    </div>
  );
}
