// The state of one edge node as Sparkplug B has it: sequence numbers, births and deaths, names behind aliases.
import { type SparkplugMetric, type SparkplugPayload, typed } from './payload.ts';

export interface NodeReading {
  readonly metric: string;
  readonly ts: number | null;
  readonly v: number;
}

export interface Outcome {
  /** Values of the node itself (`null`) or of one of its devices. */
  readonly device: string | null;
  readonly readings: readonly NodeReading[];
  /** The node has to say NBIRTH again: something was missed. */
  readonly isRebirthNeeded: boolean;
  /** Whose values are stale from now on: all, one device, or nobody. */
  readonly stale: 'all' | 'device' | null;
}

interface Known {
  readonly name: string;
  readonly datatype: number;
}

export type Kind = 'NBIRTH' | 'NDATA' | 'NDEATH' | 'DBIRTH' | 'DDATA' | 'DDEATH';

const bdSeq = 'bdSeq';

export class NodeState {
  #isBorn = false;
  #seq = 0;
  #bdSeq: number | null = null;
  /** Metrics by name and alias, for the node (`''`) and each device that is born. */
  #metrics = new Map<string, Map<string | number, Known>>();

  take(kind: Kind, device: string | null, payload: SparkplugPayload): Outcome {
    const nothing = { device, readings: [], stale: null };
    if (kind === 'NDEATH') return this.#die(device, payload);
    if (kind === 'NBIRTH') return this.#birth(payload);
    if (!this.#isBorn) return { ...nothing, isRebirthNeeded: true };
    const isNext = payload.seq === (this.#seq + 1) % 256;
    this.#seq = payload.seq ?? this.#seq;
    if (!isNext) {
      // A gap: nothing that this node said can be trusted until it is born again (§6.4.25).
      this.#isBorn = false;
      return { ...nothing, isRebirthNeeded: true, stale: 'all' };
    }
    if (kind === 'DDEATH') {
      this.#metrics.delete(device ?? '');
      return { ...nothing, isRebirthNeeded: false, stale: 'device' };
    }
    if (kind === 'DBIRTH') this.#learn(device ?? '', payload.metrics);
    const known = this.#metrics.get(device ?? '');
    if (!known) return { ...nothing, isRebirthNeeded: true };
    return this.#read(device, payload, known);
  }

  #birth(payload: SparkplugPayload): Outcome {
    this.#isBorn = payload.seq === 0;
    this.#seq = 0;
    this.#bdSeq = payload.metrics.find(({ name }) => name === bdSeq)?.value ?? null;
    this.#metrics = new Map();
    this.#learn('', payload.metrics);
    if (!this.#isBorn) return { device: null, readings: [], isRebirthNeeded: true, stale: null };
    return this.#read(null, payload, this.#metrics.get('') as Map<string | number, Known>);
  }

  /** A death of an older life (another bdSeq) says nothing of this one. */
  #die(device: string | null, payload: SparkplugPayload): Outcome {
    const its = payload.metrics.find(({ name }) => name === bdSeq)?.value ?? null;
    const isOfThisLife = this.#bdSeq === null || its === this.#bdSeq;
    if (isOfThisLife) this.#isBorn = false;
    return { device, readings: [], isRebirthNeeded: false, stale: isOfThisLife ? 'all' : null };
  }

  #learn(device: string, metrics: readonly SparkplugMetric[]): void {
    const known = new Map<string | number, Known>();
    for (const { name, alias, datatype = 0 } of metrics) {
      if (name === undefined) continue;
      known.set(name, { name, datatype });
      if (alias !== undefined) known.set(alias, { name, datatype });
    }
    this.#metrics.set(device, known);
  }

  #read(
    device: string | null,
    payload: SparkplugPayload,
    known: ReadonlyMap<string | number, Known>,
  ): Outcome {
    let isRebirthNeeded = false;
    const readings: NodeReading[] = [];
    for (const { name, alias, timestamp, datatype, isNull, value } of payload.metrics) {
      const its = known.get(name ?? alias ?? '');
      if (!its) {
        isRebirthNeeded = true;
        continue;
      }
      if (isNull || value === null || its.name === bdSeq || its.name.startsWith('Node Control/')) continue;
      const ts = timestamp ?? payload.timestamp ?? null;
      readings.push({ metric: its.name, ts, v: typed(value, datatype ?? its.datatype) });
    }
    return { device, readings, isRebirthNeeded, stale: null };
  }
}
