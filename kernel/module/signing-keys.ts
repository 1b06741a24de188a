// The keys with which the city signs, as their keepers tell of them: facts for whoever watches over them, never the keys themselves.
import type { Bilingual } from '@city/kernel/errors';
import type { ModuleContext } from './module.ts';

export interface SigningKeyFacts {
  /** What others know it by: a `kid`, a fingerprint, the id in a verifier key. */
  readonly id: string;
  readonly use: Bilingual;
  /** `announced`: published, not signing yet; `checking`: signs no more, but what it signed is still about. */
  readonly state: 'announced' | 'signing' | 'checking';
  /** Null where nobody has noted it. */
  readonly madeAt: Date | null;
  readonly signsFrom: Date | null;
  /** When it is taken back, or its certificate runs out. */
  readonly until: Date | null;
  /** When the next one is made without anybody asking; null where nothing does so. */
  readonly nextAt: Date | null;
}

/** The keys for one purpose, kept by one module. */
export interface SigningKeyRing<DB = unknown> {
  /** Unique within the module, such as `provider`. */
  readonly name: string;
  readonly title: Bilingual;
  readonly keys: (m: ModuleContext<DB>) => Promise<readonly SigningKeyFacts[]>;
  /**
   * Makes the next key in a transaction of its own, with its line on the trail; answers its id, or null when one is on its way
   * already. Left out where a key changes by hand: then `byHand` says how.
   */
  readonly rotate?: (m: ModuleContext<DB>) => Promise<string | null>;
  readonly byHand?: Bilingual;
}

/** A ring as others see it. */
export interface SigningKeyPart {
  readonly module: string;
  readonly name: string;
  readonly title: Bilingual;
  readonly keys: () => Promise<readonly SigningKeyFacts[]>;
  readonly rotate: (() => Promise<string | null>) | null;
  readonly byHand: Bilingual | null;
}

export function signingKeyParts<DB>(
  rings: readonly SigningKeyRing<DB>[],
  m: ModuleContext<DB>,
): readonly SigningKeyPart[] {
  return rings.map(({ name, title, keys, rotate, byHand }) => ({
    module: m.module,
    name,
    title,
    keys: () => keys(m),
    rotate: rotate ? () => rotate(m) : null,
    byHand: byHand ?? null,
  }));
}
