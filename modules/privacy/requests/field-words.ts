// Plain words for the fields of an export where people read it; the file for machines keeps the names of its schema.
import type { Translate } from '@city/kernel/text';
import { formatDateTime } from '@city/kernel/time';

/** The name of a field in words; what has none keeps its own. */
export function fieldName(name: string, t: Translate): string {
  switch (name) {
    case 'name':
      return t('Tên');
    case 'birthDate':
      return t('Ngày sinh');
    case 'personalNumber':
      return t('Số định danh');
    case 'phone':
      return t('Điện thoại');
    case 'email':
      return t('Thư điện tử');
    case 'identityLevel':
      return t('Mức định danh');
    case 'authentication_level':
      return t('Mức xác thực');
    case 'tracking_code':
    case 'code':
      return t('Mã hồ sơ');
    case 'words':
      return t('Lời viết');
    case 'reason':
      return t('Lý do');
    case 'purpose':
      return t('Mục đích');
    case 'state':
      return t('Trạng thái');
    case 'filed_at':
    case 'asked_at':
      return t('Gửi lúc');
    case 'created_at':
    case 'first_at':
      return t('Bắt đầu');
    case 'seen_at':
    case 'last_at':
      return t('Lần cuối');
    case 'ended_at':
    case 'closed_at':
      return t('Kết thúc lúc');
    case 'due_at':
      return t('Hạn');
    case 'given_at':
      return t('Đồng ý lúc');
    case 'withdrawn_at':
      return t('Dừng lúc');
    default:
      return name;
  }
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/;

export function fieldValue(value: unknown, lang: 'vi' | 'en'): string {
  if (value === null || value === undefined || value === '') return '—';
  if (typeof value === 'string') return instant.test(value) ? formatDateTime(new Date(value), lang) : value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value as number | boolean);
}
