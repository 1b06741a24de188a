// The demo city's stations behind one gateway, whose key the simulator of sensors shares.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { system } from '@city/kernel/access';
import { newId, type Tx } from '@city/kernel/database';
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import { deviceByCode, endCredentials, hashOf, insertDevice } from '../devices/device.store.ts';
import { demoSensorKey } from '../settings.ts';

const gateway = 'demo-stations';
/** How often the simulator speaks. */
const periodSeconds = 60;

interface Station {
  readonly code: string;
  readonly kind: string;
  readonly title: string;
  readonly lat: number;
  readonly lon: number;
}

/** Adds the stations that are missing; changes nothing when run again. */
export async function seedStations(m: ModuleContext, progress: (line: string) => void): Promise<void> {
  if (m.config.mode !== 'demo') return;
  const file = readFileSync(join(m.cityFolder, 'sensing', 'demo-stations.json'), 'utf8');
  const { stations } = JSON.parse(file) as { stations: Station[] };
  const today = localDate(m.now());
  const plain = { via: null, address: null, codec: null, unitCode: null, lat: null, lon: null };
  const added = await m.db.transaction(system('sensing.seed'), async (tx) => {
    const known = await deviceByCode(tx, gateway);
    const id = known?.id ?? newId();
    if (!known) {
      const title = 'Cổng của các trạm minh họa';
      const rest = { title, kind: 'gateway', periodSeconds, isPublic: false, isActive: true };
      await insertDevice(tx, { ...plain, ...rest, id, code: gateway });
    }
    await shareKey(tx, id, demoSensorKey(m.config));
    if (known) return 0;
    for (const { code, kind, lat, lon, title } of stations) {
      const place = m.geo.units.atPoint({ lat, lon }, today);
      const own = {
        id: newId(),
        code,
        kind,
        title,
        lat,
        lon,
        unitCode: place.found ? place.unit.code : null,
      };
      const rest = { via: gateway, address: code, periodSeconds, isPublic: true, isActive: true };
      await insertDevice(tx, { ...plain, ...own, ...rest });
    }
    return stations.length;
  });
  if (added > 0) progress(`Trạm đo minh họa: ${added}`);
}

/** The key of this start; those of earlier ones end. */
async function shareKey(tx: Tx, device: string, key: string): Promise<void> {
  if (key === '') return;
  const there = await sql`
    select 1 from sensing.credential where hash = ${hashOf(key)} and ended_at is null`.execute(tx.db);
  if (there.rows.length > 0) return;
  await endCredentials(tx, device);
  await sql`
    insert into sensing.credential (id, device_id, hash, made_at, made_by)
    values (${newId()}, ${device}, ${hashOf(key)}, ${tx.now}, 'seed')`.execute(tx.db);
}
