// The triangular relation of density and flow that every link of the road obeys (Newell 1993; Daganzo 1994).

export interface Diagram {
  /** Free speed, metres a second. */
  readonly freeSpeed: number;
  /** Speed at which a jam's end travels backwards, metres a second, positive. */
  readonly waveSpeed: number;
  /** Vehicles a metre and lane in standstill. */
  readonly jamDensity: number;
  readonly lanes: number;
  /** Share of the capacity that a queue loses when it discharges (capacity drop); 0: none. */
  readonly capacityDrop: number;
}

/** Vehicles a metre, all lanes, at capacity. */
export function criticalDensity({ freeSpeed, waveSpeed, jamDensity, lanes }: Diagram): number {
  return (lanes * jamDensity * waveSpeed) / (freeSpeed + waveSpeed);
}

/** Vehicles a second, all lanes. */
export function capacity(road: Diagram): number {
  return criticalDensity(road) * road.freeSpeed;
}

/** Flow in equilibrium at a density of all lanes. */
export function flowAt(road: Diagram, density: number): number {
  return Math.min(
    density * road.freeSpeed,
    Math.max(0, (road.lanes * road.jamDensity - density) * road.waveSpeed),
  );
}

/** What a cell of a density wants to send on; a queue sends less when there is a drop. */
export function demand(road: Diagram, density: number): number {
  const most = capacity(road);
  const isQueue = density > criticalDensity(road) * (1 + 1e-9);
  return Math.min(density * road.freeSpeed, isQueue ? most * (1 - road.capacityDrop) : most);
}

/** What a cell of a density can take in. */
export function supply(road: Diagram, density: number): number {
  return Math.min(capacity(road), Math.max(0, (road.lanes * road.jamDensity - density) * road.waveSpeed));
}

/** Speed of the border between two states, positive downstream (Rankine and Hugoniot). */
export function shockSpeed(road: Diagram, upstream: number, downstream: number): number {
  return (flowAt(road, downstream) - flowAt(road, upstream)) / (downstream - upstream);
}
