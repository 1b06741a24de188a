// A binary heap of numbered things by a key; equal keys leave in the order in which they came.

export class Heap {
  readonly #keys: number[] = [];
  readonly #orders: number[] = [];
  readonly #items: number[] = [];
  #came = 0;

  get size(): number {
    return this.#items.length;
  }

  /** The smallest key; Infinity when empty. */
  get least(): number {
    return this.#keys[0] ?? Number.POSITIVE_INFINITY;
  }

  push(key: number, item: number): void {
    let at = this.#items.length;
    this.#keys.push(key);
    this.#orders.push(this.#came++);
    this.#items.push(item);
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.#isBefore(at, above)) return;
      this.#swap(at, above);
      at = above;
    }
  }

  /** Takes the item with the smallest key. @throws RangeError when empty */
  pop(): number {
    const first = this.#items[0];
    if (first === undefined) throw new RangeError('the heap is empty');
    const last = this.#items.length - 1;
    this.#swap(0, last);
    this.#keys.pop();
    this.#orders.pop();
    this.#items.pop();
    for (let at = 0; ; ) {
      let least = at;
      const below = 2 * at + 1;
      if (below < last && this.#isBefore(below, least)) least = below;
      if (below + 1 < last && this.#isBefore(below + 1, least)) least = below + 1;
      if (least === at) return first;
      this.#swap(at, least);
      at = least;
    }
  }

  #isBefore(one: number, other: number): boolean {
    const difference = (this.#keys[one] as number) - (this.#keys[other] as number);
    return difference === 0
      ? (this.#orders[one] as number) < (this.#orders[other] as number)
      : difference < 0;
  }

  #swap(one: number, other: number): void {
    swap(this.#keys, one, other);
    swap(this.#orders, one, other);
    swap(this.#items, one, other);
  }
}

function swap(row: number[], one: number, other: number): void {
  const kept = row[one] as number;
  row[one] = row[other] as number;
  row[other] = kept;
}
