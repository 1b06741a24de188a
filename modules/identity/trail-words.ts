// What this module puts onto the trail, in words for the person it is about.
import type { TrailActions } from '@city/kernel/trail';

export const trail: TrailActions = {
  'session.begun': { vi: 'ghi nhận lần đăng nhập của bạn', en: 'noted your sign-in' },
  'session.ended': { vi: 'kết thúc phiên đăng nhập của bạn', en: 'ended your session' },
  'session.refused': { vi: 'từ chối một lần đăng nhập', en: 'refused a sign-in' },
  'post.switched': { vi: 'chuyển vị trí làm việc', en: 'switched the post' },
  'onboarding.opened': {
    vi: 'ghi người cần giúp mở tài khoản',
    en: 'wrote down somebody to be helped to an account',
  },
  'onboarding.confirmed': {
    vi: 'xác nhận, cùng cán bộ thứ hai, rằng bạn được giúp mở tài khoản',
    en: 'confirmed, as a second officer, that you were helped to an account',
  },
  'onboarding.*': {
    vi: 'xem hoặc kết thúc một lượt giúp mở tài khoản',
    en: 'saw or ended an assisted onboarding',
  },
  'mandate.*': { vi: 'đổi một giấy làm thay của bạn', en: 'changed a mandate of yours' },
  'guardianship.recorded': { vi: 'ghi quan hệ cha mẹ, giám hộ', en: 'wrote down a guardianship' },
  'guardianship.read': { vi: 'xem quan hệ cha mẹ, giám hộ của bạn', en: 'looked at your guardianship' },
  'register.asked': { vi: 'hỏi sổ đăng ký quốc gia về bạn', en: 'asked a national register about you' },
  'acting.chosen': { vi: 'chọn làm thay bạn', en: 'chose to act for you' },
  'account.disabled': { vi: 'khóa tài khoản của bạn', en: 'disabled your account' },
  'account.enabled': { vi: 'mở lại tài khoản của bạn', en: 'enabled your account again' },
  'account.seen': { vi: 'xem việc khóa tài khoản của bạn', en: 'looked at the disabling of your account' },
  'client.*': {
    vi: 'ghi thay đổi ở ứng dụng bạn đăng ký',
    en: 'noted a change at an application that you registered',
  },
  'deputy.*': { vi: 'đổi người được ủy quyền', en: 'changed who stands in' },
};
