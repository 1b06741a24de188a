// Which events an endpoint asks for: exact types, everything of a module or thing (`feedback.*`), or everything (`*`).

const form = /^(\*|[a-z]+(\.[a-z_]+)*(\.\*)?)$/;

/** Every pattern that an event of this type meets. */
export function patternsOf(type: string): string[] {
  const parts = type.split('.');
  const prefixes = parts.slice(1).map((_, at) => `${parts.slice(0, at + 1).join('.')}.*`);
  return ['*', ...prefixes, type];
}

/** True when the pattern is well formed and, when the types are known, meets at least one of them. */
export function isMet(pattern: string, types: readonly string[] | null): boolean {
  if (!form.test(pattern)) return false;
  return pattern === '*' || types === null || types.some((type) => patternsOf(type).includes(pattern));
}
