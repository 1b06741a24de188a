// Opening a matter: its code and the last four digits of the telephone given with it.
import type { Translate } from '@city/kernel/text';
import { Button, ErrorSummary, TextInput } from '@city/ui/parts';
import { CityForm, PageHeading } from '@city/ui/people';

export interface FindPageProps {
  readonly t: Translate;
  readonly code: string;
  readonly problem: string | undefined;
}

export function FindPage({ t, code, problem }: FindPageProps) {
  return (
    <div className="form petition">
      <PageHeading
        title={t('Theo dõi hồ sơ khiếu nại, tố cáo')}
        sub={t('Hồ sơ kín: chỉ mở được bằng mã và số điện thoại của người gửi.')}
      />
      <CityForm action="/complaints/follow">
        <ErrorSummary t={t} problems={problem === undefined ? [] : [{ fieldId: 'code', message: problem }]} />
        <TextInput
          t={t}
          id="code"
          name="code"
          label={t('Mã biên nhận')}
          hint={t('Ví dụ: DT-7K2M4-Q9DXH-4TZ0')}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          defaultValue={code}
          error={problem}
        />
        <TextInput
          t={t}
          id="lastFour"
          name="lastFour"
          label={t('Bốn số cuối điện thoại')}
          inputMode="numeric"
          autoComplete="off"
          maxLength={4}
          width="short"
        />
        <Button look="primary" size="lg" wide>
          {t('Mở hồ sơ')}
        </Button>
      </CityForm>
      <p className="muted">
        {t('Gửi khi đã đăng nhập thì xem ở')} <a href="/complaints">{t('trang khiếu nại, tố cáo')}</a>
      </p>
    </div>
  );
}
