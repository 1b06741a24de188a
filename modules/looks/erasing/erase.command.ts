// `city erase-trail PERSON REASON`: for a request to be erased that the city has granted.
import { system } from '@city/kernel/access';
import { isId, type Tx } from '@city/kernel/database';
import type { Command } from '@city/kernel/module';
import type { LooksCity } from '../looks-city.ts';
import { erasePerson } from './erase.action.ts';

export function eraseCommand({ m }: LooksCity): Command {
  return {
    name: 'erase-trail',
    describe: {
      vi: 'Xóa nhật ký về một người theo yêu cầu đã được chấp thuận; sổ vẫn kiểm tra được',
      en: 'Erase the trail about a person whose request was granted; the log still checks',
    },
    usage: 'erase-trail PERSON_ID REASON',
    run: async ([person = '', ...words], out) => {
      const reason = words.join(' ').trim();
      if (!isId(person) || reason === '')
        throw new Error(
          'Cần mã người và lý do / needs a person’s id and a reason: city erase-trail PERSON_ID REASON',
        );
      const count = await m.db.transaction(system('erase-trail'), (tx) =>
        erasePerson(tx as Tx, person, reason),
      );
      out(`${count} dòng đã xóa / entries erased`);
    },
  };
}
