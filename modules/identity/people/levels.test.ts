// Levels are read from the city's data; what is unknown never counts for more.
import { describe, expect, it } from 'vitest';
import { acrValuesFrom, type LevelWords, readAuthenticationLevel, readIdentityLevel } from './levels.ts';

const words: LevelWords = {
  identityLevels: { '1': 1, '2': 2 },
  authenticationLevels: { 'urn:x:1': 1, 'urn:x:4': 4, 'urn:x:2': 2, 'urn:x:3': 3 },
};

describe('levels', () => {
  it('are read in the words of the provider', () => {
    expect(readIdentityLevel(words, 2)).toBe(2);
    expect(readIdentityLevel(words, '1')).toBe(1);
    expect(readAuthenticationLevel(words, 'urn:x:3')).toBe(3);
  });

  it.each([undefined, null, 3, '9', 'constructor', {}, 'urn:x:9'])('%j proves nothing', (claim) => {
    expect(readIdentityLevel(words, claim)).toBe(0);
    expect(readAuthenticationLevel(words, claim)).toBe(1);
  });

  it('are asked for weakest first', () => {
    expect(acrValuesFrom(words, 2)).toBe('urn:x:2 urn:x:3 urn:x:4');
    expect(acrValuesFrom(words, 4)).toBe('urn:x:4');
  });
});
