// A reader's rest between two looks: ended by an alarm, by the clock at the latest, and never shorter than a gathering time.

export class Alarm {
  readonly #gatherMilliseconds: number;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #isRung = false;
  #isOver = false;
  #check: () => void = () => {};

  constructor(gatherMilliseconds: number) {
    this.#gatherMilliseconds = gatherMilliseconds;
  }

  /** Something has come. Heard by the present rest, or by the next one. */
  ring(): void {
    this.#isRung = true;
    this.#check();
  }

  /** The reader looks now: what rang before is seen by this look. */
  silence(): void {
    this.#isRung = false;
    this.#lookedAt = performance.now();
  }

  /** No rest lasts any longer. */
  end(): void {
    this.#isOver = true;
    this.#check();
  }

  rest(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const until = performance.now() + milliseconds;
      let timer: NodeJS.Timeout | undefined;
      const check = (): void => {
        clearTimeout(timer);
        const gathered = this.#lookedAt + this.#gatherMilliseconds;
        const left = (this.#isRung ? Math.min(until, gathered) : until) - performance.now();
        if (this.#isOver || left <= 0) {
          this.#check = () => {};
          resolve();
        } else timer = setTimeout(check, left);
      };
      this.#check = check;
      check();
    });
  }
}
