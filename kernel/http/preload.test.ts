import { expect, test } from 'vitest';
import { preloadLink } from './preload.ts';

const page = (head: string, body = '') =>
  `<!doctype html><html><head>${head}</head><body>${body}</body></html>`;

test('names the stylesheets of the head in their order', () => {
  const head =
    '<link rel="icon" href="/i.svg"/><link rel="stylesheet" href="/a.css"/><link rel="stylesheet" href="/b.css"/>';
  expect(preloadLink(page(head))).toBe('</a.css>; rel=preload; as=style, </b.css>; rel=preload; as=style');
});

test('leaves out what stands in the words of a page, and sheets of other hosts', () => {
  expect(preloadLink(page('', '<link rel="stylesheet" href="/x.css"/>'))).toBeUndefined();
  expect(preloadLink(page('<link rel="stylesheet" href="https://other.example/x.css"/>'))).toBeUndefined();
});
