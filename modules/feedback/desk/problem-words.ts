// What went wrong, in words for the officer: the city's own sentence where it gave one.
import type { Translate } from '@city/kernel/text';
import { ApiProblem } from '@city/ui/desk';

export function problemWords(error: unknown, t: Translate): string {
  if (!(error instanceof ApiProblem)) return t('Có lỗi ở trang này. Tải lại trang; bản nháp không mất.');
  if (error.status === 0) return t('Chưa nối được máy chủ. Kiểm tra mạng rồi thử lại; bản nháp không mất.');
  if (error.status === 401) return t('Phiên làm việc đã hết. Đăng nhập lại; bản nháp không mất.');
  if (error.status === 412) return t('Việc đã đổi từ khi bạn mở. Đã lấy bản mới; xem lại rồi gửi lần nữa.');
  return error.message === '' ? t('Máy chủ chưa làm được việc này. Thử lại sau ít phút.') : error.message;
}

/** What is wrong with one field, by the end of its pointer: `/words`, `/reason`. */
export function fieldProblem(error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiProblem)) return undefined;
  return error.fields.find(({ pointer }) => pointer.replace(/^\//, '') === field)?.detail;
}
