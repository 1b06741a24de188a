// Somebody who waits: the opener types the code from the telephone, a colleague compares the card and confirms.
import { type DeskContext, dayWords, timeWords } from '@city/ui/desk';
import { Button, DataList, TextInput } from '@city/ui/parts';
import type { FormEvent } from 'react';
import type { OnboardingView } from './onboarding-schemas.ts';

interface WaitingProps {
  readonly desk: DeskContext;
  readonly one: OnboardingView;
  readonly isBusy: boolean;
  readonly onAct: (what: 'code' | 'confirm' | 'refuse' | 'withdraw', body: object) => void;
}

export function WaitingOne({ desk: { t, lang }, one, isBusy, onAct }: WaitingProps) {
  const { told } = one;
  const needsCode = one.wantsPhone && !one.phoneProved;
  const items = [
    { name: t('Họ và tên'), value: told?.name },
    { name: t('Ngày sinh'), value: told && dayWords(told.birthDate, lang, 'short') },
    { name: t('Số định danh'), value: told?.number },
    { name: t('Điện thoại'), value: told?.phone },
    { name: t('Mã in ra giấy'), value: one.wantsCodes ? t('Có') : t('Không') },
    { name: t('Người ghi'), value: one.openedPost },
    { name: t('Tự hủy lúc'), value: timeWords(new Date(one.until)) },
  ];
  const fieldOf = (event: FormEvent<HTMLFormElement>, field: string) => {
    event.preventDefault();
    return String(new FormData(event.currentTarget).get(field) ?? '').trim();
  };
  return (
    <article className="onboarding-one card">
      <DataList
        items={items.filter((item): item is { name: string; value: string } => Boolean(item.value))}
      />
      {one.isOwn && needsCode && (
        <form onSubmit={(event) => onAct('code', { code: fieldOf(event, 'code') })}>
          <TextInput
            t={t}
            id={`code-${one.id}`}
            name="code"
            required
            inputMode="numeric"
            maxLength={10}
            label={t('Mã trong tin nhắn')}
            hint={t('Nhờ người dân đọc mã vừa nhận.')}
          />
          <Button look="primary" disabled={isBusy}>
            {t('Xác nhận số điện thoại')}
          </Button>
        </form>
      )}
      {one.isOwn && !needsCode && <p>{t('Chờ cán bộ thứ hai nhìn người và thẻ, rồi xác nhận.')}</p>}
      {!one.isOwn && needsCode && <p>{t('Chờ người ghi xác nhận số điện thoại bằng mã.')}</p>}
      {!one.isOwn && !needsCode && (
        <Button look="primary" type="button" disabled={isBusy} onClick={() => onAct('confirm', {})}>
          {t('Tôi đã nhìn người và thẻ: xác nhận')}
        </Button>
      )}
      <form
        onSubmit={(event) => onAct(one.isOwn ? 'withdraw' : 'refuse', { reason: fieldOf(event, 'reason') })}
      >
        <TextInput
          t={t}
          id={`reason-${one.id}`}
          name="reason"
          required
          minLength={3}
          maxLength={500}
          label={one.isOwn ? t('Rút lại vì sao') : t('Không xác nhận vì sao')}
        />
        <Button look="second" disabled={isBusy}>
          {one.isOwn ? t('Rút lại') : t('Không xác nhận')}
        </Button>
      </form>
    </article>
  );
}
