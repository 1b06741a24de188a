// Every limit of twin, named; those that the database holds too stand in migrations/0001_scenarios.sql.
export const limits = {
  titleCharacters: 200,
  /** Runs and scenarios on a list. */
  listRows: 60,
  /** Runs of one person that wait or run at once. */
  openRuns: 3,
  runsPerMinute: 20,
  /** Longest a run may take, and the memory it may use. */
  runSeconds: 900,
  runMemoryMb: 1_024,
  /** Cells of a flood's grid; more would not end within the time. */
  floodCells: 400_000,
  /** Half the side of the square around a gas release, and its cells, in metres. */
  plumeReachMetres: 15_000,
  plumeCellMetres: 200,
  /** Cells of an imported terrain. */
  importCells: 40_000_000,
  importBytes: 600_000_000,
  /** How often a running run looks whether it is still wanted. */
  lookMilliseconds: 500,
} as const;
