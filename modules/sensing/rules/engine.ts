// All rules on all series: values in as they are stored, conditions out in the same transaction.
import { system } from '@city/kernel/access';
import type { ModuleDatabase, Tx } from '@city/kernel/database';
import { ownEpoch } from '../series/obs.store.ts';
import { counts, isSound, type Point } from '../series/point.ts';
import { changeCondition, raisedNow } from './condition.store.ts';
import { celName, evaluateCel } from './expression.ts';
import type { RuleDefinition } from './rule.ts';
import { factsOf, factsOfDevices, factsOfMetrics, pointsBetween, type SeriesFacts } from './rule.store.ts';
import { type Change, RuleState } from './state.ts';

interface Placed {
  readonly rule: RuleDefinition;
  readonly facts: SeriesFacts;
  readonly state: RuleState;
}

interface Newest {
  ts: number;
  v: number;
}

const actor = system('sensing.rules');
/** Longest that is read again to know a window after a start. */
const longestMilliseconds = 7 * 86_400_000;

export class RuleEngine {
  readonly #load: (tx: Tx) => Promise<readonly RuleDefinition[]>;
  #rules: readonly RuleDefinition[] | null = null;
  #byMetric = new Map<string, RuleDefinition[]>();
  /** Null for series that no rule listens to. */
  #placed = new Map<number, readonly Placed[] | null>();
  /** Newest values by device and metric, where an expression needs them. */
  #newest = new Map<string, Map<string, Newest>>();
  /** The same by series. */
  #watched = new Map<number, Newest>();
  #raised = new Set<string>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(load: (tx: Tx) => Promise<readonly RuleDefinition[]>) {
    this.#load = load;
  }

  /** Everything is read again from the tables: rules have changed, or a transaction was rolled back. */
  forget(): void {
    this.#rules = null;
  }

  hear(tx: Tx, points: readonly Point[]): Promise<void> {
    return this.#inTurn(() => this.#hear(tx, points));
  }

  /** Lets time pass: absences and delays. Answers how many conditions changed. */
  async tick(db: ModuleDatabase<unknown>, now: Date): Promise<number> {
    try {
      return await db.transaction(actor, async (tx) => {
        // What the last batch of values changed is committed before time is let pass over it; then it is our turn.
        await ownEpoch(tx);
        return this.#inTurn(() => this.#tick(tx, now));
      });
    } catch (error) {
      this.forget();
      throw error;
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#turn.then(work);
    this.#turn = next.catch(() => {});
    return next;
  }

  async #ready(tx: Tx): Promise<void> {
    if (this.#rules !== null) return;
    const rules = await this.#load(tx);
    this.#byMetric = new Map();
    for (const rule of rules) {
      const list = this.#byMetric.get(rule.metric) ?? [];
      list.push(rule);
      this.#byMetric.set(rule.metric, list);
    }
    this.#placed = new Map();
    this.#newest = new Map();
    this.#watched = new Map();
    this.#raised = new Set((await raisedNow(tx)).map(({ rule, subject }) => `${rule} ${subject}`));
    this.#rules = rules;
    // Who is silent sends nothing that would remind us of it.
    const watched = rules.filter(({ test }) => test.kind === 'absence').map(({ metric }) => metric);
    if (watched.length > 0)
      for (const facts of await factsOfMetrics(tx, watched)) await this.#place(tx, facts, null);
  }

  async #hear(tx: Tx, points: readonly Point[]): Promise<void> {
    await this.#ready(tx);
    if (this.#byMetric.size === 0) return;
    await this.#meet(tx, points);
    for (const point of points) {
      this.#remember(point);
      const placed = this.#placed.get(point.series);
      if (!placed) continue;
      for (const each of placed) await this.#say(tx, each, this.#step(each, point));
    }
  }

  /** Absurd values raise nothing; frozen ones only what looks for stuck sensors. */
  #step({ rule, state }: Placed, { ts, v, q }: Point): Change | null {
    if (!counts(q)) return null;
    if (!isSound(q) && rule.test.kind !== 'stuck' && rule.test.kind !== 'absence') return null;
    return state.take({ ts, v });
  }

  #remember({ series, ts, v, q }: Point): void {
    const known = this.#watched.get(series);
    if (known && known.ts <= ts && isSound(q)) Object.assign(known, { ts, v });
  }

  async #tick(tx: Tx, now: Date): Promise<number> {
    await this.#ready(tx);
    let changes = 0;
    for (const placed of this.#placed.values())
      for (const each of placed ?? []) {
        const change = each.state.tick(now.getTime());
        if (change) changes++;
        await this.#say(tx, each, change);
      }
    return changes;
  }

  async #say(tx: Tx, { rule, facts }: Placed, change: Change | null): Promise<void> {
    if (!change) return;
    const { device, metric, unitCode, lat, lon } = facts;
    const concern = {
      rule: rule.code,
      severity: rule.severity,
      subject: `${device}/${metric}`,
      unitCode,
      lat,
      lon,
    };
    await changeCondition(tx, concern, change);
  }

  /** Learns of series seen for the first time. */
  async #meet(tx: Tx, points: readonly Point[]): Promise<void> {
    const first = new Map<number, number>();
    for (const { series, ts } of points)
      if (!this.#placed.has(series) && !first.has(series)) first.set(series, ts);
    if (first.size === 0) return;
    for (const facts of await factsOf(tx, [...first.keys()])) {
      if (this.#newest.has(facts.device) && !this.#watched.has(facts.id)) this.#watch(facts);
      await this.#place(tx, facts, first.get(facts.id) ?? null);
    }
    for (const series of first.keys()) if (!this.#placed.has(series)) this.#placed.set(series, null);
  }

  /** Puts rules onto a series, and tells them what was before `firstTs`. */
  async #place(tx: Tx, facts: SeriesFacts, firstTs: number | null): Promise<void> {
    const rules = (this.#byMetric.get(facts.metric) ?? []).filter(
      ({ device, kindOfDevice }) =>
        (device === undefined || device === facts.device) &&
        (kindOfDevice === undefined || kindOfDevice === facts.kind),
    );
    if (rules.length === 0) return void this.#placed.set(facts.id, null);
    const placed = rules.map((rule) => {
      const isRaised = this.#raised.has(`${rule.code} ${facts.device}/${facts.metric}`);
      return {
        rule,
        facts,
        state: new RuleState(rule, (cel, age, at) => this.#evaluate(facts, cel, age, at), isRaised),
      };
    });
    this.#placed.set(facts.id, placed);
    if (rules.some(({ test }) => test.kind === 'expression')) await this.#knowDevice(tx, facts.device);
    const until = firstTs ?? (facts.latestTs ? facts.latestTs.getTime() + 1 : null);
    if (until === null) return;
    const length = Math.max(...rules.map(lookBackSeconds)) * 1000;
    const before = await pointsBetween(tx, facts.id, until - Math.min(length, longestMilliseconds), until);
    for (const { state } of placed) for (const { ts, v, q } of before) if (counts(q)) state.prime({ ts, v });
  }

  async #knowDevice(tx: Tx, device: string): Promise<void> {
    if (this.#newest.has(device)) return;
    this.#newest.set(device, new Map());
    for (const facts of await factsOfDevices(tx, [device])) this.#watch(facts);
  }

  #watch({ id, device, metric, latestTs, latestV }: SeriesFacts): void {
    const newest = { ts: latestTs?.getTime() ?? Number.NEGATIVE_INFINITY, v: latestV ?? Number.NaN };
    this.#newest.get(device)?.set(celName(metric), newest);
    this.#watched.set(id, newest);
  }

  #evaluate({ device }: SeriesFacts, cel: string, maxAgeSeconds: number, at: number): boolean | null {
    const values: Record<string, number> = {};
    for (const [metric, { ts, v }] of this.#newest.get(device) ?? [])
      if (at - ts <= maxAgeSeconds * 1000) values[metric] = v;
    return evaluateCel(cel, values);
  }
}

/** How far back a rule has to know a series. */
function lookBackSeconds({ test, onDelaySeconds = 0, offDelaySeconds = 0 }: RuleDefinition): number {
  const delays = onDelaySeconds + offDelaySeconds + 3_600;
  switch (test.kind) {
    case 'window':
    case 'stuck':
    case 'absence':
      return test.seconds + delays;
    case 'rate':
      return test.overSeconds + delays;
    default:
      return delays;
  }
}
