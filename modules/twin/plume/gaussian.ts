// Gaussian dispersion: the steady plume in closed form, and puffs that drift with a changing wind. Grams, metres, seconds; the
// ground and the lid of the mixed layer reflect. For neutral gases over flat ground: heavy gas near a source hugs the ground more.
import { type Chance, chanceOf } from '../chance/chance.ts';
import { spread, type StabilityClass, type Terrain } from './stability.ts';

export interface Air {
  readonly stability: StabilityClass;
  readonly terrain: Terrain;
  /** Top of the mixed layer in metres. */
  readonly mixingHeight: number;
}

export interface Source {
  /** Height of release above ground in metres. */
  readonly height: number;
  readonly gramsPerSecond: number;
}

/** Images of the source above and below that still matter. */
const images = 3;

/** Vertical distribution at height z of what was released at height h, reflected by ground and lid; integrates to 1 over the layer. */
export function vertical(z: number, h: number, sigma: number, lid: number): number {
  let sum = 0;
  for (let image = -images; image <= images; image++) {
    const shift = 2 * image * lid;
    sum +=
      Math.exp(-((z - h + shift) ** 2) / (2 * sigma * sigma)) +
      Math.exp(-((z + h + shift) ** 2) / (2 * sigma * sigma));
  }
  return sum / (Math.sqrt(2 * Math.PI) * sigma);
}

/** Grams a cubic metre at (x downwind, y across, z up) of a source that has always run in a steady wind. */
export function plume(
  source: Source,
  air: Air,
  wind: number,
  at: { x: number; y: number; z: number },
): number {
  if (at.x <= 0) return 0;
  const sigma = spread(air.stability, air.terrain, at.x);
  const across = Math.exp(-(at.y ** 2) / (2 * sigma.y ** 2)) / (Math.sqrt(2 * Math.PI) * sigma.y);
  const up = vertical(at.z, source.height, Math.min(sigma.z, 2 * air.mixingHeight), air.mixingHeight);
  return (source.gramsPerSecond / wind) * across * up;
}

export interface Wind {
  /** Metres a second and the direction it comes from, degrees from north. */
  readonly at: (seconds: number) => { readonly speed: number; readonly from: number };
  /** Standard deviation of the direction from puff to puff, degrees; what makes a plume sway. */
  readonly sway: number;
}

export interface Puff {
  /** Metres east and north of the source. */
  x: number;
  y: number;
  readonly grams: number;
  /** Metres it has drifted, which sets its size. */
  drifted: number;
  readonly turn: number;
}

export interface Release extends Source {
  readonly seconds: number;
  readonly puffSeconds: number;
}

/** Puffs of one release, moved together through time. */
export class PuffCloud {
  readonly puffs: Puff[] = [];
  seconds = 0;
  released = 0;
  readonly #release: Release;
  readonly #wind: Wind;
  readonly #chance: Chance;

  constructor(release: Release, wind: Wind, seed: number) {
    this.#release = release;
    this.#wind = wind;
    this.#chance = chanceOf(seed);
  }

  step(dt: number): void {
    const { speed, from } = this.#wind.at(this.seconds + dt / 2);
    while (this.seconds >= this.released * this.#release.puffSeconds && this.#mayRelease()) this.#let();
    for (const puff of this.puffs) {
      const heading = ((from + 180 + puff.turn) * Math.PI) / 180;
      puff.x += Math.sin(heading) * speed * dt;
      puff.y += Math.cos(heading) * speed * dt;
      puff.drifted += speed * dt;
    }
    this.seconds += dt;
  }

  #mayRelease(): boolean {
    return this.released * this.#release.puffSeconds < this.#release.seconds;
  }

  #let(): void {
    const left = this.#release.seconds - this.released * this.#release.puffSeconds;
    const grams = this.#release.gramsPerSecond * Math.min(this.#release.puffSeconds, left);
    const turn = this.#wind.sway * this.#chance.normal();
    this.puffs.push({ x: 0, y: 0, grams, drifted: 0, turn });
    this.released += 1;
  }

  /** Grams a cubic metre at a place east and north of the source, z above ground. */
  concentration(air: Air, east: number, north: number, z: number): number {
    let sum = 0;
    for (const puff of this.puffs)
      sum += puffConcentration(puff, this.#release.height, air, { east, north, z });
    return sum;
  }
}

/** Beyond this many standard deviations a puff adds nothing worth counting (less than 2e-6 of its middle). */
export const reach = 5;

export function puffConcentration(
  puff: Puff,
  height: number,
  air: Air,
  at: { east: number; north: number; z: number },
): number {
  const sigma = spread(air.stability, air.terrain, puff.drifted);
  const square = (at.east - puff.x) ** 2 + (at.north - puff.y) ** 2;
  if (square > (reach * sigma.y) ** 2) return 0;
  const flat = Math.exp(-square / (2 * sigma.y ** 2)) / (2 * Math.PI * sigma.y ** 2);
  return (
    puff.grams * flat * vertical(at.z, height, Math.min(sigma.z, 2 * air.mixingHeight), air.mixingHeight)
  );
}
