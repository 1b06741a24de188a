// Names of states at the desk, and what each step in the story of a report is called.
import type { Translate } from '@city/kernel/text';
import type { IconName } from '@city/ui/parts';
import type { ReportState } from '../cases/states.ts';
import type { HistoryEntry } from '../contract.ts';

export function stateName(state: ReportState, t: Translate): string {
  switch (state) {
    case 'new':
      return t('Mới');
    case 'returned':
      return t('Bị trả lại');
    case 'accepted':
      return t('Tiếp nhận');
    case 'in_progress':
      return t('Đang xử lý');
    case 'resolved':
      return t('Đã trả lời');
    case 'closed':
      return t('Xong');
    case 'rejected':
      return t('Từ chối');
    case 'waiting_citizen':
      return t('Chờ người dân');
    case 'resolved_pending_approval':
      return t('Chờ duyệt');
    case 'merged':
      return t('Đã gộp');
    case 'transferred':
      return t('Đã chuyển thủ tục');
  }
}

/** One step in words: "UBND phường Lê Chân tiếp nhận". */
export function storyTitle(entry: HistoryEntry, t: Translate, lang: 'vi' | 'en'): string {
  const who =
    entry.actor === 'reporter'
      ? t('Người dân')
      : entry.actor === 'system'
        ? t('Hệ thống')
        : (entry.body?.short[lang] ?? t('Cơ quan'));
  const to = entry.toBody?.short[lang] ?? '';
  switch (entry.action) {
    case 'file':
      return to === '' ? t('{who} gửi', { who }) : t('{who} gửi, {to} giữ việc', { who, to });
    case 'accept':
      return t('{who} tiếp nhận', { who });
    case 'assign':
      return t('{who} giao người làm', { who });
    case 'hand_over':
      return t('{who} chuyển cho {to}', { who, to });
    case 'return':
      return t('{who} trả lại điều phối viên', { who });
    case 'start':
      return t('{who} bắt đầu làm', { who });
    case 'resolve':
      return t('{who} trả lời', { who });
    case 'close':
      return t('{who} khép việc', { who });
    case 'reject':
      return t('{who} từ chối', { who });
    case 'reopen':
      return t('{who} đề nghị xem lại', { who });
    case 'rate':
      return t('{who} chấm mức hài lòng', { who });
    default:
      return handlingTitle(entry, who, t);
  }
}

/** The same for what happens between taking a report and answering it. */
function handlingTitle(entry: HistoryEntry, who: string, t: Translate): string {
  switch (entry.action) {
    case 'ask':
      return t('{who} hỏi người gửi, dừng đồng hồ', { who });
    case 'answer':
      return t('{who} trả lời câu hỏi', { who });
    case 'resume':
      return t('{who} cho đồng hồ chạy tiếp', { who });
    case 'extend':
      return t('{who} gia hạn', { who });
    case 'recategorise':
      return t('{who} đổi loại việc', { who });
    case 'submit':
      return t('{who} trình bản thảo', { who });
    case 'send_back':
      return t('{who} trả bản thảo', { who });
    case 'withdraw':
      return t('{who} rút bản thảo', { who });
    case 'merge':
      return t('{who} gộp việc', { who });
    case 'unmerge':
      return t('{who} tách việc', { who });
    case 'transfer':
      return t('{who} chuyển thủ tục', { who });
    case 'escalate':
      return t('{who} báo cấp trên', { who });
    case 'reschedule':
      return t('{who} tính lại hẹn theo lịch mới', { who });
    default:
      return t('Có thay đổi');
  }
}

const storyIcons: Record<HistoryEntry['action'], IconName> = {
  file: 'send',
  accept: 'tick',
  assign: 'person',
  hand_over: 'hand-over',
  return: 'undo',
  start: 'clock',
  resolve: 'message',
  close: 'done',
  reject: 'close',
  reopen: 'refresh',
  rate: 'flag',
  ask: 'message',
  answer: 'message',
  resume: 'clock',
  extend: 'clock',
  recategorise: 'refresh',
  submit: 'send',
  send_back: 'undo',
  withdraw: 'undo',
  merge: 'done',
  unmerge: 'undo',
  transfer: 'hand-over',
  escalate: 'flag',
  reschedule: 'clock',
};

export const storyIcon = (action: HistoryEntry['action']): IconName => storyIcons[action];
