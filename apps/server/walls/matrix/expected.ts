// Who is expected to pass at each door of the city. What is not written here is refused; a route without a line fails the test.
import { type CallerName, callerNames } from './callers.ts';

export interface Line {
  /** Who passes the door of the route. */
  readonly door: readonly CallerName[];
  /** Who goes on from there to the one thing that the test asks about; the others are refused by the step itself. Default: the door. */
  readonly thing?: readonly CallerName[];
}

const people = callerNames.filter((name) => name !== 'anonymous');
const posts = people.filter((name) => !['citizen', 'otherCitizen', 'guardian', 'exGuardian'].includes(name));
const leaders = ['wardLeader', 'cityLeader'] as const;
const officers = ['officer', 'otherUnitOfficer'] as const;
const handling = [...officers, ...leaders, 'coordinator'] as const;
const looking = [...handling, 'moderator', 'operator', 'auditor', 'administrator'] as const;
const coordinating = ['coordinator', ...leaders, 'auditor', 'operator'] as const;
const complaints = ['complaintsOfficer', 'cityComplaints', ...leaders] as const;

const everyone = { door: callerNames };

function all(line: Line, ...routes: readonly string[]): Readonly<Record<string, Line>> {
  return Object.fromEntries(routes.map((route) => [route, line]));
}

const kernel = {
  ...all(
    everyone,
    'GET /files/:id/:variant',
    'GET /api/push',
    'GET /',
    'GET /search',
    'GET /ui',
    'GET /openapi.json',
    'GET /docs/api',
    'GET /docs/errors',
    'GET /texts/:file',
    'GET /api/map-settings',
    'GET /api/live',
  ),
  ...all(
    { door: people },
    'GET /api/notifications',
    'GET /api/notifications/unread',
    'POST /api/notifications/:id/read',
    'POST /api/notifications/read',
    'POST /api/push/subscriptions',
    'DELETE /api/push/subscriptions',
  ),
  ...all(
    { door: ['administrator'] },
    'GET /api/webhooks',
    'POST /api/webhooks',
    'DELETE /api/webhooks/:id',
    'POST /api/webhooks/:id/secret',
    'GET /api/webhooks/:id/deliveries',
  ),
};

const identity = {
  ...all(everyone, 'GET /sign-in', 'GET /sign-in/callback', 'POST /sign-out', 'GET /signed-out'),
  ...all({ door: people }, 'GET /me', 'POST /me/post', 'GET /api/me', 'POST /api/me/post'),
  ...all({ door: posts }, 'GET /api/me/deputies', 'POST /api/me/deputies'),
  'POST /api/me/deputies/:id/end': { door: posts, thing: [] },
};

const access = {
  'GET /.well-known/authzen-configuration': everyone,
  ...all(
    { door: ['administrator', 'auditor'] },
    'POST /access/v1/evaluation',
    'POST /access/v1/evaluations',
    'POST /access/v1/search/subject',
    'POST /access/v1/search/resource',
    'POST /access/v1/search/action',
    'GET /api/desk/access/rights',
    'POST /api/desk/access/trials',
    'GET /api/desk/access/decisions',
  ),
} as const;

const units = all(
  everyone,
  'GET /api/units',
  'GET /api/units/:code',
  'GET /api/units/at-point',
  'GET /api/units/convert',
  'GET /api/units/boundaries',
  'GET /units',
  'GET /units/:code',
);

/** The report of the test lies with the ward of Lê Chân, and was filed by `citizen`. */
const ofTheBody = ['officer', 'wardLeader'] as const;
const ofTheBodyOrCoordinator = [...ofTheBody, 'coordinator'] as const;

const feedback = {
  ...all(
    everyone,
    'GET /api/reports/summary',
    'GET /api/reports/services',
    'GET /api/reports/bodies',
    'POST /api/reports/photos',
    'GET /api/reports/map',
    'GET /api/reports/map/clusters',
    'POST /api/reports',
    'GET /api/reports',
    'GET /api/reports/:code',
    'GET /api/reports/:code/calendar',
    'GET /api/reports/nearby',
    'GET /api/reports/statistics',
    'GET /api/reports/trend',
    'GET /api/reports/history',
    'GET /open311/discovery.:format',
    'GET /open311/v2/discovery.:format',
    'GET /open311/v2/services.:format',
    'GET /open311/v2/services/:code.:format',
    'GET /open311/trial/v2/discovery.:format',
    'GET /open311/trial/v2/services.:format',
    'GET /open311/trial/v2/services/:code.:format',
    'GET /open311/v2/requests.:format',
    'GET /open311/v2/requests/:id.:format',
    'GET /open311/v2/tokens/:id.:format',
    'GET /open311/trial/v2/requests.:format',
    'GET /open311/trial/v2/requests/:id.:format',
    'GET /open311/trial/v2/tokens/:id.:format',
    'GET /open311/v2/servicerequestupdates.:format',
    'GET /open311/inquiry/v1/services.:format',
    'GET /open311/inquiry/v1/facilities/:id.:format',
    'GET /api/1022/gopy',
    'GET /api/1022/gopy/:id',
    'GET /public/gopy/chude',
    'POST /api/reports/:code/flags',
    'GET /reports/:code/flag',
    'POST /reports/:code/flag',
    'GET /reports.csv',
    'GET /reports.geojson',
    'GET /reports.rss',
    'GET /report',
    'POST /report',
    'GET /report/where',
    'POST /report/where',
    'GET /report/send',
    'POST /report/send',
    'GET /report/done',
    'GET /reports',
    'GET /track',
    'GET /reports/:code',
    'GET /api/reports/:code/live',
    'GET /report/style.*.css',
    'GET /desk/field/worker.js',
    'GET /api/reports/question',
  ),
  // Open to whoever has the key of the one thing; without it nobody goes on, whoever they are.
  ...all(
    { door: callerNames, thing: [] },
    'POST /open311/v2/requests.:format',
    'POST /open311/trial/v2/requests.:format',
    'POST /open311/v2/servicerequestupdates.:format',
    'POST /api/1022/gopy',
    'POST /api/channels/sms',
    'GET /report/map.svg',
    'GET /report/photo/:id',
    'GET /reports/:code/survey',
    'POST /reports/:code/survey',
  ),
  ...all(
    { door: callerNames, thing: ['citizen', ...ofTheBodyOrCoordinator] },
    'POST /api/reports/:code/close',
    'POST /api/reports/:code/reopen',
    'POST /api/reports/:code/rate',
    'POST /api/reports/:code/answer',
    'POST /api/reports/:code/merge',
    'POST /api/reports/:code/unmerge',
    'POST /reports/:code/rate',
    'POST /reports/:code/reopen',
    'POST /reports/:code/answer',
  ),
  ...all(
    { door: handling, thing: ofTheBodyOrCoordinator },
    'POST /api/reports/:code/accept',
    'POST /api/reports/:code/assign',
    'POST /api/reports/:code/start',
    'POST /api/reports/:code/resolve',
    'POST /api/reports/:code/return',
    'POST /api/reports/:code/reject',
    'POST /api/reports/:code/ask',
    'POST /api/reports/:code/resume',
    'POST /api/reports/:code/recategorise',
    'POST /api/reports/:code/notes',
    'POST /api/reports/:code/extension',
    'POST /api/reports/:code/extend',
    'POST /api/reports/:code/approve',
    'POST /api/reports/:code/send-back',
    'POST /api/reports/:code/withdraw',
    'POST /api/reports/:code/submit',
    'POST /api/reports/:code/transfer',
  ),
  'GET /api/desk/reports/:code/draft-photos/:id': { door: handling, thing: [] },
  ...all(
    { door: looking },
    'GET /api/desk/reports/:code/alike',
    'GET /api/desk/storms',
    'GET /api/desk/reports',
    'GET /api/desk/queues',
    'GET /api/desk/reports/:code',
    'GET /api/desk/ladder',
    'GET /api/desk/league',
  ),
  'GET /api/desk/reports/:code/photos/:id/:variant': { door: looking, thing: [] },
  ...all(
    { door: coordinating },
    'GET /api/desk/storms/groups',
    'GET /api/desk/triage',
    'GET /api/desk/bounced',
  ),
  'GET /api/desk/storms/:id/board': { door: coordinating, thing: [] },
  'POST /api/desk/storms': { door: ['coordinator', ...leaders, 'operator'] },
  'POST /api/desk/storms/:id/end': { door: ['coordinator', ...leaders, 'operator'], thing: [] },
  ...all(
    { door: ['operator', 'coordinator'] },
    'POST /api/desk/hotline/caller',
    'GET /api/desk/hotline/help',
    'POST /api/desk/hotline/reports',
  ),
  ...all(
    { door: ['moderator'] },
    'GET /api/desk/moderation',
    'GET /api/desk/moderation/counts',
    'GET /api/desk/moderation/:code',
    'POST /api/desk/moderation/:code/hide',
    'POST /api/desk/moderation/:code/show',
    'POST /api/desk/moderation/:code/photos/:id/hide',
    'POST /api/desk/moderation/:code/photos/:id/show',
    'POST /api/desk/moderation/:code/texts',
    'POST /api/desk/moderation/:code/done',
    'POST /api/desk/moderation/:code/ban',
    'POST /api/desk/moderation/:code/photos/:id/cover',
    'GET /api/desk/bans',
    'POST /api/desk/bans/:id/lift',
  ),
  'GET /api/desk/reports/:code/photos/:id/original': { door: ['moderator', 'auditor'], thing: [] },
  'GET /my': { door: people },
  ...all(
    { door: ['coordinator', ...leaders] },
    'GET /api/feedback/what-if/office',
    'POST /api/feedback/what-if',
  ),
  'GET /api/feedback/what-if/:id': { door: ['coordinator', ...leaders], thing: [] },
  ...all(
    { door: ['coordinator', ...leaders] },
    'GET /api/desk/surveys',
    'POST /api/desk/surveys/:code/review',
  ),
} as const;

/** The petition of the test is a draft of `citizen`: to everybody else it is not there. */
const own = { door: people, thing: ['citizen'] } as const;

const petitions = {
  ...all(
    everyone,
    'GET /api/petitions',
    'GET /petitions.csv',
    'GET /petitions.geojson',
    'GET /petitions.rss',
    'GET /petitions',
    'GET /petitions/style.*.css',
  ),
  ...all({ door: callerNames, thing: ['citizen'] }, 'GET /api/petitions/:code', 'GET /petitions/:code'),
  ...all(
    { door: people },
    'POST /api/petitions/alike',
    'POST /api/petitions',
    'GET /petitions/mine',
    'GET /petitions/start',
    'POST /petitions/start',
  ),
  ...all(
    own,
    'POST /api/petitions/:code/sign',
    'POST /api/petitions/:code/take-back',
    'GET /api/petitions/:code/signature',
    'POST /api/petitions/:code/edit',
    'POST /api/petitions/:code/propose',
    'POST /api/petitions/:code/withdraw',
    'POST /api/petitions/:code/appeal',
    'POST /petitions/:code/take-back',
    'POST /petitions/:code/withdraw',
    'POST /petitions/:code/appeal',
    'GET /petitions/:code/sign',
    'POST /petitions/:code/sign',
    'GET /petitions/:code/words',
    'GET /petitions/:code/where',
    'GET /petitions/:code/send',
    'POST /petitions/:code/words',
    'POST /petitions/:code/where',
    'POST /petitions/:code/send',
  ),
  ...all({ door: looking }, 'GET /api/desk/petitions/queues', 'GET /api/desk/petitions'),
  'GET /api/desk/petitions/:code': { door: looking, thing: [] },
  ...all(
    { door: ['moderator', 'coordinator', ...leaders], thing: [] },
    'POST /api/desk/petitions/:code/publish',
    'POST /api/desk/petitions/:code/refuse',
  ),
  'POST /api/desk/petitions/:code/hand-over': { door: ['coordinator'], thing: [] },
  ...all(
    { door: [...officers, ...leaders], thing: [] },
    'POST /api/desk/petitions/:code/submit',
    'POST /api/desk/petitions/:code/send-back',
    'POST /api/desk/petitions/:code/approve',
    'POST /api/desk/petitions/:code/progress',
    'POST /api/desk/petitions/:code/finish',
  ),
} as const;

/** The complaint of the test is about the ward of Lê Chân, whose head decides it: city and other wards see nothing of it. */
const ofTheMatter = ['complaintsOfficer', 'wardLeader'] as const;

const complaintLines = {
  ...all(
    everyone,
    'GET /complaints/style.*.css',
    'GET /complaints',
    'GET /complaints/about',
    'POST /complaints/about',
    'GET /complaints/what',
    'POST /complaints/what',
    'GET /complaints/send',
    'POST /complaints/send',
    'GET /complaints/receipt',
    'GET /complaints/follow',
    'POST /complaints/follow',
  ),
  ...all(
    { door: callerNames, thing: ['citizen'] },
    'GET /complaints/follow/:code',
    'POST /complaints/follow/:code',
  ),
  'GET /api/desk/complaints': { door: complaints },
  ...all(
    { door: complaints, thing: ofTheMatter },
    'GET /api/desk/complaints/:id',
    'POST /api/desk/complaints/:id/identity',
    'POST /api/desk/complaints/:id/:verb',
  ),
  'GET /api/desk/complaints/:id/evidence/:file': { door: complaints, thing: [] },
} as const;

export const expected: Readonly<Record<string, Readonly<Record<string, Line>>>> = {
  kernel,
  identity,
  access,
  units,
  feedback,
  petitions,
  complaints: complaintLines,
};
