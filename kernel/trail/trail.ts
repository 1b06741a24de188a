// The trail: every read of personal data and every decision, in the transaction that makes it.

export interface TrailEntry {
  /** The verb, such as `report.contact.read`; the module's name stands in its own column. */
  readonly action: string;
  readonly object?: { readonly type: string; readonly id: string };
  /** The person whose data was read or about whom was decided (UUID), so that this person can ask who looked. */
  readonly subject?: string | null;
  readonly purpose?: string;
  readonly outcome?: 'allowed' | 'refused' | 'failed';
  /** Why it was allowed or refused, in the words of the policy. */
  readonly reason?: string;
  /** Public facts only: never personal data. */
  readonly detail?: Readonly<Record<string, unknown>>;
}
