// What the first officer writes down, in the order of the card.
import { useMutation } from '@tanstack/react-query';
import { ApiProblem, type DeskContext, sendJson } from '@city/ui/desk';
import { BusyButton, Button, Checkboxes, TextInput } from '@city/ui/parts';
import type { FormEvent } from 'react';
import { problemOf } from './problem-words.ts';

interface FormProps {
  readonly desk: DeskContext;
  readonly minutes: number;
  readonly onOpened: () => void;
}

export function OnboardingForm({ desk: { t }, minutes, onOpened }: FormProps) {
  const open = useMutation({
    mutationFn: ({ body }: { body: object; form: HTMLFormElement }) =>
      sendJson<{ id: string }>('/api/desk/onboardings', body),
    onSuccess: (_, { form }) => {
      form.reset();
      onOpened();
    },
  });
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const text = (field: string) => String(data.get(field) ?? '').trim();
    open.mutate({
      form,
      body: {
        number: text('number'),
        name: text('name'),
        birthDate: text('birthDate'),
        phone: text('phone'),
        codes: data.getAll('codes').length > 0,
      },
    });
  };
  const errorOf = (field: string) =>
    open.error instanceof ApiProblem
      ? open.error.fields.find(({ pointer }) => pointer.replace(/^\//, '') === field)?.detail
      : undefined;
  return (
    <form className="act-form" onSubmit={send} autoComplete="off">
      <h2>{t('Ghi một người')}</h2>
      <p className="hint">{t('Sau {minutes} phút không ai xác nhận, lượt này tự hủy.', { minutes })}</p>
      <Fields t={t} errorOf={errorOf} />
      {open.isError && (
        <p className="act-problem" role="alert">
          {problemOf(open.error, t)}
        </p>
      )}
      {open.isPending ? (
        <BusyButton>{t('Đang ghi…')}</BusyButton>
      ) : (
        <Button look="primary">{t('Ghi, chờ người thứ hai')}</Button>
      )}
    </form>
  );
}

interface FieldsProps {
  readonly t: DeskContext['t'];
  readonly errorOf: (field: string) => string | undefined;
}

function Fields({ t, errorOf }: FieldsProps) {
  return (
    <>
      <TextInput
        t={t}
        id="onboarding-number"
        name="number"
        required
        inputMode="numeric"
        minLength={12}
        maxLength={20}
        label={t('Số định danh trên thẻ')}
        error={errorOf('number')}
      />
      <TextInput
        t={t}
        id="onboarding-name"
        name="name"
        required
        minLength={2}
        maxLength={200}
        label={t('Họ và tên')}
        error={errorOf('name')}
      />
      <TextInput
        t={t}
        id="onboarding-birth"
        name="birthDate"
        type="date"
        required
        label={t('Ngày sinh')}
        error={errorOf('birthDate')}
      />
      <TextInput
        t={t}
        id="onboarding-phone"
        name="phone"
        type="tel"
        maxLength={20}
        label={t('Điện thoại nhận tin nhắn')}
        hint={t('Điện thoại phím bấm cũng được. Mã được gửi ngay tới số này.')}
        error={errorOf('phone')}
      />
      <Checkboxes
        t={t}
        id="onboarding-codes"
        name="codes"
        label={t('Mã in ra giấy')}
        choices={[
          {
            value: 'yes',
            name: t('In mười mã dùng một lần'),
            hint: t('Cất ở nhà, dùng khi không có điện thoại'),
          },
        ]}
      />
    </>
  );
}
