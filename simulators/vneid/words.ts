// The words of the simulator's screens, Vietnamese and English.
import type { AuthenticationLevel, FaultKind, IdentityLevel, Words } from './model.ts';

export const WORDS = {
  app: { vi: 'VNeID (mô phỏng)', en: 'VNeID (simulated)' },
  notReal: {
    vi: 'Đây là bản mô phỏng để chạy thử. Không phải VNeID thật, mọi người ở đây đều là nhân vật hư cấu.',
    en: 'This is a simulation for trying things out. It is not the real VNeID, and everybody here is made up.',
  },
  title: { vi: 'Chọn người để đăng nhập', en: 'Choose who signs in' },
  asks: { vi: 'muốn bạn đăng nhập và xin được biết:', en: 'asks you to sign in and to share:' },
  people: { vi: 'Người dân', en: 'Residents' },
  officials: { vi: 'Cán bộ, công chức', en: 'Officials' },
  trouble: { vi: 'Trường hợp trục trặc', en: 'Accounts in trouble' },
  account: { vi: 'Tài khoản', en: 'Account' },
  confirmBy: { vi: 'Xác nhận bằng', en: 'Confirm with' },
  asked: { vi: 'được yêu cầu', en: 'asked for' },
  levelOnly1: { vi: 'chỉ có mức 1', en: 'level 1 only' },
  options: { vi: 'Mức đăng nhập và thử lỗi', en: 'Levels and faults' },
  faults: { vi: 'Thử một lỗi', en: 'Try a fault' },
  noFault: { vi: 'Không lỗi', en: 'No fault' },
  approve: { vi: 'Đồng ý', en: 'Approve' },
  deny: { vi: 'Từ chối', en: 'Decline' },
  otherLanguage: { vi: 'English', en: 'Tiếng Việt' },
  age: { vi: 'tuổi', en: 'years' },
  problem: { vi: 'Chưa gửi được', en: 'Not sent yet' },
  choosePersona: { vi: 'Hãy chọn một người trong danh sách.', en: 'Choose one person from the list.' },
  levelTooHigh: {
    vi: 'Người này chỉ có tài khoản mức 1. Hãy chọn mức 1.',
    en: 'This person only has a level 1 account. Choose level 1.',
  },
  badRequest: { vi: 'Yêu cầu đăng nhập chưa đúng', en: 'This sign-in request is not right' },
  badRequestHelp: {
    vi: 'Trang gọi đến đây gửi thiếu hoặc sai thông tin, nên bản mô phỏng không chuyển bạn đi đâu cả. Hãy quay lại trang đó và thử lại.',
    en: 'The page that sent you here left something out or got it wrong, so the simulator sends you nowhere. Go back and try again.',
  },
  screenGone: { vi: 'Màn hình này đã hết hạn', en: 'This screen has expired' },
  screenGoneHelp: {
    vi: 'Mỗi lần đăng nhập có 10 phút và chỉ dùng một lần. Hãy quay lại trang bạn đang dùng và bấm đăng nhập lại.',
    en: 'Each sign-in lasts 10 minutes and works once. Go back to the page you came from and sign in again.',
  },
  signedOut: { vi: 'Đã đăng xuất khỏi VNeID (mô phỏng)', en: 'Signed out of VNeID (simulated)' },
  signedOutHelp: { vi: 'Bạn có thể đóng trang này.', en: 'You may close this page.' },
  signOutTitle: { vi: 'Đăng xuất khỏi VNeID (mô phỏng)?', en: 'Sign out of VNeID (simulated)?' },
  signOut: { vi: 'Đăng xuất', en: 'Sign out' },
  detail: { vi: 'Chi tiết', en: 'Detail' },
} as const satisfies Record<string, Words>;

export const IDENTITY_LEVEL_WORDS: Readonly<Record<IdentityLevel, Words>> = {
  1: { vi: 'Mức 1', en: 'Level 1' },
  2: { vi: 'Mức 2', en: 'Level 2' },
};

export const AUTHENTICATION_LEVEL_WORDS: Readonly<Record<AuthenticationLevel, Words>> = {
  1: { vi: 'Mật khẩu', en: 'Password' },
  2: { vi: 'Mật khẩu và mã một lần', en: 'Password and one-time code' },
  3: { vi: 'Mật khẩu và khuôn mặt', en: 'Password and face' },
  4: { vi: 'Thẻ gắn chip, mã và khuôn mặt', en: 'Chip card, code and face' },
};

export const SCOPE_WORDS: Readonly<Record<string, Words>> = {
  profile: { vi: 'Họ tên, ngày sinh, giới tính', en: 'Name, date of birth, gender' },
  phone: { vi: 'Số điện thoại', en: 'Phone number' },
  identity: { vi: 'Số định danh cá nhân và mức tài khoản', en: 'Personal number and account level' },
  offline_access: { vi: 'Giữ quyền khi bạn không mở trang', en: 'Access while you are away' },
};

export const FAULT_WORDS: Readonly<Record<FaultKind, Words>> = {
  deny: { vi: 'Bị từ chối', en: 'Refused' },
  slow: { vi: 'Trả lời chậm', en: 'Slow answer' },
  server_error: { vi: 'Lỗi máy chủ', en: 'Server error' },
  unavailable: { vi: 'Tạm ngừng phục vụ', en: 'Out of service' },
  wrong_nonce: { vi: 'Sai nonce', en: 'Wrong nonce' },
  wrong_issuer: { vi: 'Sai bên phát hành', en: 'Wrong issuer' },
  wrong_audience: { vi: 'Sai bên nhận', en: 'Wrong audience' },
  wrong_signature: { vi: 'Sai chữ ký', en: 'Wrong signature' },
  wrong_subject: { vi: 'Thông tin của người khác', en: 'Another person’s data' },
  expired_token: { vi: 'Mã thông báo hết hạn', en: 'Expired token' },
};
