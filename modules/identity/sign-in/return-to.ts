// Where to go after signing in: a path of this site and nothing else.
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
