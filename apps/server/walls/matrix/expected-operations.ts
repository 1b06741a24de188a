// Expected at the doors of the operations centre. Things named by an id are there for nobody: the test asks for one that is not.
import { all, everyone, leaders, officers, people } from './expected-groups.ts';

const centre = ['operator', 'shiftLead'] as const;
const reading = [...centre, ...leaders, 'coordinator', 'auditor', 'administrator'] as const;
const handling = [...centre, 'coordinator'] as const;
const forTheCity = ['shiftLead', 'cityLeader'] as const;

export const operationsLines = {
  ...all(
    everyone,
    'GET /api/operations/stage',
    'GET /api/operations/wall',
    'GET /api/warnings',
    'GET /cap/feed.atom',
    'GET /cap/certificates.pem',
    'GET /warnings',
    'GET /operations/style.*.css',
  ),
  'GET /cap/:identifier.xml': { door: everyone.door, thing: [] },
  'POST /warnings/follow': { door: people },
  ...all(
    { door: reading },
    'GET /api/operations/alarms',
    'GET /api/operations/incidents',
    'GET /api/operations/incidents/choices',
    'GET /api/operations/stages',
    'GET /api/operations/handovers',
    'GET /api/operations/kpis',
    'GET /api/operations/board',
    'GET /api/operations/warnings',
    'GET /api/operations/warnings/models',
  ),
  ...all(
    { door: reading, thing: [] },
    'GET /api/operations/alarms/:id',
    'GET /api/operations/board/:figure',
    'GET /api/operations/incidents/:id',
    'GET /api/operations/warnings/:id',
  ),
  ...all(
    { door: centre, thing: [] },
    'POST /api/operations/alarms/:id/ack',
    'POST /api/operations/alarms/:id/unack',
    'POST /api/operations/alarms/:id/reset',
    'POST /api/operations/alarms/:id/shelve',
    'POST /api/operations/alarms/:id/confirm-shelf',
    'POST /api/operations/alarms/:id/unshelve',
    'POST /api/operations/alarms/:id/note',
    'POST /api/operations/handovers/:id/take',
    'POST /api/operations/warnings/:id/edit',
    'POST /api/operations/warnings/:id/submit',
    'POST /api/operations/warnings/:id/discard',
  ),
  ...all(
    { door: centre },
    'GET /api/operations/handovers/open-items',
    'POST /api/operations/handovers',
    'POST /api/operations/warnings',
  ),
  ...all(
    { door: ['shiftLead'], thing: [] },
    'POST /api/operations/alarms/:id/remove',
    'POST /api/operations/alarms/:id/restore',
  ),
  ...all(
    { door: [] },
    'POST /api/operations/conditions/raise',
    'POST /api/operations/conditions/clear',
    'POST /api/operations/cap-in',
  ),
  'POST /api/operations/incidents': { door: handling },
  ...all(
    { door: handling, thing: [] },
    'POST /api/operations/incidents/:id/move',
    'POST /api/operations/incidents/:id/merge',
    'POST /api/operations/incidents/:id/severity',
    'POST /api/operations/incidents/:id/note',
    'POST /api/operations/incidents/:id/review',
    'POST /api/operations/incidents/:id/alarms',
    'POST /api/operations/incidents/:id/tasks',
  ),
  'GET /api/operations/tasks': { door: [...centre, ...officers, ...leaders] },
  'POST /api/operations/tasks/:id/move': { door: [...centre, ...officers, ...leaders], thing: [] },
  'POST /api/operations/warnings/:id/send-back': { door: [...centre, 'cityLeader'], thing: [] },
  'POST /api/operations/stages': { door: forTheCity },
  ...all(
    { door: forTheCity, thing: [] },
    'POST /api/operations/warnings/:id/release',
    'POST /api/operations/warnings/:id/cancel',
  ),
} as const;
