// What can be wrong with a question about units, in words.
import { defineErrors } from '@city/kernel/errors';

defineErrors('units', {
  unit_unknown: {
    status: 404,
    title: { vi: 'Không có đơn vị hành chính “{asked}”.', en: 'There is no administrative unit “{asked}”.' },
  },
  unit_not_on_day: {
    status: 404,
    title: {
      vi: 'Ngày {day} không có đơn vị mã {code}. Mã này có: {others}.',
      en: 'There is no unit {code} on {day}. This code stands for: {others}.',
    },
  },
  unit_kind_unknown: {
    status: 400,
    title: {
      vi: 'Không có loại đơn vị “{asked}”. Chọn một trong: {kinds}.',
      en: 'There is no kind of unit “{asked}”. Choose one of: {kinds}.',
    },
  },
  day_before_records: {
    status: 404,
    title: {
      vi: 'Dữ liệu đơn vị hành chính bắt đầu từ ngày {first}.',
      en: 'Records of units begin on {first}.',
    },
  },
  day_in_future: {
    status: 400,
    title: {
      vi: 'Ngày này ở tương lai: chưa biết được đơn vị hành chính sau ngày {last}.',
      en: 'This day lies in the future: units after {last} are not known.',
    },
  },
  point_outside_city: {
    status: 404,
    title: { vi: 'Điểm này nằm ngoài thành phố.', en: 'This point lies outside the city.' },
  },
  half_a_point: {
    status: 400,
    title: { vi: 'Một điểm cần cả vĩ độ (lat) và kinh độ (lon).', en: 'A point needs both lat and lon.' },
  },
  code_or_name: {
    status: 400,
    title: { vi: 'Cần đúng một trong hai: code hoặc name.', en: 'Give exactly one of code and name.' },
  },
  no_boundaries: {
    status: 404,
    title: {
      vi: 'Ngày {day} chưa có ranh giới; sớm nhất là ngày {first}.',
      en: 'There are no boundaries for {day}; the first are of {first}.',
    },
  },
});
