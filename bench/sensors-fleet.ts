// Makes devices with keys in a city that is not running: gateways, each with its devices behind it.
import { Client } from 'pg';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { startEmbeddedPostgres } from '@city/kernel/embedded';
import { silentLog } from '@city/kernel/log';

export interface Keyed {
  readonly code: string;
  readonly key: string;
}

export interface Group {
  readonly gateway: Keyed;
  readonly devices: readonly Keyed[];
}

/** Devices in groups, each behind a gateway whose connection carries them. */
export async function makeFleet(data: string, devices: number, groups: number): Promise<readonly Group[]> {
  const server = await startEmbeddedPostgres({ dataRoot: data, log: silentLog() });
  const database = new Client(server.connection());
  await database.connect();
  const made: Group[] = [];
  for (let group = 0; group < groups; group++) {
    const gateway = { code: `gate-${group}`, key: `hpd_${randomBytes(24).toString('base64url')}` };
    const own = Array.from({ length: Math.ceil(devices / groups) }, (_, at) => ({
      code: `gate-${group}-${at}`,
      key: '',
    }));
    const id = randomUUID();
    await database.query(
      `insert into sensing.device (id, code, kind, title, period_seconds, added_at) values ($1, $2, 'gateway', $2, 60, now())`,
      [id, gateway.code],
    );
    await database.query(
      `insert into sensing.credential (id, device_id, hash, made_at, made_by) values (gen_random_uuid(), $1, $2, now(), 'bench')`,
      [id, createHash('sha256').update(gateway.key).digest()],
    );
    await database.query(
      `insert into sensing.device (id, code, kind, title, via, address, period_seconds, added_at)
       select gen_random_uuid(), code, 'bench', code, $1, code, 60, now() from unnest($2::text[]) as u (code)`,
      [gateway.code, own.map(({ code }) => code)],
    );
    made.push({ gateway, devices: own });
  }
  await database.end();
  await server.stop();
  return made;
}
