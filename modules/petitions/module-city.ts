// What this module stands on in a running city: its rules, the bodies, the keys of signatures, the group that signs.
import type { Group } from '@city/kernel/database';
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import type { PetitionTables } from './cases/tables.ts';
import { type PetitionBodies, petitionBodies } from './rules/bodies.ts';
import { type PetitionRules, readPetitionRules } from './rules/city-files.ts';
import { type Signed, type Signing, signingGroup } from './signing/sign.action.ts';
import { type SignerKeys, signerKeys } from './signing/signer-key.ts';

export interface PetitionCity extends PetitionRules {
  readonly m: ModuleContext<PetitionTables>;
  readonly bodyRegister: PetitionBodies;
  readonly keys: SignerKeys;
  /** Where signatures are given, many in one commit. */
  readonly signings: Group<Signing, Signed>;
}

const made = new WeakMap<object, PetitionCity>();

/** Made once for a running city; `m.geo` and `m.calendar` are asked anew each time. */
export function petitionCity(m: ModuleContext<PetitionTables>): PetitionCity {
  const known = made.get(m);
  if (known) return known;
  const files = readPetitionRules(m.cityFolder);
  const city: PetitionCity = {
    ...files,
    m,
    bodyRegister: petitionBodies(files.bodies, (code) => m.geo.units.byCode(code, localDate(m.now()))),
    keys: signerKeys(m.config),
    signings: m.db.group(signingGroup({ rules: files.rules, calendar: () => m.calendar })),
  };
  made.set(m, city);
  return city;
}
