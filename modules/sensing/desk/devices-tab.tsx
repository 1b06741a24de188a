// Devices: when each was last heard, its key, and a form for a new one.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type DeskContext, momentWords } from '@city/ui/desk';
import { Button, EmptyState, ErrorState, LoadingState, Table, Tag } from '@city/ui/parts';
import { askDevices, keys, problemWords, sendActive, sendNewKey } from './api.ts';
import { NewDeviceForm } from './new-device-form.tsx';
import { ShownKey } from './shown-key.tsx';
import type { DeviceLine } from './shapes.ts';

export function DevicesTab({ desk }: { desk: DeskContext }) {
  const { t } = desk;
  const devices = useQuery({
    queryKey: keys.devices,
    queryFn: ({ signal }) => askDevices(signal),
    refetchInterval: 30_000,
  });
  if (devices.isPending) return <LoadingState waitingFor={t('Đang chờ danh sách thiết bị.')} />;
  if (devices.isError)
    return (
      <ErrorState title={t('Chưa lấy được danh sách thiết bị')}>{problemWords(devices.error, t)}</ErrorState>
    );
  return (
    <div className="sensing-stack">
      <details className="sensing-new">
        <summary>{t('Thêm thiết bị')}</summary>
        <NewDeviceForm desk={desk} />
      </details>
      {devices.data.items.length === 0 ? (
        <EmptyState icon="trend" title={t('Chưa có thiết bị nào')}>
          {t('Thêm thiết bị đầu tiên ở trên; khoá của thiết bị sẽ hiện một lần.')}
        </EmptyState>
      ) : (
        <List desk={desk} items={devices.data.items} />
      )}
    </div>
  );
}

function List({ desk, items }: { desk: DeskContext; items: readonly DeviceLine[] }) {
  const { t, lang } = desk;
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: keys.devices });
  const key = useMutation({ mutationFn: (code: string) => sendNewKey(code) });
  const active = useMutation({
    mutationFn: ({ code, isActive }: { code: string; isActive: boolean }) => sendActive(code, isActive),
    onSuccess: refresh,
  });
  const failed = key.error ?? active.error;
  return (
    <>
      {key.data && <ShownKey desk={desk} shown={key.data} />}
      {failed && <ErrorState title={t('Chưa làm được')}>{problemWords(failed, t)}</ErrorState>}
      <Table
        caption={t('Thiết bị, im lặng lâu nhất trước')}
        look="framed"
        rows={items}
        rowKey={(row) => row.code}
        columns={[
          {
            key: 'code',
            header: t('Mã'),
            rowHeader: true,
            cell: (row: DeviceLine) => <code>{row.code}</code>,
          },
          { key: 'title', header: t('Tên'), cell: (row: DeviceLine) => row.title },
          { key: 'state', header: t('Tình trạng'), cell: (row: DeviceLine) => <State t={t} row={row} /> },
          {
            key: 'heard',
            header: t('Nghe lần cuối'),
            cell: (row: DeviceLine) =>
              row.heardAt ? momentWords(new Date(row.heardAt), lang) : t('chưa lần nào'),
          },
          { key: 'series', header: t('Đại lượng'), align: 'end', cell: (row: DeviceLine) => row.series },
          { key: 'aside', header: t('Cách ly'), align: 'end', cell: (row: DeviceLine) => row.setAside },
          {
            key: 'do',
            header: t('Thao tác'),
            cell: (row: DeviceLine) => (
              <span className="sensing-buttons">
                <Button size="sm" onClick={() => key.mutate(row.code)}>
                  {t('Khoá mới')}
                </Button>
                <Button size="sm" onClick={() => active.mutate({ code: row.code, isActive: !row.isActive })}>
                  {row.isActive ? t('Ngừng') : t('Chạy lại')}
                </Button>
              </span>
            ),
          },
        ]}
      />
    </>
  );
}

function State({ t, row }: { t: DeskContext['t']; row: DeviceLine }) {
  if (!row.isActive) return <Tag tone="paused">{t('Đã ngừng')}</Tag>;
  if (row.isLate) return <Tag tone="need">{t('Im lặng')}</Tag>;
  return row.series === 0 ? (
    <Tag tone="info">{t('Chưa gửi gì')}</Tag>
  ) : (
    <Tag tone="done">{t('Đang gửi')}</Tag>
  );
}
