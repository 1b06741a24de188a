// What the tests of this module share: a city with reports and the trail, people, and looks at their data.
import { type Actor } from '@city/kernel/access';
import {
  citizen,
  eventually,
  officer,
  type TestCity,
  testCity,
  type TestCityOptions,
} from '@city/kernel/testing';
import type { TrailLog } from '@city/kernel/trail/log';
import { defineModule } from '@city/kernel/module';
import { module as looks } from './module.ts';
import { looksCity } from './looks-city.ts';

export const people = {
  mai: citizen({ id: '01900000-0000-7000-8000-00000000000a', name: 'Trần Thị Mai' }),
  other: citizen({ id: '01900000-0000-7000-8000-00000000000b', name: 'Lê Văn Khác' }),
  reader: officer({ body: 'ubnd-11383', unit: '11383', title: 'Cán bộ xử lý · UBND phường Lê Chân' }),
  leader: officer({ body: 'ubnd-11383', unit: '11383', role: 'leader' }),
  elsewhere: officer({ body: 'ubnd-10525', unit: '10525', role: 'leader' }),
  inspector: officer({ body: 'thanh-tra-thanh-pho', role: 'inspector' }),
};

/** A system of the city that keeps contacts, as far as this module's tests need one. */
const hotline = defineModule({
  name: 'hotline',
  title: { vi: 'Đường dây', en: 'Hotline' },
  needs: [],
  permissions: {},
  routes: () => [],
  trail: {
    'report.contact.read': {
      vi: 'xem tên và số điện thoại bạn để lại ở phản ánh',
      en: 'read the name and number you left with a report',
      reads: true,
    },
  },
  retention: [],
});

export function lookingCity(options: Omit<TestCityOptions, 'modules'> = {}): Promise<TestCity> {
  return testCity({ ...options, modules: [hotline, looks] as never });
}

export const logOf = (city: TestCity): TrailLog => looksCity(city.module('looks')).log;

/** An officer reads the contact that a person left with a report. */
export async function look(
  city: TestCity,
  given: { by?: Actor; of?: Actor; purpose?: string; code?: string; action?: string } = {},
): Promise<void> {
  const { by = people.reader, of = people.mai, action = 'report.contact.read' } = given;
  await city.module('hotline').db.transaction(by, async (tx) =>
    tx.trail({
      action,
      object: { type: 'report', id: given.code ?? 'HP-2609-00388' },
      subject: of.id,
      ...(given.purpose === undefined ? {} : { purpose: given.purpose }),
      detail: { trackingCode: given.code ?? 'HP-2609-00388' },
    }),
  );
}

/** Waits until all entries stand in the log. */
export const logged = (city: TestCity) =>
  eventually(
    async () => {
      await logOf(city).advance();
      return city.sql<{ id: string }>(
        'select entry_id as id from trail.entry e where not exists (select 1 from trail.leaf l where l.entry_id = e.entry_id)',
      );
    },
    (waiting) => waiting.length === 0,
  );

/** The newest entry about a person. */
export async function newestLook(city: TestCity, of: Actor = people.mai): Promise<string> {
  const [row] = await city.sql<{ id: string }>(
    'select entry_id as id from trail.entry where subject_id = $1 order by seq desc limit 1',
    [of.id],
  );
  if (!row) throw new Error('nobody looked');
  return row.id;
}
