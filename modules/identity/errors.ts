// The error codes of the identity module.
import { defineErrors } from '@city/kernel/errors';

defineErrors('identity', {
  return_to_refused: {
    status: 400,
    title: {
      vi: 'Địa chỉ quay lại phải là một trang của thành phố, bắt đầu bằng một dấu gạch chéo.',
      en: 'The address to return to must be a page of the city, beginning with one slash.',
    },
  },
  post_not_yours: {
    status: 403,
    title: {
      vi: 'Vị trí này không phải của bạn hoặc không còn hiệu lực.',
      en: 'This post is not yours or no longer valid.',
    },
  },
  stronger_sign_in_needed: {
    status: 403,
    title: {
      vi: 'Cần đăng nhập lại với ít nhất mức xác thực {level} để làm việc ở vị trí này.',
      en: 'Sign in again with at least authentication level {level} to act from this post.',
    },
  },
  token_refused: {
    status: 401,
    title: {
      vi: 'Token truy cập không đúng, đã hết hạn hoặc đã bị thu hồi.',
      en: 'The access token is wrong, over or revoked.',
    },
  },
  token_scope_missing: {
    status: 403,
    title: {
      vi: 'Token truy cập không được cấp cho việc này.',
      en: 'The access token was not issued for this.',
    },
  },
  session_needed: {
    status: 409,
    title: {
      vi: 'Phiên đăng nhập không còn. Hãy đăng nhập lại.',
      en: 'The session is gone. Please sign in again.',
    },
  },
  deputy_days_wrong: {
    status: 400,
    title: {
      vi: 'Ngày bắt đầu phải từ hôm nay và không sau ngày kết thúc.',
      en: 'The first day must be today or later, and not after the last.',
    },
  },
  deputy_too_long: {
    status: 400,
    title: {
      vi: 'Mỗi lần cử người thay nhiều nhất {days} ngày.',
      en: 'A deputy is named for {days} days at most.',
    },
  },
  deputy_unknown: {
    status: 400,
    title: {
      vi: 'Người thay phải giữ một vị trí cùng cơ quan mà quy định cho phép.',
      en: 'A deputy must hold a post of the same body that the rules allow.',
    },
  },
  deputy_scope_wrong: {
    status: 400,
    title: { vi: 'Việc này không giao thay được.', en: 'This cannot be left to a deputy.' },
  },
  deputy_overlaps: {
    status: 409,
    title: { vi: 'Những ngày này đã có người thay.', en: 'Somebody stands in on these days already.' },
  },
  deputy_not_found: {
    status: 404,
    title: { vi: 'Không có lần cử người thay này.', en: 'There is no such naming of a deputy.' },
  },
  proof_needed: {
    status: 403,
    title: {
      vi: 'Hãy xác nhận lại là bạn: lần xác nhận gần nhất phải trong {minutes} phút.',
      en: 'Please prove again that it is you: the last proof must be at most {minutes} minutes old.',
    },
  },
  proof_over: {
    status: 409,
    title: {
      vi: 'Lần đăng nhập này đã dùng rồi hoặc đã quá hạn. Hãy bắt đầu lại.',
      en: 'This attempt was used already or is over. Please begin again.',
    },
  },
  passkey_unknown: {
    status: 403,
    title: {
      vi: 'Thành phố không biết khóa truy cập này. Hãy dùng cách khác.',
      en: 'The city does not know this passkey. Please use another way.',
    },
  },
  passkey_refused: {
    status: 403,
    title: {
      vi: 'Khóa truy cập không được chấp nhận. Hãy thử lại hoặc dùng cách khác.',
      en: 'The passkey was not accepted. Please try again or use another way.',
    },
  },
  passkey_model_refused: {
    status: 403,
    title: {
      vi: 'Người giữ vị trí công vụ chỉ dùng được khóa do cơ quan cấp: {models}. Hãy dùng khóa đó, hoặc VNeID.',
      en: 'Whoever holds a post can use only keys that the office hands out: {models}. Please use one of those, or VNeID.',
    },
  },
  too_many_authenticators: {
    status: 409,
    title: {
      vi: 'Bạn đã có {most} cách loại này. Hãy bỏ một cách cũ trước.',
      en: 'You have {most} of this kind already. Please remove an old one first.',
    },
  },
  too_many_codes: {
    status: 429,
    title: {
      vi: 'Đã xin mã quá nhiều lần. Hãy thử lại sau {minutes} phút, hoặc dùng cách khác.',
      en: 'Too many codes were asked for. Try again in {minutes} minutes, or use another way.',
    },
  },
  code_too_soon: {
    status: 429,
    title: {
      vi: 'Mã vừa được gửi. Xin đợi {seconds} giây rồi hãy xin mã mới.',
      en: 'A code was just sent. Please wait {seconds} seconds before asking for another.',
    },
  },
  too_many_tries: {
    status: 429,
    title: {
      vi: 'Đã thử quá nhiều lần. Hãy thử lại sau {minutes} phút, hoặc dùng cách khác.',
      en: 'Too many tries. Try again in {minutes} minutes, or use another way.',
    },
  },
  hashing_busy: {
    status: 429,
    title: {
      vi: 'Đang có quá nhiều người đăng nhập bằng mật khẩu. Hãy thử lại sau ít giây.',
      en: 'Too many people are signing in with a password. Please try again in a few seconds.',
    },
  },
  stronger_proof_needed: {
    status: 403,
    title: {
      vi: 'Để đổi cách đăng nhập, bạn cần xác nhận bằng cách mạnh hơn, như VNeID hoặc khóa truy cập.',
      en: 'To change how you sign in, prove it is you in a stronger way, such as VNeID or a passkey.',
    },
  },
  last_means: {
    status: 409,
    title: {
      vi: 'Đây là cách đăng nhập cuối cùng của bạn. Hãy thêm cách khác trước khi bỏ.',
      en: 'This is your last way to sign in. Please add another before removing it.',
    },
  },
  means_not_found: {
    status: 404,
    title: { vi: 'Không có cách đăng nhập này.', en: 'There is no such way to sign in.' },
  },
  number_taken: {
    status: 409,
    title: {
      vi: 'Số hoặc địa chỉ này không thêm được vào tài khoản của bạn. Hãy dùng số khác, hoặc gọi 1022.',
      en: 'This number or address cannot be added to your account. Please use another, or call 1022.',
    },
  },
  second_means_needed: {
    status: 409,
    title: {
      vi: 'Mật khẩu luôn dùng kèm mã. Hãy thêm số điện thoại, thư điện tử hoặc ứng dụng tạo mã trước.',
      en: 'A password always goes with a code. Please add a phone, an e-mail address or an authenticator app first.',
    },
  },
});
