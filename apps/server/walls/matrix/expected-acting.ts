// Who acts for another at the doors of the city. Written apart from the routes: what is not here refuses them, whatever they could do as themselves.
import type { CallerName } from './callers.ts';
import { all, everyone, type Line, people } from './expected-groups.ts';

/** A mother's session for her child, and one whose guardianship the office has ended while it was open. */
export const acting: readonly CallerName[] = ['guardian', 'exGuardian'];

/** About the one who acts: taken as themselves, with or without a power. */
const asThemselves: readonly string[] = [
  'POST /sign-out',
  'GET /me',
  'POST /me/post',
  'GET /api/me',
  'POST /api/me/post',
  'GET /api/notifications',
  'GET /api/notifications/unread',
  'POST /api/notifications/:id/read',
  'POST /api/notifications/read',
  'POST /api/push/subscriptions',
  'DELETE /api/push/subscriptions',
  'POST /api/me/passkeys/options',
  'POST /api/me/passkeys',
  'GET /me/security',
  'POST /me/security/means',
  'POST /me/security/sessions',
  'POST /me/security/recovery',
  'POST /me/security/recovery/cancel',
  'POST /me/security/destination',
  'GET /me/security/code',
  'POST /me/security/code/again',
  'POST /me/security/code/check',
  'POST /me/security/password',
  'POST /me/security/codes',
  'POST /me/security/totp',
  'GET /me/security/totp',
  'POST /me/security/totp/check',
  'GET /me/acting',
  'POST /me/acting',
  'GET /api/me/acting',
  'POST /api/me/acting',
  'GET /developers/clients',
  'POST /developers/clients',
  'GET /developers/clients/:id',
  'POST /developers/clients/:id/redirects',
  'POST /developers/clients/:id/keys',
  'POST /developers/clients/:id/secret',
  'POST /developers/clients/:id/production',
  'POST /developers/clients/:id/remove',
  'GET /developers/try/:id',
  'GET /developers/try-back',
  'POST /developers/try-tokens',
  'GET /me/family',
  'GET /me/mandates',
  'GET /me/organisations',
  'GET /me/mandates/:id',
  'GET /me/mandates/new',
  'POST /me/mandates/new',
  'POST /me/mandates/:id/accept',
  'POST /me/mandates/:id/confirm',
  'POST /me/mandates/:id/decline',
  'POST /me/mandates/:id/revoke',
  'GET /me/mandates/:id/narrow',
  'POST /me/mandates/:id/narrow',
];

/** Done in the other's name: only with the power to file reports. */
const byPower: readonly string[] = [
  'POST /api/reports',
  'POST /api/reports/:code/close',
  'POST /api/reports/:code/reopen',
  'POST /api/reports/:code/rate',
  'POST /reports/:code/rate',
  'POST /reports/:code/reopen',
  'POST /reports/:code/answer',
  'GET /report',
  'POST /report',
  'GET /report/where',
  'POST /report/where',
  'GET /report/send',
  'POST /report/send',
  'GET /my',
];

/** Whether somebody who acts for another passes a door. Public pages that are only read are open to all. */
export function passesActing(caller: CallerName, name: string, line: Line, kind: string): boolean {
  if (byPower.includes(name)) return caller === 'guardian';
  if (asThemselves.includes(name)) return true;
  // A mounted program decides itself, from its own cookies and tokens.
  return line.door.includes('anonymous') && (name.startsWith('GET ') || kind === 'mount');
}

export const mandateLines = {
  ...all(everyone, 'POST /api/registers/notices'),
  ...all({ door: people }, 'GET /me/family', 'GET /me/mandates', 'GET /me/organisations'),
  ...all({ door: people }, 'GET /me/mandates/new', 'POST /me/mandates/new'),
  ...all(
    { door: people, thing: [] },
    'GET /me/mandates/:id',
    'POST /me/mandates/:id/accept',
    'POST /me/mandates/:id/confirm',
    'POST /me/mandates/:id/decline',
    'POST /me/mandates/:id/revoke',
    'GET /me/mandates/:id/narrow',
    'POST /me/mandates/:id/narrow',
  ),
  ...all({ door: ['registrar', 'secondRegistrar'] }, 'GET /api/desk/mandates', 'POST /api/desk/mandates'),
  ...all(
    { door: ['registrar', 'secondRegistrar'], thing: [] },
    'POST /api/desk/mandates/:id/confirm',
    'POST /api/desk/mandates/:id/end',
  ),
} as const satisfies Record<string, Line>;
