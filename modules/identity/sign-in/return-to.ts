// Where to come back to: our own origin at the provider, and a path of this site after signing in.
import { LIMITS } from '../limits.ts';

/** Pages that would lead in a circle. */
const circular = ['/sign-in', '/sign-out', '/signed-out'];

/**
 * Checks a `return_to`. Absent means the home page.
 * Refused: other sites in any disguise (`//host`, `/\host`, control characters that browsers drop), addresses that are
 * too long, and the sign-in pages themselves.
 * @returns the path with query and fragment as given, or null when it is refused
 */
export function readReturnTo(text: string | undefined): string | null {
  if (text === undefined || text === '') return '/';
  if (text.length > LIMITS.returnToCharacters) return null;
  if (!/^\/(?![/\\])[^\\\u0000-\u001f\u007f]*$/.test(text)) return null;
  const base = 'https://city.invalid';
  const url = URL.canParse(text, base) ? new URL(text, base) : null;
  if (url === null || url.origin !== base || url.pathname.startsWith('//')) return null;
  if (circular.some((path) => url.pathname === path || url.pathname.startsWith(`${path}/`))) return null;
  return text;
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The origin under which the provider sends people back. It is the public address; only a city that runs on this very machine
 * may also be called by another name of it (127.0.0.1 for localhost), because cookies belong to the name that was called.
 */
export function ownOrigin(publicUrl: string, host: string): string {
  const configured = new URL(publicUrl);
  const called = URL.canParse(`${configured.protocol}//${host}`)
    ? new URL(`${configured.protocol}//${host}`)
    : configured;
  const isSameMachine =
    loopback.has(configured.hostname) && loopback.has(called.hostname) && called.port === configured.port;
  return isSameMachine ? called.origin : configured.origin;
}
