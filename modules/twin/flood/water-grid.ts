// The ground a flood runs over: a grid of square cells, its crests between cells, and what is prescribed at its edge.

/** Rows lie north to south, as in an ESRI grid; cell `row * columns + column`. */
export interface Ground {
  readonly columns: number;
  readonly rows: number;
  /** Side of a cell in metres. */
  readonly cellMetres: number;
  /** Height of the bed in metres above the datum; NaN where nothing is known, which no water enters. */
  readonly bed: Float64Array;
  /** Manning's n, one for the whole grid or one a cell. */
  readonly roughness: number | Float64Array;
}

/** Cells whose water stands at a prescribed level: the sea, or a river where it enters the grid. */
export interface LevelBoundary {
  readonly cells: readonly number[];
  /** Metres above the datum. */
  readonly level: (seconds: number) => number;
}

/** A wall or dyke between two neighbouring cells, in metres above the datum. */
export interface Crest {
  readonly from: number;
  readonly to: number;
  readonly crest: number;
}

export interface Pump {
  readonly cell: number;
  readonly cubicMetresPerSecond: number;
  /** Where the water goes; null: out of the area. */
  readonly to: number | null;
}

/** Water let in at a constant or changing rate, such as a river or a burst main. */
export interface Inflow {
  readonly cells: readonly number[];
  readonly cubicMetresPerSecond: (seconds: number) => number;
}

export interface Forcing {
  readonly levels: readonly LevelBoundary[];
  readonly crests?: readonly Crest[];
  readonly pumps?: readonly Pump[];
  readonly inflows?: readonly Inflow[];
  /** Millimetres an hour on every cell that is not a boundary. */
  readonly rain?: (seconds: number) => number;
  /** What drains and the ground take, in millimetres an hour, at most what there is. */
  readonly drain?: number;
}
