// Free words beside a report, sealed row by row: notes between officers, answers of reporters, words beside a mark.
import type { Seals, SealedRow } from '@city/kernel/seals';

interface Kept {
  readonly data_key: Buffer | null;
  readonly sealed: Buffer | null;
}

const notePlace = 'feedback.note';
const ratingPlace = 'feedback.rating';
type NoteKey = { readonly report_id: string; readonly note_id: string };
type RatingKey = { readonly report_id: string; readonly round: number };
const noteId = ({ report_id: report, note_id: note }: NoteKey) => `${report}|${note}`;
const ratingId = ({ report_id: report, round }: RatingKey) => `${report}|${round}`;

export const sealNote = (seals: Seals, row: NoteKey & { readonly words: string }): SealedRow =>
  seals.seal(notePlace, noteId(row), row.words);

/** Rows from before stand in clear until the sweep has been there; a dash stands where somebody was erased. */
export const openNote = (seals: Seals, row: NoteKey & Kept & { readonly words: string | null }): string =>
  seals.open<string>(notePlace, noteId(row), row) ?? row.words ?? '—';

export const sealRating = (seals: Seals, row: RatingKey & { readonly words: string }): SealedRow =>
  seals.seal(ratingPlace, ratingId(row), row.words);

export const openRating = (
  seals: Seals,
  row: RatingKey & Kept & { readonly words: string | null },
): string | null => seals.open<string>(ratingPlace, ratingId(row), row) ?? row.words;
