// The error codes of the wallet module.
import { defineErrors } from '@city/kernel/errors';

defineErrors('wallet', {
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
