// Step 3: who sends it, a look at what goes out, and the one button.
import type { Bilingual } from '@city/kernel/errors';
import { Banner, Button, Checkbox, DataList, TextInput } from '@city/ui/parts';
import { CityForm, FormFoot, NextStep } from '@city/ui/people';
import { limits } from '../limits.ts';
import type { Draft } from './draft.ts';
import { errorAt, FormSteps, Problems, type StepProps } from './form-parts.tsx';

export type SendPageProps = StepProps & {
  readonly draft: Draft;
  readonly token: string;
  readonly about: Bilingual;
  /** Name of the signed-in person. */
  readonly actorName: string | null;
};

export function SendPage(props: SendPageProps) {
  const { t, lang, draft, token, about } = props;
  const { fields, evidence } = draft;
  const isComplaint = draft.kind === 'khieu_nai';
  return (
    <>
      <FormSteps t={t} current={3} />
      <div className="form petition">
        <h1>{t('Xem lại rồi gửi')}</h1>
        <CityForm action="/complaints/send">
          <Problems {...props} />
          <input type="hidden" name="d" value={token} />
          <DataList
            items={[
              { name: t('Loại đơn'), value: isComplaint ? t('Khiếu nại') : t('Tố cáo') },
              { name: t('Về cơ quan'), value: about[lang] },
              { name: t('Về việc'), value: fields['subject'] ?? '' },
              { name: t('Nội dung'), value: fields['words'] ?? '' },
              { name: t('Đề nghị'), value: fields['request'] ?? '' },
              { name: t('Ảnh kèm theo'), value: String(evidence.length) },
            ].filter(({ value }) => value !== '')}
          />
          <p>
            <a href={`/complaints/about?d=${encodeURIComponent(token)}`}>{t('Sửa')}</a>
          </p>
          <Person {...props} />
          {!isComplaint && <Nameless {...props} />}
          <NextStep title={t('Gửi xong thì sao?')}>
            {t('Bạn nhận mã biên nhận và hẹn trả lời. Mỗi bước đều xem được ở trang theo dõi.')}
          </NextStep>
          <FormFoot>
            <Button look="primary" size="lg" wide icon="send" busyText={t('Đang gửi…')}>
              {t('Gửi đơn')}
            </Button>
          </FormFoot>
        </CityForm>
      </div>
    </>
  );
}

function Person(props: SendPageProps) {
  const { t, draft, actorName } = props;
  const { fields } = draft;
  return (
    <div className="q">
      <h2>{t('Bạn là ai?')}</h2>
      <p>
        {draft.kind === 'khieu_nai'
          ? t('Chỉ cơ quan giải quyết xem được, phải nói lý do, và mỗi lần xem bạn đều thấy.')
          : t('Cất riêng khỏi nội dung, khóa kín. Ai mở phải nói lý do, và mỗi lần mở bạn đều thấy.')}
      </p>
      <TextInput
        t={t}
        id="name"
        name="name"
        autoComplete="name"
        label={t('Họ và tên')}
        maxLength={limits.nameMax}
        defaultValue={fields['name'] ?? actorName ?? undefined}
        error={errorAt(props, 'name')}
      />
      <TextInput
        t={t}
        id="address"
        name="address"
        autoComplete="street-address"
        label={t('Địa chỉ')}
        maxLength={limits.addressMax}
        defaultValue={fields['address']}
        error={errorAt(props, 'address')}
      />
      <TextInput
        t={t}
        id="phone"
        name="phone"
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        label={t('Số điện thoại')}
        hint={t('Bốn số cuối dùng để mở hồ sơ sau này')}
        maxLength={limits.phoneMax}
        width="medium"
        defaultValue={fields['phone']}
        error={errorAt(props, 'phone')}
      />
      <TextInput
        t={t}
        id="email"
        name="email"
        type="email"
        autoComplete="email"
        label={t('E-mail')}
        optional
        maxLength={limits.emailMax}
        defaultValue={fields['email']}
        error={errorAt(props, 'email')}
      />
      <TextInput
        t={t}
        id="paper"
        name="paper"
        label={t('Số căn cước')}
        optional
        maxLength={limits.paperMax}
        defaultValue={fields['paper']}
        error={errorAt(props, 'paper')}
      />
    </div>
  );
}

function Nameless({ t, draft }: SendPageProps) {
  return (
    <div className="q">
      <h2>{t('Không muốn nêu tên?')}</h2>
      <Banner tone="soon" title={t('Luật không coi đơn không tên là tố cáo')}>
        <p>
          {t(
            'Cơ quan nhận làm thông tin để xem xét, không có hạn trả lời bạn. Nêu tên thì được bảo vệ danh tính và được trả lời đúng hạn.',
          )}
        </p>
      </Banner>
      <Checkbox
        id="anonymous"
        name="anonymous"
        value="yes"
        label={t('Gửi không nêu tên, chỉ làm thông tin')}
        checked={draft.fields['anonymous'] === 'yes'}
      />
    </div>
  );
}
