// Figures of the demo: made up and saying so, for every unit and two years, so that maps, places and changes have something to show.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type Actor, system } from '@city/kernel/access';
import type { Tx } from '@city/kernel/database';
import type { ModuleContext } from '@city/kernel/module';
import { type Component, leavesOf } from '../index/definition.ts';
import { indexOn } from '../index/index-files.ts';
import { publishPeriod } from '../figures/publish.action.ts';
import { ownerOf, type PlanCity, planCity, unitsOf } from '../plan-city.ts';

const source = 'Số liệu minh họa của bản dùng thử, không phải số liệu thật';
const enteredBy = 'seed-officer';
const decidedBy = 'seed-leader';

/** Fills an empty city; changes nothing when there are figures. */
export async function seedDemo(m: ModuleContext, progress: (line: string) => void): Promise<void> {
  const city = planCity(m);
  const definition = indexOn(city.indices, 'commune', `${m.now().getFullYear()}-01-01`);
  if (!definition) return;
  const years = [m.now().getFullYear() - 1, m.now().getFullYear()].map(String);
  const publisher: Actor = {
    ...system('plan.seed'),
    post: { id: 'seed', body: city.targets.publisher, unit: null, role: 'leader', title: 'UBND thành phố' },
  };
  await m.db.transaction(publisher, async (tx) => {
    const there = await sql`select 1 from plan.figure limit 1`.execute(tx.db);
    if (there.rows.length > 0) return;
    for (const [nth, period] of years.entries()) {
      await insertAll(tx as Tx, rowsOf(city, { version: definition.version, period, nth }));
      await publishPeriod(tx as Tx, city, { version: definition.version, period });
    }
  });
  progress(`Số liệu minh họa của kế hoạch: ${years.join(', ')}`);
}

interface SeedRow {
  readonly unit: string;
  readonly version: string;
  readonly period: string;
  readonly leaf: string;
  readonly a: string;
  readonly b: string | null;
  readonly body: string;
}

function rowsOf(city: PlanCity, given: { version: string; period: string; nth: number }): readonly SeedRow[] {
  const definition = city.indices.find(({ version }) => version === given.version);
  if (!definition) return [];
  return unitsOf(city, definition, given.period).flatMap(({ code }) =>
    leavesOf(definition).flatMap((leaf): SeedRow[] =>
      leaf.component === null
        ? []
        : [
            {
              unit: code,
              version: given.version,
              period: given.period,
              leaf: leaf.code,
              ...madeUp(leaf.component, code, given.nth),
              body: ownerOf(city, leaf, code),
            },
          ],
    ),
  );
}

/** A figure that follows from the names alone, so that every demo is the same; a little better each year. */
function madeUp(component: Component, unit: string, nth: number): { a: string; b: string | null } {
  const part = (words: string) => createHash('sha256').update(words).digest().readUInt16BE(0) / 65_536;
  const strength = 0.35 * part(unit) + 0.45 * part(`${unit} ${component.code}`) + 0.12 + 0.08 * nth;
  if (component.rule === 'yes_no') return { a: strength > 0.35 ? '1' : '0', b: null };
  if (component.rule === 'levels') return { a: String(Math.min(4, Math.floor(strength * 5))), b: null };
  const whole = 200 + Math.floor(part(`${component.code} of ${unit}`) * 19_800);
  return { a: String(Math.floor(whole * Math.min(1, strength))), b: String(whole) };
}

async function insertAll(tx: Tx, rows: readonly SeedRow[]): Promise<void> {
  const column = (name: keyof SeedRow) => rows.map((row) => row[name]);
  await sql`
    insert into plan.figure (unit_code, version, period, leaf, revision, a, b, source, as_of, body, entered_at, entered_by,
      entered_post, state, decided_at, decided_by, decided_post)
    select unit, version, period, leaf, 1, a, b, ${source}, least(make_date(period::int, 12, 31), ${tx.now}::date), body,
           ${tx.now}, ${enteredBy}, 'Bản dùng thử', 'approved', ${tx.now}, ${decidedBy}, 'Bản dùng thử'
      from unnest(${column('unit')}::text[], ${column('version')}::text[], ${column('period')}::text[], ${column('leaf')}::text[],
                  ${column('a')}::text[], ${column('b')}::text[], ${column('body')}::text[])
           as made (unit, version, period, leaf, a, b, body)`.execute(tx.db);
}
