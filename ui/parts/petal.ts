// The one petal drawing that the mark, the states of a case and the five points of satisfaction share (48 grid).

export const petalPath =
  'M24 22.6C23 19.8 16.6 16.2 16.7 9.8 16.8 5.3 20 2.2 24 2.2s7.2 3.1 7.3 7.6C31.4 16.2 25 19.8 24 22.6z';

/** Turns of the five petals in degrees, clockwise from the top. */
export const petalTurns = [0, 72, 144, 216, 288] as const;
