// Open redirects in every disguise we know of are refused; ordinary paths pass unchanged.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownOrigin, readReturnTo } from './return-to.ts';

describe('the address to return to', () => {
  it.each([
    '/',
    '/desk',
    '/me?tab=1#posts',
    '/reports/HP-2609-00417',
    '/tìm kiếm?q=ngập',
    '/a//b',
    '/%2f/evil.example',
    '/@evil.example',
  ])('%s is a path of ours', (path) => expect(readReturnTo(path)).toBe(path));

  it('is the home page when none is given', () => {
    expect(readReturnTo(undefined)).toBe('/');
    expect(readReturnTo('')).toBe('/');
  });

  it.each([
    'https://evil.example/',
    'http:/evil.example',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '\t//evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    'javascript:alert(1)',
    'evil.example',
    ' /desk',
    '/desk\u0000',
    '/desk\r\nset-cookie: a=b',
    'data:text/html,x',
    '/sign-in',
    '/sign-in/callback?code=1',
    '/sign-out',
    `/${'a'.repeat(512)}`,
  ])('%j is refused', (text) => expect(readReturnTo(text)).toBeNull());

  it('never leaves the site, whatever is sent', () => {
    const nasty = fc.array(
      fc.constantFrom(
        '/',
        '\\',
        '.',
        '..',
        '\t',
        '\n',
        '@',
        ':',
        '%2f',
        '?',
        '#',
        'evil.example',
        'http',
        ' ',
        'é',
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          nasty.map((parts) => parts.join('')),
        ),
        (text) => {
          const path = readReturnTo(text);
          if (path === null) return;
          const landed = new URL(path, 'https://city.example/sign-in/callback');
          expect(landed.origin).toBe('https://city.example');
        },
      ),
      { numRuns: 5000 },
    );
  });
});

describe('our own origin', () => {
  it.each([
    ['http://localhost:8080', '127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost:8080', '[::1]:8080', 'http://[::1]:8080'],
    ['http://localhost:8080', 'localhost:8080', 'http://localhost:8080'],
    ['http://localhost:8080', '127.0.0.1:9090', 'http://localhost:8080'],
    ['http://localhost:8080', 'evil.example:8080', 'http://localhost:8080'],
    ['https://city.example', '127.0.0.1', 'https://city.example'],
    ['https://city.example', 'evil.example', 'https://city.example'],
    ['https://city.example', 'a b', 'https://city.example'],
    ['http://localhost:8080', '127.0.0.1:8080/evil', 'http://127.0.0.1:8080'],
  ])('of a city at %s called as %s is %s', (publicUrl, host, origin) =>
    expect(ownOrigin(publicUrl, host)).toBe(origin),
  );
});
