// What a new report brings for moderators: why somebody should look, from which source it came, how sure its place is.
import { type LookReason, rankOf } from './look.ts';
import type { PlaceDoubt, PlaceEvidence, PlaceRule } from './place-doubt.ts';

/** From whom a report came, as keyed hashes of `sender-keys.ts`; hexadecimal, as JSON carries them. */
export interface SenderMarks {
  readonly person: string | null;
  readonly device: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  /** The question that was answered to be let in. */
  readonly question: string | null;
}

export interface Attention {
  readonly reasons: readonly LookReason[];
  readonly sender: SenderMarks | null;
  /** Where the device was and how to judge it, until the pictures are known; never written. */
  readonly place: {
    readonly device: PlaceEvidence['device'];
    readonly rule: PlaceRule & { doubtFrom: number };
  } | null;
  readonly doubt: PlaceDoubt | null;
}

export const noAttention: Attention = { reasons: [], sender: null, place: null, doubt: null };

/** The rows of many reports' attention, as the filing statement takes them. */
export function attentionRows(
  bundles: readonly {
    readonly report: { readonly report_id: string; readonly filed_at: Date };
    readonly attention?: Attention;
  }[],
) {
  const rows = bundles.flatMap(({ report, attention }) =>
    attention ? [{ report_id: report.report_id, filed_at: report.filed_at, ...attention }] : [],
  );
  return {
    looks: rows
      .filter(({ reasons }) => reasons.length > 0)
      .map(({ report_id, filed_at, reasons }) => ({
        report_id,
        reasons,
        rank: rankOf(reasons),
        since: filed_at,
      })),
    senders: rows.flatMap(({ report_id, filed_at, sender }) =>
      sender ? [{ report_id, filed_at, ...sender }] : [],
    ),
    doubts: rows.flatMap(({ report_id, doubt }) => (doubt ? [{ report_id, ...doubt }] : [])),
  };
}
