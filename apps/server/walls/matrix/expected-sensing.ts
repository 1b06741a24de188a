// Expected at the doors of sensing: what is measured is for everybody; devices show their own key, which nobody here has.
import { all, everyone } from './expected-groups.ts';

const engineers = { door: ['operator', 'administrator'] as const };

export const sensingLines = {
  ...all(
    everyone,
    'GET /sensing/style.*.css',
    'GET /air',
    'GET /tide',
    'GET /api/sensors',
    'GET /api/air',
    'GET /api/tide',
    'GET /api/vessels',
    'GET /api/risk-levels',
    'GET /api/sensors/:device/:metric',
  ),
  ...all(
    { ...everyone, thing: [] },
    'POST /api/ingest/telemetry',
    'POST /api/ingest/chirpstack',
    'POST /api/ingest/ttn',
  ),
  ...all(
    engineers,
    'GET /api/desk/sensing/devices',
    'POST /api/desk/sensing/devices',
    'GET /api/desk/sensing/conditions',
    'GET /api/desk/sensing/anomalies',
    'POST /api/desk/sensing/rules',
    'GET /api/desk/sensing/codecs',
    'POST /api/desk/sensing/codecs',
    'POST /api/desk/sensing/codecs/try',
    'POST /api/desk/sensing/devices/:code/key',
    'POST /api/desk/sensing/devices/:code/start',
    'POST /api/desk/sensing/devices/:code/stop',
  ),
} as const;
