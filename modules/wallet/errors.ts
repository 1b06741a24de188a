// The error codes of the wallet module.
import { defineErrors } from '@city/kernel/errors';

defineErrors('wallet', {
  wallet_check_unknown: {
    status: 404,
    title: { vi: 'Không có lần kiểm tra này.', en: 'There is no such check.' },
  },
  wallet_check_not_returned: {
    status: 403,
    title: {
      vi: 'Ví đã trả lời ở một trình duyệt khác với nơi hỏi. Vì an toàn, hãy tạo yêu cầu mới.',
      en: 'The wallet answered in another browser than the one that asked. To be safe, ask anew.',
    },
  },
  wallet_not_entitled: {
    status: 404,
    title: { vi: 'Bạn không có giấy tờ này để nhận.', en: 'You have no such credential to fetch.' },
  },
  wallet_register_away: {
    status: 503,
    title: {
      vi: 'Sổ đăng ký chưa trả lời. Bạn thử lại sau ít phút.',
      en: 'The register does not answer. Please try again in a few minutes.',
    },
  },
  wallet_credential_unknown: {
    status: 404,
    title: {
      vi: 'Không có giấy tờ này trong danh sách của bạn.',
      en: 'There is no such credential among yours.',
    },
  },
  wallet_purpose_unknown: {
    status: 400,
    title: { vi: 'Mục đích này chưa được đăng ký.', en: 'This purpose is not registered.' },
  },
  wallet_purpose_not_yours: {
    status: 403,
    title: {
      vi: 'Vị trí của bạn không được hỏi giấy tờ cho mục đích này.',
      en: 'Your post may not ask for credentials for this purpose.',
    },
  },
  wallet_type_unknown: {
    status: 404,
    title: { vi: 'Không có loại chứng nhận này.', en: 'There is no such type of credential.' },
  },
  wallet_status_list_unknown: {
    status: 404,
    title: {
      vi: 'Không có danh sách trạng thái này, hoặc lúc đó chưa có.',
      en: 'There is no such status list, or there was none at that time.',
    },
  },
  wallet_status_time_ahead: {
    status: 400,
    title: { vi: 'Thời điểm hỏi phải là trong quá khứ.', en: 'The time asked for must be in the past.' },
  },
});
