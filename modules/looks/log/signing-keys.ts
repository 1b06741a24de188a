// The key of the log over the trail as the watch over keys sees it. It lies in a setting: a log changes its key by hand, never by a button.
import type { SigningKeyRing } from '@city/kernel/module';
import { looksCity } from '../looks-city.ts';

export const trailKeys: SigningKeyRing = {
  name: 'trail',
  title: { vi: 'Sổ của nhật ký xem dữ liệu', en: 'The log over the trail' },
  keys: async (m) => {
    const { log } = looksCity(m);
    const since = await log.keySince();
    return [
      {
        // NAME+ID+KEY (C2SP signed-note): the id is what a note names.
        id: log.keys.log.split('+')[1] ?? log.keys.log,
        use: { vi: 'ký mốc của sổ (Ed25519)', en: 'signs the log’s checkpoints (Ed25519)' },
        state: 'signing',
        madeAt: since,
        signsFrom: since,
        until: null,
        nextAt: null,
      },
    ];
  },
  byHand: {
    vi: 'Khóa nằm trong thiết lập CITY_TRAIL_KEY. Đổi khóa làm người kiểm chứng phải nhận khóa mới, nên người vận hành đổi bằng tay và báo trước cho họ.',
    en: 'The key lies in the setting CITY_TRAIL_KEY. Changing it makes every verifier fetch the new one, so an operator does it by hand and tells them first.',
  },
};
