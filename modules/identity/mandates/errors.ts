// The error codes of acting for another.
import { defineErrors } from '@city/kernel/errors';

defineErrors('identity', {
  mandate_not_found: {
    status: 404,
    title: { vi: 'Không có giấy ủy quyền hay quan hệ đại diện này.', en: 'There is no such mandate.' },
  },
  mandate_step_wrong: {
    status: 409,
    title: {
      vi: 'Việc này không làm được nữa: giấy đã đổi trạng thái. Hãy tải lại trang.',
      en: 'This cannot be done any more: the mandate has changed. Please reload.',
    },
  },
  mandate_days_wrong: {
    status: 400,
    title: {
      vi: 'Ngày bắt đầu phải từ hôm nay và không sau ngày cuối.',
      en: 'The first day must be today or later, and not after the last.',
    },
  },
  mandate_too_long: {
    status: 400,
    title: { vi: 'Mỗi lần ủy quyền nhiều nhất {days} ngày.', en: 'A mandate lasts {days} days at most.' },
  },
  mandate_powers_wrong: {
    status: 400,
    title: {
      vi: 'Hãy chọn ít nhất một việc, và chỉ những việc bạn được giao lại.',
      en: 'Choose at least one power, and only those that you may give.',
    },
  },
  mandate_depth_wrong: {
    status: 400,
    title: {
      vi: 'Người nhận không được ủy quyền lại nhiều lần như vậy.',
      en: 'It may not be passed on that often.',
    },
  },
  mandate_not_less: {
    status: 400,
    title: {
      vi: 'Chỉ bớt được việc hoặc rút ngắn ngày. Muốn thêm, hãy lập giấy mới.',
      en: 'Powers can only be taken away and days shortened. To give more, make a new mandate.',
    },
  },
  mandate_exists: {
    status: 409,
    title: {
      vi: 'Hai bên đang có một giấy cùng loại còn hiệu lực. Hãy kết thúc giấy đó trước.',
      en: 'A mandate of this kind between the two is still open. End it first.',
    },
  },
  mandate_self: {
    status: 400,
    title: { vi: 'Không thể ủy quyền cho chính mình.', en: 'You cannot give a mandate to yourself.' },
  },
  mandate_other_person: {
    status: 409,
    title: {
      vi: 'Tên trên giấy không phải tên của bạn. Người giao cần lập lại giấy cho đúng.',
      en: 'The name in the mandate is not yours. Whoever gave it must make it again.',
    },
  },
  mandate_minor: {
    status: 403,
    title: {
      vi: 'Người dưới 18 tuổi chưa tự lập giấy ủy quyền được. Cha mẹ hoặc người giám hộ làm thay.',
      en: 'People under 18 cannot give a mandate themselves. Their parents or guardians act for them.',
    },
  },
  mandate_level_needed: {
    status: 403,
    title: {
      vi: 'Cần đăng nhập lại với ít nhất mức xác thực {level}.',
      en: 'Sign in again with at least authentication level {level}.',
    },
  },
  mandate_name_missing: {
    status: 400,
    title: {
      vi: 'Hãy viết họ và tên như trên thẻ căn cước.',
      en: 'Please write the name as it stands on the identity card.',
    },
  },
  personal_number_wrong: {
    status: 400,
    title: {
      vi: 'Số định danh có 12 chữ số. Hãy xem lại trên thẻ căn cước.',
      en: 'A personal number has 12 digits. Please check the card.',
    },
  },
  guardian_birth_date_wrong: {
    status: 400,
    title: {
      vi: 'Ngày sinh không khớp với số định danh, hoặc người này đã đủ {age} tuổi.',
      en: 'The birth date does not fit the personal number, or the person is {age} already.',
    },
  },
  organisation_not_found: {
    status: 404,
    title: { vi: 'Không có tổ chức này.', en: 'There is no such organisation.' },
  },
  organisation_not_yours: {
    status: 403,
    title: {
      vi: 'Bạn không phải người đại diện theo pháp luật của tổ chức này.',
      en: 'You are not a legal representative of this organisation.',
    },
  },
  acting_not_possible: {
    status: 409,
    title: {
      vi: 'Giấy này hiện không cho làm gì: chưa đến ngày, đã hết hạn hoặc đã bị rút lại.',
      en: 'This mandate gives no power now: it has not begun, has ended or was revoked.',
    },
  },
});
