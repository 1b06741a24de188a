// Expected at the doors of the context broker: the protocol itself decides by tenant, so everyone may knock.
import { all, everyone } from './expected-groups.ts';

export const contextLines = all(
  everyone,
  'GET /ngsi-ld/v1/*',
  'POST /ngsi-ld/v1/*',
  'PUT /ngsi-ld/v1/*',
  'PATCH /ngsi-ld/v1/*',
  'DELETE /ngsi-ld/v1/*',
);
