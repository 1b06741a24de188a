// States and steps of a matter in the words of ordinary Vietnamese.
import type { Translate } from '@city/kernel/text';
import type { MatterAction, MatterState } from './states.ts';

export function stateName(state: MatterState, t: Translate): string {
  switch (state) {
    case 'received':
      return t('đã nhận đơn');
    case 'waiting':
      return t('chờ bổ sung');
    case 'accepted':
      return t('đã thụ lý');
    case 'verifying':
      return t('đang xác minh');
    case 'dialogue':
      return t('đang đối thoại');
    case 'suspended':
      return t('tạm đình chỉ');
    case 'decided':
      return t('đã có quyết định');
    case 'in_force':
      return t('quyết định có hiệu lực');
    case 'closed':
      return t('đã kết thúc');
    case 'refused':
      return t('không thụ lý');
    case 'guided':
      return t('hướng dẫn gửi nơi khác');
    case 'withdrawn':
      return t('đã rút đơn');
    case 'information':
      return t('nhận làm thông tin');
  }
}

export function actionName(action: MatterAction, t: Translate): string {
  switch (action) {
    case 'file':
      return t('Gửi đơn');
    case 'inform':
      return t('Gửi thông tin, không nêu tên');
    case 'take_over':
      return t('Chuyển từ phản ánh sang');
    case 'assign':
      return t('Có người phụ trách');
    case 'ask':
      return t('Yêu cầu bổ sung');
    case 'supplement':
      return t('Đã bổ sung');
    case 'accept':
      return t('Thụ lý');
    case 'refuse':
      return t('Không thụ lý');
    case 'guide':
      return t('Hướng dẫn gửi đúng nơi');
    case 'verify':
      return t('Bắt đầu xác minh');
    case 'invite':
      return t('Mời đối thoại');
    case 'hear':
      return t('Đã đối thoại');
    case 'extend':
      return t('Gia hạn');
    case 'suspend':
      return t('Tạm đình chỉ');
    case 'resume':
      return t('Tiếp tục giải quyết');
    case 'decide':
      return t('Ra quyết định');
    case 'take_effect':
      return t('Quyết định có hiệu lực');
    case 'close':
      return t('Kết thúc');
    case 'withdraw':
      return t('Rút đơn');
    case 'ask_withdrawal':
      return t('Đề nghị rút tố cáo');
    case 'drop':
      return t('Đình chỉ vì rút tố cáo');
    case 'reschedule':
      return t('Hạn tính lại theo lịch nghỉ mới');
  }
}
