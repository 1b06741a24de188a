// The words for kinds, states and steps of requests, the same for people and officers.
import type { Translate } from '@city/kernel/text';
import type { RightKind } from '../rules/rules-data.ts';
import type { RequestAction, RequestState } from './states.ts';

export function kindName(kind: RightKind, t: Translate): string {
  switch (kind) {
    case 'access':
      return t('Xin bản sao dữ liệu');
    case 'correct':
      return t('Sửa dữ liệu sai');
    case 'erase':
      return t('Xóa dữ liệu');
    case 'restrict':
      return t('Tạm dừng sử dụng dữ liệu');
    case 'object':
      return t('Phản đối việc sử dụng dữ liệu');
    case 'withdraw':
      return t('Rút lại đồng ý');
  }
}

/** What comes of it, in one sentence. */
export function kindHelp(kind: RightKind, t: Translate): string {
  switch (kind) {
    case 'access':
      return t('Nhận mọi điều thành phố giữ về bạn. Làm ngay, thường xong trong vài phút.');
    case 'correct':
      return t('Cho biết điều gì sai và đúng là thế nào.');
    case 'erase':
      return t('Xóa những gì luật không bắt giữ. Hai người cùng duyệt, xóa rồi không lấy lại được.');
    case 'restrict':
      return t('Thành phố giữ dữ liệu nhưng không dùng, cho đến khi bạn bảo dùng lại.');
    case 'object':
      return t('Thành phố dừng dùng dữ liệu của bạn cho việc bạn nêu.');
    case 'withdraw':
      return t('Dừng mọi việc bạn từng đồng ý. Muốn dừng từng việc, xem trang Đồng ý của tôi.');
  }
}

export function stateName(state: RequestState, t: Translate): string {
  switch (state) {
    case 'received':
      return t('Đã nhận');
    case 'accepted':
      return t('Đang xem xét');
    case 'proposed':
      return t('Chờ người thứ hai duyệt');
    case 'doing':
      return t('Đang thực hiện');
    case 'done':
      return t('Đã xong');
    case 'refused':
      return t('Không chấp nhận');
    case 'withdrawn':
      return t('Bạn đã rút lại');
  }
}

export function actionName(action: RequestAction, t: Translate): string {
  switch (action) {
    case 'ask':
      return t('Gửi yêu cầu');
    case 'accept':
      return t('Báo đã nhận và cách làm');
    case 'extend':
      return t('Gia hạn');
    case 'propose':
      return t('Đề xuất xóa');
    case 'approve':
      return t('Duyệt xóa');
    case 'return':
      return t('Trả lại để xem xét thêm');
    case 'grant':
      return t('Chấp nhận');
    case 'finish':
      return t('Hoàn thành');
    case 'refuse':
      return t('Không chấp nhận');
    case 'take_back':
      return t('Rút lại yêu cầu');
  }
}
