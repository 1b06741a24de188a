// A water supply network in metric units, and the same as EPANET's input text: metres, millimetres, litres a second.

export interface Junction {
  readonly id: string;
  readonly elevation: number;
  /** Litres a second, multiplied by the pattern hour by hour. */
  readonly demand: number;
  readonly people?: number;
  readonly lat?: number;
  readonly lon?: number;
}

export interface WaterNetwork {
  readonly junctions: readonly Junction[];
  readonly reservoirs: readonly { readonly id: string; readonly head: number }[];
  readonly tanks: readonly {
    readonly id: string;
    readonly elevation: number;
    readonly level: number;
    readonly lowest: number;
    readonly highest: number;
    readonly diameter: number;
  }[];
  readonly pipes: readonly {
    readonly id: string;
    readonly from: string;
    readonly to: string;
    readonly metres: number;
    readonly millimetres: number;
    /** Hazen and Williams' C. */
    readonly roughness: number;
  }[];
  readonly pumps: readonly {
    readonly id: string;
    readonly from: string;
    readonly to: string;
    /** One point of the curve; EPANET makes the curve of three from it. */
    readonly litresPerSecond: number;
    readonly head: number;
  }[];
  readonly controls: readonly {
    readonly link: string;
    readonly open: boolean;
    readonly tank: string;
    readonly when: 'below' | 'above';
    readonly level: number;
  }[];
  readonly pattern: { readonly hours: number; readonly factors: readonly number[] };
}

export interface WaterChange {
  /** Pipes shut and pumps stopped for the whole run. */
  readonly closed: readonly string[];
  /** Litres a second taken in addition, such as by a burst or a fire engine. */
  readonly taken: readonly { readonly junction: string; readonly litresPerSecond: number }[];
  readonly demandFactor: number;
}

export interface WaterTimes {
  readonly hours: number;
  /** Below the first nobody gets water, from the second on all they want, between them less (Wagner); metres. Null: demand driven. */
  readonly pressure: { readonly least: number; readonly full: number } | null;
}

const section = (name: string, lines: readonly string[]): string => `[${name}]\n${lines.join('\n')}\n`;

/** EPANET's input of a network with what was changed in it. */
export function inpText(network: WaterNetwork, change: WaterChange, times: WaterTimes): string {
  const extra = new Map(change.taken.map(({ junction, litresPerSecond }) => [junction, litresPerSecond]));
  const { factors } = network.pattern;
  return [
    section(
      'JUNCTIONS',
      network.junctions.map(({ id, elevation }) => `${id} ${elevation} 0`),
    ),
    section(
      'RESERVOIRS',
      network.reservoirs.map(({ id, head }) => `${id} ${head}`),
    ),
    section(
      'TANKS',
      network.tanks.map((tank) =>
        [tank.id, tank.elevation, tank.level, tank.lowest, tank.highest, tank.diameter, 0].join(' '),
      ),
    ),
    section(
      'PIPES',
      network.pipes.map((pipe) =>
        [pipe.id, pipe.from, pipe.to, pipe.metres, pipe.millimetres, pipe.roughness, 0, 'Open'].join(' '),
      ),
    ),
    section(
      'PUMPS',
      network.pumps.map(({ id, from, to }) => `${id} ${from} ${to} HEAD C${id}`),
    ),
    section(
      'CURVES',
      network.pumps.map(({ id, litresPerSecond, head }) => `C${id} ${litresPerSecond} ${head}`),
    ),
    section('PATTERNS', ['one 1', ...factors.map((factor) => `day ${factor}`)]),
    section(
      'DEMANDS',
      network.junctions.flatMap(({ id, demand }) => [
        ...(demand === 0 ? [] : [`${id} ${demand * change.demandFactor} day`]),
        ...(extra.has(id) ? [`${id} ${extra.get(id)} one`] : []),
      ]),
    ),
    section(
      'STATUS',
      change.closed.map((id) => `${id} Closed`),
    ),
    section(
      'CONTROLS',
      network.controls
        .filter(({ link }) => !change.closed.includes(link))
        .map(
          ({ link, open, tank, when, level }) =>
            `LINK ${link} ${open ? 'OPEN' : 'CLOSED'} IF NODE ${tank} ${when.toUpperCase()} ${level}`,
        ),
    ),
    ...runSections(network, times),
    '[END]\n',
  ].join('\n');
}

/** How long it runs and how it is solved. */
function runSections({ pattern }: WaterNetwork, times: WaterTimes): string[] {
  const pressure = times.pressure
    ? [
        'Demand Model PDA',
        `Minimum Pressure ${times.pressure.least}`,
        `Required Pressure ${times.pressure.full}`,
        'Pressure Exponent 0.5',
      ]
    : [];
  return [
    section('TIMES', [
      `Duration ${times.hours}:00`,
      'Hydraulic Timestep 1:00',
      `Pattern Timestep ${pattern.hours}:00`,
      'Report Timestep 1:00',
    ]),
    section('OPTIONS', [
      'Units LPS',
      'Headloss H-W',
      'Trials 100',
      'Accuracy 0.0001',
      'Unbalanced Continue 10',
      ...pressure,
    ]),
  ];
}
