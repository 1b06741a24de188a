// Who reported, sealed: name and ways to reach under the row's own data key, and keyed marks by which a caller is found again.
import type { Seals } from '@city/kernel/seals';

export interface ClearContact {
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

export interface SealedContact {
  readonly data_key: Buffer | null;
  readonly sealed: Buffer | null;
  readonly phone_mark: Buffer | null;
  readonly email_mark: Buffer | null;
}

const place = 'feedback.reporter';

/** The mark of a telephone (E.164) or mail address: the same for reports and for messages that came in. */
export function markOf(seals: Seals, sender: string): Buffer {
  return seals.mark('feedback.sender', sender.toLowerCase());
}

/** Nothing is kept of somebody who said nothing of themselves. */
export function sealContact(seals: Seals, reportId: string, contact: ClearContact): SealedContact {
  const { name, phone, email } = contact;
  const isSaid = name !== null || phone !== null || email !== null;
  const row = isSaid ? seals.seal(place, reportId, { name, phone, email }) : null;
  return {
    data_key: row?.data_key ?? null,
    sealed: row?.sealed ?? null,
    phone_mark: phone === null ? null : markOf(seals, phone),
    email_mark: email === null ? null : markOf(seals, email),
  };
}

/** A row in either form: rows written before contacts were sealed stand in clear until the sweep has been there. */
export function openContact(
  seals: Seals,
  row: ClearContact & Pick<SealedContact, 'data_key' | 'sealed'> & { readonly report_id: string },
): ClearContact {
  const opened = seals.open<ClearContact>(place, row.report_id, row);
  return opened ?? { name: row.name, phone: row.phone, email: row.email };
}
