// The twin's engines by themselves: cells of water a second beside the bathtub of the same ground, vehicles, people, puffs.
import { bathtub } from '../modules/twin/flood/bathtub.ts';
import { createWaterModel } from '../modules/twin/flood/shallow-water.ts';
import { planEvacuation } from '../modules/twin/evacuation/evacuation.ts';
import { createTrafficModel } from '../modules/twin/traffic/cell-transmission.ts';
import { type Measurement, median } from './table.ts';

const rounds = 5;

/** Medians of what `once` says, after one round to warm up. */
function measured(once: () => number): number {
  const values = Array.from({ length: rounds + 1 }, once);
  return median(values.slice(1));
}

const seconds = (work: () => void): number => {
  const from = performance.now();
  work();
  return (performance.now() - from) / 1_000;
};

export async function bench(): Promise<readonly Measurement[]> {
  return [floodRate(), trafficRate(), evacuationTime()];
}

/** Every cell wet and every edge flowing: the worst ground there is. */
function floodRate(): Measurement {
  const side = 300;
  const bed = Float64Array.from(
    { length: side * side },
    (_, cell) => Math.sin(cell / 9) + (cell % side) / 300,
  );
  const ground = { columns: side, rows: side, cellMetres: 50, bed, roughness: 0.04 };
  const sea = Array.from({ length: side }, (_, row) => row * side);
  const ours = measured(() => {
    const model = createWaterModel(
      ground,
      { levels: [{ cells: sea, level: () => 3 }], rain: () => 50 },
      bed.map(() => 1),
    );
    const took = seconds(() => model.run(900));
    return (model.state.steps * side * side) / took;
  });
  const peer = measured(() => (side * side) / seconds(() => bathtub(ground, sea, 3)));
  return {
    name: 'flood, all cells wet',
    unit: 'cell steps per second',
    ours,
    peer,
    peerName: 'cells of the bathtub',
    better: 'higher',
    limit: '≥ 1,000,000/s',
    isMet: ours >= 1_000_000,
  };
}

/** A grid of streets with 4,000 cells, everyone going to one corner. */
function trafficRate(): Measurement {
  const side = 10;
  const name = (x: number, y: number) => `${x}-${y}`;
  const diagram = {
    freeSpeed: 15,
    waveSpeed: 5,
    jamDensity: 0.14,
    lanes: 2,
    capacityDrop: 0.1,
    metres: 3_000,
  };
  const links = Array.from(
    { length: side * side },
    (_, at) => [at % side, Math.floor(at / side)] as const,
  ).flatMap(([x, y]) => [
    ...(x + 1 < side ? [{ ...diagram, id: `e${x}-${y}`, from: name(x, y), to: name(x + 1, y) }] : []),
    ...(y + 1 < side ? [{ ...diagram, id: `s${x}-${y}`, from: name(x, y), to: name(x, y + 1) }] : []),
  ]);
  const trips = Array.from({ length: side }, (_, x) => ({
    from: name(x, 0),
    to: name(side - 1, side - 1),
    rate: () => 0.3,
  }));
  let cells = 0;
  const ours = measured(() => {
    const model = createTrafficModel({ network: { links }, trips, stepSeconds: 10 });
    cells = model.state.links.reduce((sum, link) => sum + link.cells, 0);
    const took = seconds(() => model.run(1_800));
    return (180 * cells) / took;
  });
  // Real time: the same cells at one step every ten seconds.
  const peer = cells / 10;
  return {
    name: `traffic, ${cells} cells`,
    unit: 'cell steps per second',
    ours,
    peer,
    peerName: 'real time',
    better: 'higher',
    limit: '≥ 100 × real time',
    isMet: ours >= 100 * peer,
  };
}

/** 300,000 people over 60 nodes and eight hours in steps of five minutes. */
function evacuationTime(): Measurement {
  const nodes = 60;
  const roads = Array.from({ length: nodes * 3 }, (_, at) => ({
    from: `n${at % nodes}`,
    to: `n${(at * 7 + 1 + Math.floor(at / nodes) * 11) % nodes}`,
    travelSteps: 1 + (at % 4),
    perStep: 400 + 50 * (at % 9),
  }));
  const given = {
    steps: 96,
    origins: Array.from({ length: 20 }, (_, at) => ({
      node: `n${at}`,
      ready: Array.from({ length: 12 }, () => 1_250),
    })),
    roads,
    shelters: Array.from({ length: 10 }, (_, at) => ({ node: `n${nodes - 1 - at}`, places: 35_000 })),
  };
  const ours = measured(() => seconds(() => planEvacuation(given)));
  return {
    name: 'evacuation, best plan for 300,000 people',
    unit: 's',
    ours,
    peer: 60,
    peerName: 'the minute that a desk waits',
    better: 'lower',
    limit: '≤ 60 s',
    isMet: ours <= 60,
  };
}
