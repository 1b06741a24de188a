// The error codes of sensing.
import { defineErrors } from '@city/kernel/errors';

defineErrors('sensing', {
  sensing_key_wrong: {
    status: 401,
    title: {
      vi: 'Khoá của thiết bị không đúng hoặc đã thu hồi.',
      en: 'The device’s key is wrong or has ended.',
    },
  },
  sensing_not_its_device: {
    status: 403,
    title: { vi: 'Khoá này không được nói thay thiết bị đó.', en: 'This key may not speak for that device.' },
  },
  sensing_message_wrong: {
    status: 400,
    title: { vi: 'Bản tin không đúng mẫu.', en: 'The message has not the right form.' },
  },
  sensing_too_many_series: {
    status: 400,
    title: { vi: 'Thiết bị có quá nhiều đại lượng đo.', en: 'The device measures too many quantities.' },
  },
  sensing_full: {
    status: 503,
    title: {
      vi: 'Hệ thống đang đầy, xin gửi lại sau ít phút.',
      en: 'There is no room now; please send again in a few minutes.',
    },
  },
  sensing_device_unknown: {
    status: 404,
    title: { vi: 'Không có thiết bị này.', en: 'There is no such device.' },
  },
  sensing_device_exists: {
    status: 409,
    title: { vi: 'Mã thiết bị hoặc địa chỉ đã có.', en: 'The device’s code or address is taken.' },
  },
  sensing_codec_failed: {
    status: 400,
    title: { vi: 'Bộ giải mã báo lỗi.', en: 'The codec failed.' },
  },
  sensing_codec_unknown: {
    status: 404,
    title: { vi: 'Không có bộ giải mã này.', en: 'There is no such codec.' },
  },
  sensing_rule_wrong: {
    status: 400,
    title: { vi: 'Luật cảnh báo không đúng mẫu.', en: 'The rule has not the right form.' },
  },
  sensing_rule_unknown: {
    status: 404,
    title: { vi: 'Không có luật này.', en: 'There is no such rule.' },
  },
  sensing_series_unknown: {
    status: 404,
    title: { vi: 'Không có chuỗi số liệu này.', en: 'There is no such series.' },
  },
  sensing_period_wrong: {
    status: 400,
    title: { vi: 'Khoảng thời gian không hợp lệ.', en: 'The period is not valid.' },
  },
});
