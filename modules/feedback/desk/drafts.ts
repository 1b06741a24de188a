// Answers that are being written, kept on this machine until they are sent. Words for the public, nothing about persons.
import { useCallback, useState } from 'react';

type Draft = { words: string; at: string };

const place = (code: string) => `desk-draft:${code}`;

/** A browser may refuse its storage; then the draft lives as long as the screen. */
export function readDraft(code: string): Draft | null {
  try {
    const kept = JSON.parse(localStorage.getItem(place(code)) ?? 'null') as Partial<Draft> | null;
    return typeof kept?.words === 'string' && typeof kept.at === 'string'
      ? { words: kept.words, at: kept.at }
      : null;
  } catch {
    return null;
  }
}

function keepDraft(code: string, draft: Draft | null): void {
  try {
    if (draft === null) localStorage.removeItem(place(code));
    else localStorage.setItem(place(code), JSON.stringify(draft));
  } catch {
    // Full or forbidden: the words stay on the screen.
  }
}

/** The words of one report's draft, kept as they are typed. */
export function useDraft(code: string) {
  const [draft, setDraft] = useState<Draft | null>(() => readDraft(code));
  const write = useCallback(
    (words: string) => {
      const next = words.trim() === '' ? null : { words, at: new Date().toISOString() };
      keepDraft(code, next);
      setDraft(next ?? { words, at: '' });
    },
    [code],
  );
  return {
    words: draft?.words ?? '',
    savedAt: draft?.at ? new Date(draft.at) : null,
    write,
    forget: () => write(''),
  };
}
