// What this module puts onto the trail, in words for the person it is about.
import type { TrailActions } from '@city/kernel/trail';

export const trail: TrailActions = {
  'session.begun': { vi: 'đăng nhập', en: 'signed in' },
  'session.ended': { vi: 'đăng xuất', en: 'signed out' },
  'session.refused': { vi: 'đăng nhập không được', en: 'was refused at sign-in' },
  'post.switched': { vi: 'chuyển vị trí làm việc', en: 'switched the post' },
  'deputy.*': { vi: 'đổi người được ủy quyền', en: 'changed who stands in' },
};
