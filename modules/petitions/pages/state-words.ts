// The words of states and steps, for people's pages and the desk alike.
import type { Translate } from '@city/kernel/text';
import type { PetitionAction, PetitionState } from '../cases/states.ts';

export function stateName(t: Translate, state: PetitionState): string {
  switch (state) {
    case 'draft':
      return t('Bản nháp');
    case 'seeking':
      return t('Tìm người ủng hộ đầu tiên');
    case 'moderation':
      return t('Chờ kiểm duyệt');
    case 'refused':
      return t('Không được công khai');
    case 'appealed':
      return t('Đang được xem lại');
    case 'open':
      return t('Đang lấy chữ ký');
    case 'owed':
      return t('Đủ chữ ký, chờ trả lời');
    case 'review':
      return t('Câu trả lời chờ duyệt');
    case 'answered':
      return t('Đã trả lời');
    case 'finished':
      return t('Đã xong cam kết');
    case 'closed':
      return t('Hết hạn, chưa đủ chữ ký');
    case 'lapsed':
      return t('Chưa đủ người ủng hộ');
    case 'withdrawn':
      return t('Đã rút');
  }
}

export function stateTone(state: PetitionState): 'plain' | 'done' | 'soon' | 'info' {
  if (state === 'answered' || state === 'finished') return 'done';
  if (state === 'owed' || state === 'review') return 'soon';
  return state === 'open' || state === 'seeking' ? 'info' : 'plain';
}

export function actionName(t: Translate, action: PetitionAction): string {
  switch (action) {
    case 'start':
      return t('Bắt đầu viết');
    case 'edit':
      return t('Sửa bản nháp');
    case 'propose':
      return t('Gửi đi tìm người ủng hộ');
    case 'gather':
      return t('Đủ người ủng hộ đầu tiên');
    case 'lapse':
      return t('Hết hạn tìm người ủng hộ');
    case 'publish':
      return t('Công khai, bắt đầu lấy chữ ký');
    case 'refuse':
      return t('Không công khai');
    case 'appeal':
      return t('Đề nghị xem lại');
    case 'reach':
      return t('Đủ chữ ký: cơ quan phải trả lời');
    case 'close':
      return t('Hết hạn lấy chữ ký');
    case 'hand_over':
      return t('Chuyển cơ quan trả lời');
    case 'submit':
      return t('Trình câu trả lời');
    case 'send_back':
      return t('Trả lại để sửa');
    case 'approve':
      return t('Công bố câu trả lời');
    case 'progress':
      return t('Tiến độ cam kết');
    case 'finish':
      return t('Kết thúc theo dõi');
    case 'escalate':
      return t('Báo lên cấp trên');
    case 'withdraw':
      return t('Rút kiến nghị');
  }
}
