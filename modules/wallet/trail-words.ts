// What this module puts onto the trail, in words for the person it is about.
import type { TrailActions } from '@city/kernel/trail';

export const trail: TrailActions = {
  'offer.made': { vi: 'chuẩn bị giấy tờ để bạn nhận về ví', en: 'prepared a credential for you to fetch' },
  'offer.burned': { vi: 'hủy lời mời vì nhập sai số', en: 'voided an offer after a wrong number' },
  'credential.issued': { vi: 'cấp giấy tờ điện tử về bạn', en: 'issued a credential about you' },
  'credential.deferred': {
    vi: 'hẹn ví của bạn quay lại nhận giấy tờ',
    en: 'told your wallet to come again for a credential',
  },
  'credential.revoked': { vi: 'hủy giấy tờ điện tử của bạn', en: 'revoked a credential of yours' },
  'presentation.checked': { vi: 'kiểm tra giấy tờ bạn đưa ra', en: 'checked a credential that you showed' },
};
