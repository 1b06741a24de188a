// Regular expressions from outside: only those that match in linear time, checked before any engine sees them.
import { RE2JS } from 're2js';
import { LIMITS } from '../limits.ts';
import { badData } from '../wire/problem.ts';

export interface LinearPattern {
  readonly source: string;
  /** Whether it occurs in a text. */
  readonly finds: (text: string) => boolean;
}

/**
 * Takes a pattern that RE2 takes: no back references, no look-around, so that no text makes it slow.
 * @throws Problem `BadRequestData`
 */
export function linearPattern(source: string): LinearPattern {
  if (source.length > LIMITS.queryCharacters || source.includes('\u0000'))
    throw badData('The pattern is too long');
  try {
    const compiled = RE2JS.compile(source);
    return { source, finds: (text) => compiled.matcher(text).find() };
  } catch (cause) {
    throw badData(
      `${JSON.stringify(source)} is not a pattern that can be used here: ${(cause as Error).message}`,
    );
  }
}
