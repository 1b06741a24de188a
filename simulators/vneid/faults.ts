// Faults on order: each ordered fault happens once, at the place where its kind belongs.
import { FAULT_KINDS, type FaultKind } from './model.ts';

/** The order book of faults. `take` answers whether the kind is due now and crosses it off. */
export type Faults = {
  readonly failNext: (kind: FaultKind) => void;
  readonly take: (kind: FaultKind) => boolean;
};

/** An empty order book. */
export function makeFaults(): Faults {
  const due = new Map<FaultKind, number>();
  return {
    failNext: (kind) => {
      if (!FAULT_KINDS.includes(kind)) throw new RangeError(`unknown fault: ${kind}`);
      due.set(kind, (due.get(kind) ?? 0) + 1);
    },
    take: (kind) => {
      const count = due.get(kind) ?? 0;
      if (count > 0) due.set(kind, count - 1);
      return count > 0;
    },
  };
}

/** Reads a fault name from a request; an unknown name is no fault. */
export function faultNamed(name: string | undefined): FaultKind | null {
  return FAULT_KINDS.find((kind) => kind === name) ?? null;
}
