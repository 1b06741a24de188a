// The demo's twin: a drawn ground that says so, and scenarios to begin with.
import { system } from '@city/kernel/access';
import { newId } from '@city/kernel/database';
import type { ModuleContext } from '@city/kernel/module';
import { defaultsOf } from '../desk/catalogue.ts';
import type { ScenarioInput } from '../scenarios/inputs.ts';
import { insertScenario, newestScenarios } from '../scenarios/scenario.store.ts';
import type { Tables } from '../tables.ts';
import { schematicHeights } from '../terrain/city-ground.ts';
import { insertTerrain, listTerrains } from '../terrain/terrain.store.ts';
import { twinCity } from '../twin-city.ts';

const flood = defaultsOf('flood');
const traffic = defaultsOf('traffic');
const water = defaultsOf('water');

const scenarios: readonly { readonly title: string; readonly input: ScenarioInput }[] = [
  { title: 'Triều cường 4,1 m, mưa 100 mm', input: { ...flood, flood: { ...flood.flood, tidePeak: 4.1 } } },
  {
    title: 'Bão như Yagi: nước dâng 1,5 m, mưa 250 mm',
    input: { ...flood, flood: { ...flood.flood, tidePeak: 4, surge: 1.5, rainMillimetres: 250, hours: 30 } },
  },
  {
    title: 'Cấm một chiều cầu vào trung tâm',
    input: {
      ...traffic,
      traffic: {
        ...traffic.traffic,
        demandFactor: 1.2,
        closures: [{ road: 'thuy-nguyen--hong-bang', fromHour: 0, toHour: 24, openShare: 0.25 }],
      },
    },
  },
  { title: 'Sơ tán ven biển trong 8 giờ', input: defaultsOf('evacuation') },
  { title: 'Rò 20 tấn amoniac ở Đông Hải, gió đông', input: defaultsOf('plume') },
  {
    title: 'Ngừng bơm An Dương một ngày',
    input: { ...water, water: { ...water.water, closed: ['bom-an-duong'] } },
  },
];

/** Fills an empty city; changes nothing when there is a terrain or a scenario. */
export async function seedDemo(m: ModuleContext<Tables>, progress: (line: string) => void): Promise<void> {
  const { files } = twinCity(m);
  await m.db.transaction(system('twin.seed'), async (tx) => {
    if ((await listTerrains(tx, 1)).length === 0)
      await insertTerrain(tx, {
        name: 'Địa hình sơ đồ',
        source: 'Vẽ từ ranh giới các phường, xã để dùng thử; không phải số đo',
        schematic: true,
        heights: schematicHeights(files.ground),
      });
    if ((await newestScenarios(tx, 1)).length > 0) return;
    for (const { title, input } of scenarios)
      await insertScenario(tx, {
        scenario_id: newId(tx.now),
        title,
        kind: input.kind,
        input,
        made_at: tx.now,
        made_by: 'twin.seed',
        made_post: 'Bản dùng thử',
      });
  });
  progress(`Bản sao số: ${scenarios.length} kịch bản, địa hình sơ đồ`);
}
