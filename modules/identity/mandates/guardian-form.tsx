// The form at the desk that writes down who is whose parent or guardian, by the document at hand.
import { useMutation } from '@tanstack/react-query';
import type { Translate } from '@city/kernel/text';
import { ApiProblem, type DeskContext, sendJson } from '@city/ui/desk';
import { Button, Select, TextInput } from '@city/ui/parts';
import { type FormEvent, useState } from 'react';

type Props = { desk: DeskContext; today: string; onDone: () => Promise<void> };

const fields = ['basis', 'wardNumber', 'wardName', 'birthDate', 'guardianNumber', 'guardianName', 'evidence'];

/** What went wrong, in the server's words where it has some. */
export const problemOf = (error: unknown, t: Translate): string =>
  error instanceof ApiProblem && error.message !== ''
    ? error.message
    : t('Chưa nối được máy chủ. Thử lại sau ít phút.');

export function GuardianForm({ desk: { t }, today, onDone }: Props) {
  const [round, setRound] = useState(0);
  const write = useMutation({
    mutationFn: (body: object) => sendJson('/api/desk/mandates', body),
    onSuccess: async () => {
      setRound((before) => before + 1);
      await onDone();
    },
  });
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    write.mutate(Object.fromEntries(fields.map((name) => [name, String(form.get(name) ?? '').trim()])));
  };
  const errorOf = (field: string) =>
    write.error instanceof ApiProblem
      ? write.error.fields.find(({ pointer }) => pointer.replace(/^\//, '') === field)?.detail
      : undefined;
  const text = (name: string, label: string, more: object = {}) => (
    <TextInput
      t={t}
      id={`guardian-${name}`}
      name={name}
      label={label}
      error={errorOf(name)}
      required
      maxLength={200}
      autoComplete="off"
      {...more}
    />
  );
  const number = { inputMode: 'numeric', maxLength: 20 } as const;
  return (
    <form key={round} className="act-form" onSubmit={send}>
      <h2>{t('Ghi quan hệ mới')}</h2>
      <Select
        t={t}
        id="guardian-basis"
        name="basis"
        label={t('Quan hệ')}
        error={errorOf('basis')}
        options={[
          { value: 'parent', name: t('Cha hoặc mẹ của người dưới 18 tuổi') },
          { value: 'guardian', name: t('Người giám hộ của người dưới 18 tuổi') },
          { value: 'ward', name: t('Người giám hộ của người lớn, theo quyết định của tòa') },
        ]}
      />
      {text('wardName', t('Họ tên người được chăm lo'))}
      {text('wardNumber', t('Số định danh của người được chăm lo'), number)}
      {text('birthDate', t('Ngày sinh'), { type: 'date', max: today })}
      {text('guardianName', t('Họ tên cha, mẹ hoặc người giám hộ'))}
      {text('guardianNumber', t('Số định danh của cha, mẹ hoặc người giám hộ'), number)}
      {text('evidence', t('Số giấy khai sinh, quyết định hoặc bản án'))}
      {write.isError && (
        <p className="act-problem" role="alert">
          {problemOf(write.error, t)}
        </p>
      )}
      {write.isSuccess && <p role="status">{t('Đã ghi. Chờ cán bộ thứ hai xác nhận.')}</p>}
      <Button look="primary" disabled={write.isPending}>
        {t('Ghi, chờ người thứ hai')}
      </Button>
    </form>
  );
}
