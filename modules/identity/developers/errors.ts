// The error codes of registering clients.
import { defineErrors } from '@city/kernel/errors';

defineErrors('identity', {
  client_not_found: {
    status: 404,
    title: { vi: 'Không có ứng dụng này.', en: 'There is no such application.' },
  },
  client_too_many: {
    status: 409,
    title: {
      vi: 'Mỗi người đăng ký nhiều nhất {most} ứng dụng thử. Hãy gỡ bớt ứng dụng không dùng.',
      en: 'One person registers {most} sandbox applications at most. Remove one that is not used.',
    },
  },
  client_redirect_wrong: {
    status: 400,
    title: {
      vi: 'Địa chỉ quay về “{address}” không dùng được: cần https (http chỉ cho localhost), đầy đủ, không có dấu #, không có tên đăng nhập.',
      en: 'The redirect address “{address}” cannot be used: it has to be https (http for localhost only), complete, without # and without a user name.',
    },
  },
  client_redirects_missing: {
    status: 400,
    title: {
      vi: 'Cần từ 1 đến {most} địa chỉ quay về, mỗi địa chỉ một dòng.',
      en: 'Between 1 and {most} redirect addresses are needed, one a line.',
    },
  },
  client_keys_wrong: {
    status: 400,
    title: {
      vi: 'Khóa công khai phải là một JWKS có ít nhất một khóa ES256 (EC, P-256), không có phần bí mật; hoặc một địa chỉ https.',
      en: 'The public keys have to be a JWKS with at least one ES256 key (EC, P-256) and no private part, or an https address.',
    },
  },
  client_has_no_secret: {
    status: 409,
    title: {
      vi: 'Ứng dụng này tự xác thực bằng khóa, không có mật khẩu để đổi.',
      en: 'This application proves itself by a key; it has no secret to change.',
    },
  },
  client_wish_open: {
    status: 409,
    title: {
      vi: 'Đề nghị trước vẫn đang chờ quyết định.',
      en: 'The wish before this one still waits for a decision.',
    },
  },
  client_wish_not_found: {
    status: 409,
    title: {
      vi: 'Không có đề nghị nào đang chờ, hoặc đã có người quyết định.',
      en: 'No wish is waiting, or somebody has decided already.',
    },
  },
  client_wish_own: {
    status: 403,
    title: {
      vi: 'Không ai tự duyệt đề nghị của mình. Hãy nhờ một quản trị viên khác.',
      en: 'Nobody approves what they asked for themselves. Ask another administrator.',
    },
  },
  client_stopped_already: {
    status: 409,
    title: { vi: 'Ứng dụng này đang bị dừng rồi.', en: 'This application is stopped already.' },
  },
  client_not_stopped: {
    status: 409,
    title: { vi: 'Ứng dụng này không bị dừng.', en: 'This application is not stopped.' },
  },
  client_in_production: {
    status: 409,
    title: {
      vi: 'Ứng dụng đang phục vụ mọi người: thay đổi này do quản trị viên làm.',
      en: 'The application serves everybody: an administrator makes this change.',
    },
  },
});
