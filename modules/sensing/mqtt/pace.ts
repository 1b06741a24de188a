// How fast a client may speak: it is not read from while too much of it waits for the disk or it speaks too fast.
import { MQTT } from './limits.ts';

export interface Tap {
  pause(): void;
  resume(): void;
}

export class Pace {
  readonly #tap: Tap;
  #inFlight = 0;
  #tokens: number = MQTT.burst;
  #at = performance.now();
  #isWaiting = false;
  /** Messages a second, once it is known who speaks. */
  perSecond: number = MQTT.perSecond;

  constructor(tap: Tap) {
    this.#tap = tap;
  }

  /** A message has come. */
  enter(): void {
    this.#inFlight++;
    const now = performance.now();
    this.#tokens = Math.min(MQTT.burst, this.#tokens + ((now - this.#at) / 1000) * this.perSecond) - 1;
    this.#at = now;
    if (this.#tokens < 0 && !this.#isWaiting) this.#wait();
    if (this.#inFlight >= MQTT.inFlight) this.#tap.pause();
  }

  /** It has been answered. */
  leave(): void {
    this.#inFlight--;
    this.#goOn();
  }

  #wait(): void {
    this.#isWaiting = true;
    this.#tap.pause();
    setTimeout(
      () => {
        this.#isWaiting = false;
        this.#goOn();
      },
      (-this.#tokens / this.perSecond) * 1000,
    ).unref();
  }

  #goOn(): void {
    if (!this.#isWaiting && this.#inFlight < MQTT.inFlight) this.#tap.resume();
  }
}
