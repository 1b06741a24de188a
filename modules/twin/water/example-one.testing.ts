// EPANET's first example network (US EPA, public domain), its numbers turned into metric units.
import type { WaterNetwork } from './water-network.ts';

export const feet = 0.3048;
const inches = 25.4;
/** Litres a second in one US gallon a minute. */
export const gallons = 0.0630902;

const junctions: readonly (readonly [id: string, elevation: number, demand: number])[] = [
  ['10', 710, 0],
  ['11', 710, 150],
  ['12', 700, 150],
  ['13', 695, 100],
  ['21', 700, 150],
  ['22', 695, 200],
  ['23', 690, 150],
  ['31', 700, 100],
  ['32', 710, 100],
];
const pipes: readonly (readonly [id: string, from: string, to: string, length: number, diameter: number])[] =
  [
    ['10', '10', '11', 10_530, 18],
    ['11', '11', '12', 5_280, 14],
    ['12', '12', '13', 5_280, 10],
    ['21', '21', '22', 5_280, 10],
    ['22', '22', '23', 5_280, 12],
    ['31', '31', '32', 5_280, 6],
    ['110', '2', '12', 200, 18],
    ['111', '11', '21', 5_280, 10],
    ['112', '12', '22', 5_280, 12],
    ['113', '13', '23', 5_280, 8],
    ['121', '21', '31', 5_280, 8],
    ['122', '22', '32', 5_280, 6],
  ];

export const exampleOne: WaterNetwork = {
  junctions: junctions.map(([id, elevation, demand]) => ({
    id,
    elevation: elevation * feet,
    demand: demand * gallons,
  })),
  reservoirs: [{ id: '9', head: 800 * feet }],
  tanks: [
    {
      id: '2',
      elevation: 850 * feet,
      level: 120 * feet,
      lowest: 100 * feet,
      highest: 150 * feet,
      diameter: 50.5 * feet,
    },
  ],
  pipes: pipes.map(([id, from, to, length, diameter]) => ({
    id,
    from,
    to,
    metres: length * feet,
    millimetres: diameter * inches,
    roughness: 100,
  })),
  pumps: [{ id: 'P9', from: '9', to: '10', litresPerSecond: 1_500 * gallons, head: 250 * feet }],
  controls: [
    { link: 'P9', open: true, tank: '2', when: 'below', level: 110 * feet },
    { link: 'P9', open: false, tank: '2', when: 'above', level: 140 * feet },
  ],
  pattern: { hours: 2, factors: [1, 1.2, 1.4, 1.6, 1.4, 1.2, 1, 0.8, 0.6, 0.4, 0.6, 0.8] },
};
