// Chance from a seed: the same number gives the same draws on every machine, so a run can be repeated to the bit.

export interface Chance {
  /** From 0 up to, not including, 1. */
  uniform(): number;
  /** Mean 0, standard deviation 1. */
  normal(): number;
}

/** A generator of 32 bits (mulberry32, public domain); `stream` gives independent draws of one seed. */
export function chanceOf(seed: number, stream = 0): Chance {
  let state = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) + Math.imul(stream + 1, 0xc2b2ae35)) | 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  // Irwin and Hall: twelve uniforms, so that no logarithm or cosine of a machine's own library decides.
  const normal = (): number => {
    let sum = -6;
    for (let draw = 0; draw < 12; draw++) sum += uniform();
    return sum;
  };
  return { uniform, normal };
}
