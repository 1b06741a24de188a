// How pressed keys are named and drawn, also under a Vietnamese input method.
import { expect, test } from 'vitest';
import { keyFaces, keysOf } from './keys.ts';

const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
  keysOf({ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

test('letters, signs and combinations have one name each', () => {
  expect(press('j')).toBe('j');
  expect(press('J', { shiftKey: true })).toBe('Shift+j');
  expect(press('?', { shiftKey: true })).toBe('?');
  expect(press('Enter', { ctrlKey: true })).toBe('Ctrl+Enter');
  expect(press('Enter', { metaKey: true })).toBe('Ctrl+Enter');
  expect(press('ArrowDown')).toBe('ArrowDown');
});

test('an input method that swallows the letter leaves its place on the keyboard', () => {
  expect(press('Process', { code: 'KeyJ' })).toBe('j');
  expect(press('Process', { code: 'KeyX', shiftKey: true })).toBe('Shift+x');
});

test('keys are drawn as the keyboard shows them', () => {
  expect(keyFaces('j')).toEqual(['J']);
  expect(keyFaces('Ctrl+Enter')).toEqual(['Ctrl', '↵']);
  expect(keyFaces('?')).toEqual(['?']);
  expect(keyFaces('Escape')).toEqual(['Esc']);
});
