// The marked entry of the side bar.
import { expect, it } from 'vitest';
import { currentEntry } from './current-entry.ts';

const entries = ['/desk/reports?queue=due', '/desk/reports?queue=new', '/desk/reports', '/desk/map'];

it('the box of the address is marked, also with a report open in it', () => {
  expect(currentEntry(entries, '/desk/reports?code=HP-1&queue=new')).toBe('/desk/reports?queue=new');
});
it('the entry that says most wins', () => {
  expect(currentEntry(entries, '/desk/reports?queue=all')).toBe('/desk/reports');
});
it('no entry is marked on an address of nobody', () => {
  expect(currentEntry(entries, '/desk/other')).toBe('');
});
