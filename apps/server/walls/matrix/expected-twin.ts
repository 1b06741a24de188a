// Expected at the doors of the digital twin. A run named by an id belongs to nobody here.
import { all, leaders, officers } from './expected-groups.ts';

const running = ['operator', ...leaders, 'coordinator'] as const;
const looking = [...running, ...officers, 'administrator'] as const;

export const twinLines = {
  ...all({ door: looking }, 'GET /api/desk/twin', 'GET /api/desk/twin/scenarios', 'GET /api/desk/twin/runs'),
  ...all({ door: looking, thing: [] }, 'GET /api/desk/twin/runs/:id', 'GET /api/desk/twin/compare'),
  ...all({ door: running }, 'POST /api/desk/twin/scenarios', 'POST /api/desk/twin/runs'),
  ...all(
    { door: running, thing: [] },
    'POST /api/desk/twin/runs/:id/repeat',
    'POST /api/desk/twin/runs/:id/stop',
  ),
} as const;
