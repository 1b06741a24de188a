// What can go wrong when somebody is helped to an account, in words for the officers who help.
import { defineErrors } from '@city/kernel/errors';

defineErrors('identity', {
  onboarding_birth_date_wrong: {
    status: 422,
    title: {
      vi: 'Ngày sinh không khớp với số định danh. Xem lại thẻ căn cước.',
      en: 'The date of birth does not go with the personal number. Please look at the card again.',
    },
  },
  onboarding_self: {
    status: 409,
    title: {
      vi: 'Không ai tự mở tài khoản cho mình ở đây.',
      en: 'Nobody helps themselves to an account here.',
    },
  },
  onboarding_name_differs: {
    status: 409,
    title: {
      vi: 'Thành phố đã biết người mang số này dưới tên khác. Hãy mời người dân xác minh ở cơ quan công an.',
      en: 'The city knows the holder of this number by another name. Please send the person to the police to have it put right.',
    },
  },
  onboarding_open: {
    status: 409,
    title: {
      vi: 'Đã có một lượt giúp mở tài khoản cho người này đang chờ xác nhận.',
      en: 'Somebody is being helped to an account for this person already, and it waits to be confirmed.',
    },
  },
  onboarding_means_needed: {
    status: 422,
    title: {
      vi: 'Chọn ít nhất một cách: số điện thoại hoặc mã in ra giấy.',
      en: 'Please choose at least one way: a telephone or codes on paper.',
    },
  },
  onboarding_phone_wrong: {
    status: 422,
    title: {
      vi: 'Hãy nhập số di động Việt Nam, ví dụ 0912 345 678.',
      en: 'Please enter a Vietnamese mobile number, such as 0912 345 678.',
    },
  },
  onboarding_code_wrong: {
    status: 422,
    title: {
      vi: 'Mã chưa đúng hoặc đã hết hạn. Nhờ người dân đọc lại tin nhắn mới nhất.',
      en: 'The code is wrong or too old. Please ask the person to read the newest message again.',
    },
  },
  onboarding_phone_open: {
    status: 409,
    title: {
      vi: 'Số điện thoại chưa được xác nhận bằng mã.',
      en: 'The telephone has not been confirmed with a code yet.',
    },
  },
  onboarding_second_needed: {
    status: 409,
    title: {
      vi: 'Phải là cán bộ thứ hai của cơ quan xác nhận, không phải người đã ghi.',
      en: 'A second officer of the office must confirm, not the one who wrote it down.',
    },
  },
  onboarding_over: {
    status: 409,
    title: { vi: 'Lượt này đã kết thúc.', en: 'This has ended already.' },
  },
});
