// The words for states and steps, the same on every page and screen.
import type { Translate } from '@city/kernel/text';
import type { HistoryEntry } from '../contract.ts';
import type { ReportState } from './states.ts';

type Lang = 'vi' | 'en';

/** The state as people read it; the petals stand beside it. */
export function stateName(t: Translate, state: ReportState): string {
  switch (state) {
    case 'new':
      return t('Mới');
    case 'returned':
      return t('Đang chọn cơ quan');
    case 'accepted':
      return t('Tiếp nhận');
    case 'in_progress':
      return t('Đang xử lý');
    case 'resolved':
      return t('Đã trả lời');
    case 'closed':
      return t('Xong');
    case 'rejected':
      return t('Không làm được');
    case 'waiting_citizen':
      return t('Chờ bạn trả lời');
    case 'resolved_pending_approval':
      return t('Đang duyệt trả lời');
    case 'merged':
      return t('Gộp với việc khác');
    case 'transferred':
      return t('Chuyển thủ tục khác');
  }
}

/** What happened, in one line of the story. */
export function stepTitle(t: Translate, lang: Lang, entry: HistoryEntry): string {
  const body = entry.body?.name[lang] ?? t('Hệ thống');
  const to = entry.toBody?.name[lang] ?? '';
  switch (entry.action) {
    case 'file':
      return t('Người dân gửi phản ánh');
    case 'accept':
      return t('{body} tiếp nhận', { body });
    case 'assign':
      return t('{body} giao cán bộ phụ trách', { body });
    case 'hand_over':
      return t('{body} chuyển cho {to}', { body, to });
    case 'return':
      return t('{body} trả lại điều phối viên', { body });
    case 'start':
      return t('{body} bắt đầu làm', { body });
    case 'resolve':
      return t('{body} trả lời', { body });
    case 'close':
      return entry.actor === 'reporter'
        ? t('Người gửi báo đã xong')
        : entry.actor === 'system'
          ? t('Hết thời gian xem lại, việc khép lại')
          : t('{body} khép việc lại', { body });
    case 'reject':
      return t('{body} không làm được việc này', { body });
    case 'reopen':
      return entry.actor === 'reporter' ? t('Người gửi đề nghị xem lại') : t('{body} mở lại việc', { body });
    case 'rate':
      return t('Người gửi chấm mức hài lòng');
    default:
      return handlingTitle(t, body, entry);
  }
}

/** The same for what happens between taking a report and answering it. */
function handlingTitle(t: Translate, body: string, entry: HistoryEntry): string {
  switch (entry.action) {
    case 'ask':
      return t('{body} hỏi người gửi, đồng hồ tạm dừng', { body });
    case 'answer':
      return entry.actor === 'reporter'
        ? t('Người gửi trả lời, đồng hồ chạy tiếp')
        : t('{body} ghi lại lời người gửi, đồng hồ chạy tiếp', { body });
    case 'resume':
      return entry.actor === 'system'
        ? t('Hết thời gian chờ, đồng hồ chạy tiếp')
        : t('{body} làm tiếp, không chờ nữa', { body });
    case 'extend':
      return t('Lãnh đạo {body} gia hạn', { body });
    case 'recategorise':
      return t('{body} đổi loại việc', { body });
    case 'submit':
      return t('{body} trình trả lời để duyệt', { body });
    case 'send_back':
      return t('Lãnh đạo {body} yêu cầu sửa trả lời', { body });
    case 'withdraw':
      return t('{body} viết lại trả lời', { body });
    case 'merge':
      return t('{body} gộp với việc đã có', { body });
    case 'unmerge':
      return t('{body} tách thành việc riêng', { body });
    case 'transfer':
      return t('{body} chuyển sang thủ tục riêng', { body });
    case 'reschedule':
      return t('Lịch làm việc thay đổi, hẹn được tính lại');
    case 'escalate':
      return t('Hệ thống báo cấp trên vì sắp hoặc đã trễ hẹn');
    default:
      return t('Có thay đổi');
  }
}

/** Words below the line: what the office said, or why. */
export function stepText(t: Translate, entry: HistoryEntry): string | undefined {
  if (entry.words !== null) return entry.words;
  if (entry.reason === null) return undefined;
  return entry.action === 'hand_over'
    ? t('Lý do: {reason}. Hẹn không đổi.', { reason: withoutStop(entry.reason) })
    : t('Lý do: {reason}.', { reason: withoutStop(entry.reason) });
}

const withoutStop = (text: string): string => text.replace(/[.\s]+$/u, '');
