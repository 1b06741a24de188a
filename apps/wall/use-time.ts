// Time that moves on the screen: one tick a second for everything that shows an age, more often in a replay.
import { useEffect, useReducer, useState } from 'react';

/** The moment shown, drawn anew at each full second of it, or each `everyMs`: then also while it stands still. */
export function useNow(now: () => number, everyMs: number | null): number {
  const [, draw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      timer = setTimeout(tick, everyMs ?? 1_000 - (now() % 1_000) + 5);
    };
    const tick = () => {
      draw();
      wait();
    };
    wait();
    return () => clearTimeout(timer);
  }, [now, everyMs]);
  return now();
}

const drawing = { width: 1_920, height: 1_080, narrow: 900 } as const;

/** px of this screen for one px of the drawing; 1 on a phone, where tiles stand one below the other. */
export function scaleOf(width: number, height: number): number {
  if (width <= drawing.narrow) return 1;
  return Math.min(width / drawing.width, height / drawing.height);
}

export type Screen = { readonly scale: number; readonly compact: boolean };

const screenNow = (): Screen => ({
  scale: scaleOf(window.innerWidth, window.innerHeight),
  compact: window.innerWidth <= drawing.narrow,
});

export function useScreen(): Screen {
  const [screen, setScreen] = useState(screenNow);
  useEffect(() => {
    const measure = () => setScreen(screenNow());
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  return screen;
}
