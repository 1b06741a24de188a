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
