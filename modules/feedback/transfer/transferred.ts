// What this module hands to whoever takes over a report that was a complaint: asked for by id, given once the report has left.
import type { Actor } from '@city/kernel/access';

/** Procedures of their own, to which a report can be sent away: complaint, denunciation. */
export const transferKinds = ['khieu_nai', 'to_cao'] as const;
export type TransferKind = (typeof transferKinds)[number];

/** A report that has left, in full: personal data. */
export interface TransferredReport {
  readonly reportId: string;
  readonly trackingCode: string;
  readonly kind: TransferKind;
  /** The reporter's words as they came. */
  readonly words: string;
  readonly address: string | null;
  readonly unit: string;
  /** The body that held it, and why it sent it away. */
  readonly body: string;
  readonly reason: string;
  readonly filedAt: Date;
  readonly reporter: {
    readonly name: string | null;
    readonly phone: string | null;
    readonly email: string | null;
    readonly personId: string | null;
    readonly lang: 'vi' | 'en';
  } | null;
  /** The pictures as they were sent. */
  readonly pictures: readonly Buffer[];
}

export interface Transfers {
  /**
   * The report of an id, if it was sent away. The actor is a service of the city and carries its purpose; each read stands on the trail.
   * @throws AppError `forbidden` for anyone else.
   */
  read(actor: Actor, reportId: string): Promise<TransferredReport | null>;
}

const offered = new WeakMap<object, Transfers>();

/** Called once by this module in a running city; `running` is its database. */
export function offerTransfers(running: object, transfers: Transfers): void {
  offered.set(running, transfers);
}

/**
 * The transfers of a running city, by its database.
 * @throws Error when the module of reports is not part of it.
 */
export function transfersOf(running: object): Transfers {
  const found = offered.get(running);
  if (!found) throw new Error('The module of reports is not part of this city');
  return found;
}
