// States, priorities and actions of alarms, incidents and warnings in words.
import type { Translate } from '@city/kernel/text';
import type { AlarmState as Drawn } from '@city/ui/staff';

/** ISA-18.2's letters as the design system draws them. */
export const drawn: Readonly<Record<string, Drawn>> = {
  NORM: 'normal',
  UNACK: 'unacknowledged',
  ACKED: 'acknowledged',
  RTNUN: 'returned',
  SHLVD: 'shelved',
  DSUPR: 'suppressed',
  OOSRV: 'out-of-service',
};

export function priorityWords(t: Translate, priority: number): string {
  if (priority === 1) return t('Khẩn');
  if (priority === 2) return t('Cao');
  return priority === 3 ? t('Vừa') : t('Thấp');
}

export function alarmActionWords(t: Translate, action: string): string {
  const words: Record<string, string> = {
    occur: t('Xảy ra'),
    change: t('Số đo đổi'),
    rise: t('Nặng thêm'),
    clear: t('Hết'),
    ack: t('Xác nhận'),
    unack: t('Bỏ xác nhận'),
    reset: t('Đặt lại'),
    shelve: t('Tạm gác'),
    unshelve: t('Cho hiện lại'),
    expire: t('Hết giờ tạm gác'),
    suppress: t('Chặn theo thiết kế'),
    unsuppress: t('Hết chặn'),
    remove: t('Ngừng dùng'),
    restore: t('Dùng lại'),
    note: t('Ghi chú'),
  };
  return words[action] ?? action;
}

export function incidentStateWords(t: Translate, state: string): string {
  const words: Record<string, string> = {
    open: t('Mới mở'),
    under_way: t('Đang xử lý'),
    contained: t('Đã khống chế'),
    closed: t('Đã đóng'),
    merged: t('Đã gộp'),
  };
  return words[state] ?? state;
}

export function incidentActionWords(t: Translate, action: string): string {
  const words: Record<string, string> = {
    start: t('Bắt đầu xử lý'),
    contain: t('Đã khống chế'),
    flare: t('Bùng lại'),
    close: t('Đóng sự cố'),
    reopen: t('Mở lại'),
  };
  return words[action] ?? action;
}

export function taskStateWords(t: Translate, state: string): string {
  const words: Record<string, string> = {
    sent: t('Đã giao'),
    accepted: t('Đã nhận'),
    done: t('Xong'),
    cancelled: t('Đã huỷ'),
  };
  return words[state] ?? state;
}

export function warningStateWords(t: Translate, state: string): string {
  const words: Record<string, string> = {
    draft: t('Bản soạn'),
    review: t('Chờ người thứ hai'),
    released: t('Đã phát'),
    updated: t('Đã có bản mới'),
    cancelled: t('Đã huỷ'),
    discarded: t('Đã bỏ'),
  };
  return words[state] ?? state;
}

export function warningActionWords(t: Translate, action: string): string {
  const words: Record<string, string> = {
    draft: t('Soạn'),
    edit: t('Sửa'),
    submit: t('Trình duyệt'),
    send_back: t('Trả lại'),
    release: t('Phát'),
    update: t('Có bản mới'),
    cancel: t('Huỷ'),
    discard: t('Bỏ'),
  };
  return words[action] ?? action;
}

/** "3 phút", "2 giờ 5 phút": how long since, or until. */
export function spanWords(t: Translate, milliseconds: number): string {
  const minutes = Math.max(0, Math.round(Math.abs(milliseconds) / 60_000));
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return t('{n} phút', { n: minutes });
  return minutes % 60 === 0
    ? t('{n} giờ', { n: hours })
    : t('{h} giờ {m} phút', { h: hours, m: minutes % 60 });
}
