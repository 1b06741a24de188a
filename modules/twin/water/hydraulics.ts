// Pressures and flows of a water network hour by hour, solved by EPANET 2.2 (in WebAssembly, unchanged).
import * as epanet from 'epanet-js';
import { inpText, type WaterChange, type WaterNetwork, type WaterTimes } from './water-network.ts';

// The package's types name their files without endings, so nothing of them reaches us; what we call of EPANET's toolkit stands here.
interface Toolkit {
  open(input: string, report: string, output: string): void;
  close(): void;
  getCount(what: number): number;
  getNodeId(index: number): string;
  getLinkId(index: number): string;
  getNodeValue(index: number, property: number): number;
  getLinkValue(index: number, property: number): number;
  openH(): void;
  initH(how: number): void;
  runH(): number;
  nextH(): number;
  closeH(): void;
}
interface Files {
  loadModule(): Promise<void>;
  writeFile(name: string, text: string): void;
}
const { Project, Workspace } = epanet as unknown as {
  readonly Workspace: new () => Files;
  readonly Project: new (files: Files) => Toolkit;
};
/** Numbers of the toolkit (EN_NODECOUNT, EN_DEMAND …). */
const count = { nodes: 0, links: 2 } as const;
const nodeProperty = { demand: 9, head: 10, pressure: 11 } as const;
const linkFlow = 8;

export interface HydraulicHour {
  readonly seconds: number;
  /** Metres of water above ground, and litres a second delivered, by node. */
  readonly pressure: Readonly<Record<string, number>>;
  readonly delivered: Readonly<Record<string, number>>;
  readonly head: Readonly<Record<string, number>>;
  /** Litres a second by pipe and pump. */
  readonly flow: Readonly<Record<string, number>>;
}

/** @throws Error in EPANET's words when the network cannot be solved */
export async function solveWater(
  network: WaterNetwork,
  change: WaterChange,
  times: WaterTimes,
): Promise<readonly HydraulicHour[]> {
  const workspace = new Workspace();
  await workspace.loadModule();
  const project = new Project(workspace);
  workspace.writeFile('net.inp', inpText(network, change, times));
  project.open('net.inp', 'net.rpt', 'net.out');
  try {
    return stepThrough(project);
  } finally {
    project.close();
  }
}

function stepThrough(project: Toolkit): HydraulicHour[] {
  const nodes = numbered(project.getCount(count.nodes), (index) => project.getNodeId(index));
  const links = numbered(project.getCount(count.links), (index) => project.getLinkId(index));
  const of = (property: number) =>
    Object.fromEntries(nodes.map(([index, id]) => [id, project.getNodeValue(index, property)]));
  const hours: HydraulicHour[] = [];
  project.openH();
  project.initH(0);
  let more: number;
  do {
    const seconds = project.runH();
    // Between the hours EPANET stops where a tank or a control changes something.
    if (seconds % 3_600 === 0)
      hours.push({
        seconds,
        pressure: of(nodeProperty.pressure),
        delivered: of(nodeProperty.demand),
        head: of(nodeProperty.head),
        flow: Object.fromEntries(links.map(([index, id]) => [id, project.getLinkValue(index, linkFlow)])),
      });
    more = project.nextH();
  } while (more > 0);
  project.closeH();
  return hours;
}

const numbered = (many: number, name: (index: number) => string): [number, string][] =>
  Array.from({ length: many }, (_, at) => [at + 1, name(at + 1)]);
