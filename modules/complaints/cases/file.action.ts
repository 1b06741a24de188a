// Filing a complaint or denunciation: one transaction with the matter, its receipt, who filed it under seal, and the trail.
import type { Lang } from '@city/kernel/text';
import type { ComplaintsCity } from '../complaints-city.ts';
import { type EvidenceRow, type ComplaintsTx, insertMatter } from './matter.store.ts';
import { type Examined, type Filing, newMatter, newMatterId } from './filing.ts';
import { tellPerson } from './tell-person.task.ts';
import type { Identity, MatterRow } from './tables.ts';

export interface FilingPeople {
  readonly lang: Lang;
  /** The signed-in person. The transaction itself acts for nobody: the trail must not tell who denounced. */
  readonly personId: string | null;
  readonly evidence: readonly EvidenceRow[];
  /** Title of the officer who writes it down for the person. */
  readonly writtenBy?: string;
}

/** Files what was examined; a denunciation without a name becomes information. */
export async function fileMatter(
  tx: ComplaintsTx,
  city: ComplaintsCity,
  examined: Examined,
  { lang, personId, evidence, writtenBy }: FilingPeople,
): Promise<MatterRow> {
  // Who sends without a name is not remembered by their account either.
  const identity: Identity | null = examined.identity && {
    ...examined.identity,
    personId,
    lang,
  };
  const isInformation = identity === null;
  return writeMatter(tx, city, examined, {
    matterId: newMatterId(tx.now),
    identity,
    evidence,
    sourceReport: null,
    action: isInformation ? 'inform' : 'file',
    ...(writtenBy === undefined ? { by: 'person' } : { by: 'office', title: writtenBy }),
  });
}

/** Writes the matter and says so. The trail names no person: that would tell who denounced. */
export async function writeMatter(
  tx: ComplaintsTx,
  city: ComplaintsCity,
  examined: Examined,
  filing: Filing,
): Promise<MatterRow> {
  const bundle = newMatter(city, examined, filing, tx.now);
  await insertMatter(tx, bundle);
  const { matter } = bundle;
  tx.trail({
    action: `complaint.${filing.action}`,
    object: { type: 'complaint', id: matter.matter_id },
    detail: { kind: matter.kind, body: matter.body_code, seq: 1 },
  });
  if (bundle.identity) tx.enqueue(tellPerson, { matterId: matter.matter_id, seq: 1, action: filing.action });
  return matter;
}
