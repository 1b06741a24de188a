// Talks to a witness (C2SP tlog-witness): hands it a checkpoint with the proof that it continues the last one it saw.
import type { OutsideFetch } from '@city/kernel/fetch';
import { type NoteSignature, readNote, readSignature, verifyNote } from '../log/note.ts';
import type { Witness } from '../settings.ts';

export interface Submission {
  /** Size of the last checkpoint this witness is known to have seen. */
  readonly old: number;
  readonly proof: readonly Buffer[];
  /** The signed note of the log. */
  readonly note: string;
}

export type WitnessAnswer =
  | { readonly kind: 'cosigned'; readonly signature: NoteSignature; readonly at: Date }
  /** It has last seen another size than `old`. */
  | { readonly kind: 'conflict'; readonly size: number }
  /** It knows this size with another root, or the proof does not hold. */
  | { readonly kind: 'forked' };

export function encodeSubmission({ old, proof, note }: Submission): string {
  return `old ${old}\n${proof.map((hash) => `${hash.toString('base64')}\n`).join('')}\n${note}`;
}

/** @throws Error when the witness is away or answers what no witness may answer. */
export async function askWitness(
  fetch: OutsideFetch,
  witness: Witness,
  submission: Submission,
): Promise<WitnessAnswer> {
  const answer = await fetch(`${witness.url}/add-checkpoint`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: encodeSubmission(submission),
    mostBytes: 20_000,
  });
  const body = answer.body.toString('utf8');
  if (answer.status === 409) {
    const size = /^(0|[1-9]\d{0,15})\n$/.exec(body);
    if (!size || !answer.headers.get('content-type')?.startsWith('text/x.tlog.size'))
      return { kind: 'forked' };
    // The size it already has, and still a conflict: another root.
    return Number(size[1]) === submission.old
      ? { kind: 'forked' }
      : { kind: 'conflict', size: Number(size[1]) };
  }
  if (answer.status === 422) return { kind: 'forked' };
  if (answer.status !== 200) throw new Error(`The witness answered ${answer.status}`);
  const { text } = readNote(submission.note);
  const lines = body.trimEnd().split('\n').map(readSignature);
  const verified = verifyNote({ text, signatures: lines }, witness.key);
  const signature = lines.find(({ name, id }) => name === witness.key.name && id.equals(witness.key.id));
  if (!verified?.at || !signature) throw new Error('The answer holds no cosignature of the witness');
  return { kind: 'cosigned', signature, at: verified.at };
}

/** Every head the witness remembers of a log, oldest first; `away` when it cannot be asked. */
export async function askHeads(
  fetch: OutsideFetch,
  witness: Witness,
  origin: string,
): Promise<{ size: number; root: Buffer }[] | 'away'> {
  try {
    const answer = await fetch(`${witness.url}/heads?origin=${encodeURIComponent(origin)}`, {
      mostBytes: 100_000_000,
    });
    if (answer.status !== 200) return 'away';
    const lines = answer.body.toString('utf8').split('\n').filter(Boolean);
    return lines.map((line) => {
      const [size, root] = line.split(' ');
      return { size: Number(size), root: Buffer.from(root ?? '', 'base64') };
    });
  } catch {
    return 'away';
  }
}
