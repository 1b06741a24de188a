// Flow of least cost through a network with whole capacities: primal-dual (Ford and Fulkerson 1958), each phase a search for the
// cheapest ways with potentials, then as much as fits through them (Dinic). Exact in whole numbers; needs costs ≥ 0.

const endless = Number.POSITIVE_INFINITY;

export class FlowNetwork {
  readonly #head: number[] = [];
  readonly #next: number[] = [];
  readonly #to: number[] = [];
  readonly #capacity: number[] = [];
  readonly #cost: number[] = [];
  #potential = new Float64Array(0);

  addNode(): number {
    this.#head.push(-1);
    return this.#head.length - 1;
  }

  /** Gives the arc's number, for `flowOn`. */
  addArc(from: number, to: number, capacity: number, cost = 0): number {
    if (!(capacity >= 0) || !(cost >= 0)) throw new RangeError('capacity and cost must not be negative');
    const arc = this.#to.length;
    this.#half(from, to, capacity, cost);
    this.#half(to, from, 0, -cost);
    return arc;
  }

  #half(from: number, to: number, capacity: number, cost: number): void {
    this.#to.push(to);
    this.#capacity.push(capacity);
    this.#cost.push(cost);
    this.#next.push(this.#head[from] as number);
    this.#head[from] = this.#to.length - 1;
  }

  flowOn(arc: number): number {
    return this.#capacity[arc ^ 1] as number;
  }

  /** Sends as much as fits, as cheaply as it goes. */
  solve(source: number, sink: number, each?: (sent: number) => void): { sent: number; cost: number } {
    this.#potential = new Float64Array(this.#head.length);
    let sent = 0;
    let cost = 0;
    while (this.#reach(source, sink)) {
      const unit = (this.#potential[sink] as number) - (this.#potential[source] as number);
      for (let level = this.#levels(source, sink); level; level = this.#levels(source, sink)) {
        const place = Int32Array.from(this.#head);
        for (let more = this.#push(source, sink, endless, level, place); more > 0; ) {
          sent += more;
          cost += more * unit;
          more = this.#push(source, sink, endless, level, place);
        }
      }
      each?.(sent);
    }
    return { sent, cost };
  }

  /** Dijkstra over reduced costs; brings the potentials up to date. */
  #reach(source: number, sink: number): boolean {
    const far = new Float64Array(this.#head.length).fill(endless);
    far[source] = 0;
    const heap = new Heap();
    heap.push(0, source);
    while (heap.size > 0) {
      const [distance, node] = heap.pop();
      if (distance > (far[node] as number)) continue;
      for (let arc = this.#head[node] as number; arc !== -1; arc = this.#next[arc] as number) {
        if ((this.#capacity[arc] as number) <= 0) continue;
        const to = this.#to[arc] as number;
        const longer = distance + this.#reduced(arc, node);
        if (longer >= (far[to] as number)) continue;
        far[to] = longer;
        heap.push(longer, to);
      }
    }
    if (far[sink] === endless) return false;
    // Nodes beyond the sink keep their reduced costs from falling below zero.
    const cap = far[sink] as number;
    for (let node = 0; node < far.length; node++)
      this.#potential[node] = (this.#potential[node] as number) + Math.min(far[node] as number, cap);
    return true;
  }

  #reduced(arc: number, from: number): number {
    const to = this.#to[arc] as number;
    return (this.#cost[arc] as number) + (this.#potential[from] as number) - (this.#potential[to] as number);
  }

  /** Breadth first over arcs that cost nothing now; null when the sink is out of reach. */
  #levels(source: number, sink: number): Int32Array | null {
    const level = new Int32Array(this.#head.length).fill(-1);
    level[source] = 0;
    const queue = [source];
    for (const node of queue) {
      for (let arc = this.#head[node] as number; arc !== -1; arc = this.#next[arc] as number) {
        const to = this.#to[arc] as number;
        if (level[to] !== -1 || (this.#capacity[arc] as number) <= 0 || this.#reduced(arc, node) !== 0)
          continue;
        level[to] = (level[node] as number) + 1;
        if (to === sink) return level;
        queue.push(to);
      }
    }
    return null;
  }

  /** One way down the levels, without recursion; gives what it carried. */
  #push(source: number, sink: number, most: number, level: Int32Array, place: Int32Array): number {
    const path: number[] = [];
    let node = source;
    while (node !== sink) {
      const arc = this.#forward(node, level, place);
      if (arc !== -1) {
        path.push(arc);
        node = this.#to[arc] as number;
        continue;
      }
      const back = path.pop();
      if (back === undefined) return 0;
      node = this.#to[back ^ 1] as number;
      place[node] = this.#next[place[node] as number] as number;
    }
    const carried = path.reduce((least, arc) => Math.min(least, this.#capacity[arc] as number), most);
    for (const arc of path) {
      this.#capacity[arc] = (this.#capacity[arc] as number) - carried;
      this.#capacity[arc ^ 1] = (this.#capacity[arc ^ 1] as number) + carried;
    }
    return carried;
  }

  #forward(node: number, level: Int32Array, place: Int32Array): number {
    for (let arc = place[node] as number; arc !== -1; arc = this.#next[arc] as number) {
      place[node] = arc;
      const isDown = level[this.#to[arc] as number] === (level[node] as number) + 1;
      if (isDown && (this.#capacity[arc] as number) > 0 && this.#reduced(arc, node) === 0) return arc;
    }
    place[node] = -1;
    return -1;
  }

  /**
   * Proof of the optimum, after `solve`: no arc with room left may cost less than nothing under the potentials, so by weak duality
   * no other flow of the same size is cheaper. Gives the worst such arc's reduced cost; ≥ 0 is proof.
   */
  worstReducedCost(): number {
    let worst = endless;
    for (let node = 0; node < this.#head.length; node++)
      for (let arc = this.#head[node] as number; arc !== -1; arc = this.#next[arc] as number)
        if ((this.#capacity[arc] as number) > 0) worst = Math.min(worst, this.#reduced(arc, node));
    return worst;
  }
}

/** The nearest first. */
class Heap {
  readonly #keys: number[] = [];
  readonly #values: number[] = [];

  get size(): number {
    return this.#keys.length;
  }

  push(key: number, value: number): void {
    let at = this.#keys.length;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if ((this.#keys[up] as number) <= key) break;
      this.#keys[at] = this.#keys[up] as number;
      this.#values[at] = this.#values[up] as number;
      at = up;
    }
    this.#keys[at] = key;
    this.#values[at] = value;
  }

  pop(): [key: number, value: number] {
    const first: [number, number] = [this.#keys[0] as number, this.#values[0] as number];
    const key = this.#keys.pop() as number;
    const value = this.#values.pop() as number;
    if (this.#keys.length > 0) this.#sink(key, value);
    return first;
  }

  #sink(key: number, value: number): void {
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= this.#keys.length) break;
      if (down + 1 < this.#keys.length && (this.#keys[down + 1] as number) < (this.#keys[down] as number))
        down++;
      if ((this.#keys[down] as number) >= key) break;
      this.#keys[at] = this.#keys[down] as number;
      this.#values[at] = this.#values[down] as number;
      at = down;
    }
    this.#keys[at] = key;
    this.#values[at] = value;
  }
}
