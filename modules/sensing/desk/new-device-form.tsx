// The form for a new device; the key stands in the answer, once.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DeskContext } from '@city/ui/desk';
import { Button, Checkbox, ErrorState, Select, TextInput } from '@city/ui/parts';
import type { FormEvent } from 'react';
import { keys, problemWords, sendDevice } from './api.ts';
import type { NewDevice } from './shapes.ts';
import { ShownKey } from './shown-key.tsx';

const kindNames = (t: DeskContext['t']): readonly { value: NewDevice['kind']; name: string }[] => [
  { value: 'air', name: t('Không khí') },
  { value: 'weather', name: t('Thời tiết') },
  { value: 'water', name: t('Mực nước') },
  { value: 'road', name: t('Nước trên đường') },
  { value: 'traffic', name: t('Giao thông') },
  { value: 'fire', name: t('Báo cháy') },
  { value: 'port', name: t('Cảng') },
  { value: 'gateway', name: t('Cổng nhiều thiết bị') },
  { value: 'sparkplug', name: t('Nút Sparkplug B') },
  { value: 'network', name: t('Máy chủ LoRaWAN') },
  { value: 'other', name: t('Khác') },
];

function readForm(form: HTMLFormElement): NewDevice {
  const data = new FormData(form);
  const text = (name: string): string => String(data.get(name) ?? '').trim();
  const orNull = (name: string): string | null => text(name) || null;
  const number = (name: string): number | null =>
    text(name) === '' ? null : Number(text(name).replace(',', '.'));
  return {
    code: text('code'),
    kind: text('kind') as NewDevice['kind'],
    title: text('title'),
    lat: number('lat'),
    lon: number('lon'),
    periodSeconds: number('period') ?? 60,
    isPublic: data.get('public') !== null,
    via: orNull('via'),
    address: orNull('address'),
    codec: orNull('codec'),
  };
}

export function NewDeviceForm({ desk }: { desk: DeskContext }) {
  const { t } = desk;
  const queries = useQueryClient();
  const add = useMutation({
    mutationFn: sendDevice,
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.devices }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    add.mutate(readForm(event.currentTarget));
  };
  const field = (name: string, label: string, more: object = {}) => (
    <TextInput t={t} id={`device-${name}`} name={name} label={label} optional {...more} />
  );
  return (
    <form className="sensing-form" onSubmit={submit}>
      {field('code', t('Mã'), {
        optional: false,
        required: true,
        pattern: '[a-z0-9][a-z0-9_\\-]{1,63}',
        hint: t('Chữ thường, số, gạch nối; dùng trong tên chủ đề MQTT.'),
      })}
      {field('title', t('Tên'), { optional: false, required: true, maxLength: 200 })}
      <Select t={t} id="device-kind" name="kind" label={t('Loại')} options={kindNames(t)} />
      {field('period', t('Mấy giây gửi một lần'), {
        optional: false,
        required: true,
        inputMode: 'numeric',
        defaultValue: '60',
        pattern: '[0-9]{1,6}',
      })}
      {field('lat', t('Vĩ độ'), { inputMode: 'decimal' })}
      {field('lon', t('Kinh độ'), { inputMode: 'decimal' })}
      {field('via', t('Đi qua'), { hint: t('Mã của cổng, nút Sparkplug hoặc máy chủ LoRaWAN.') })}
      {field('address', t('Địa chỉ ở đó'), { hint: t('DevEUI, tên Sparkplug…') })}
      {field('codec', t('Bộ giải mã'))}
      <Checkbox id="device-public" name="public" label={t('Ai cũng xem được số đo')} />
      <Button type="submit" look="primary" disabled={add.isPending}>
        {t('Thêm và cấp khoá')}
      </Button>
      {add.isError && <ErrorState title={t('Chưa thêm được')}>{problemWords(add.error, t)}</ErrorState>}
      {add.data && <ShownKey desk={desk} shown={add.data} />}
    </form>
  );
}
