// The map's colours, taken from the design tokens that hold where the map stands.
import type { MapTheme } from './types.ts';

/** Reads the tokens at an element: light or dark, whatever theme is set above it. */
export function readTheme(element: Element): MapTheme {
  const style = getComputedStyle(element);
  const token = (name: string, fallback: string) => style.getPropertyValue(`--${name}`).trim() || fallback;
  return {
    page: token('page', '#ffffff'),
    surface: token('surface', '#ffffff'),
    text: token('text', '#131a20'),
    action: token('action', '#005f8a'),
    need: token('need', '#c8102e'),
    done: token('done-mark', '#23845a'),
    water: token('map-water', '#e3eff4'),
    land: token('map-land', '#fbfbf8'),
    edge: token('map-edge', '#b9c5c9'),
    road: token('map-road', '#ffffff'),
    roadEdge: token('map-road-edge', '#d9dfe0'),
    label: token('map-label', '#4a5761'),
    seq: [
      token('seq-1', '#e4f0f5'),
      token('seq-2', '#b9d8e6'),
      token('seq-3', '#7eb5cf'),
      token('seq-4', '#3a8bb0'),
      token('seq-5', '#005f8a'),
      token('seq-6', '#053852'),
    ],
    dark: style.colorScheme === 'dark',
  };
}
