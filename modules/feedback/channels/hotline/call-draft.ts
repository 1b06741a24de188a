// The call that is being written down: kept on this machine with every key pressed, so that no reload and no lost line loses it.
import { useCallback, useState } from 'react';

export interface CallDraft {
  readonly phone: string;
  readonly name: string;
  readonly words: string;
  /** Chosen by the operator; empty while the words decide. */
  readonly service: string;
  /** What the caller says about the place, and the search for it. */
  readonly place: string;
  readonly pin: { readonly lat: number; readonly lon: number } | null;
  readonly kind: 'phan_anh' | 'kien_nghi' | 'hoi_dap';
  /** The same call is one report, however often it is sent. */
  readonly key: string;
}

const kept = 'desk-hotline-call';
const kinds: readonly string[] = ['phan_anh', 'kien_nghi', 'hoi_dap'];

export function emptyCall(): CallDraft {
  return {
    phone: '',
    name: '',
    words: '',
    service: '',
    place: '',
    pin: null,
    kind: 'phan_anh',
    key: crypto.randomUUID(),
  };
}

/** What a browser kept, whatever it is, as a draft; null when there is nothing one could go on with. */
export function readCall(text: string | null): CallDraft | null {
  try {
    const given = JSON.parse(text ?? 'null') as Record<string, unknown> | null;
    if (given === null || typeof given !== 'object') return null;
    const said = (name: string) => (typeof given[name] === 'string' ? given[name] : '');
    const pin = given['pin'] as { lat?: unknown; lon?: unknown } | null | undefined;
    const isPlaced = typeof pin?.lat === 'number' && typeof pin.lon === 'number';
    const draft: CallDraft = {
      phone: said('phone'),
      name: said('name'),
      words: said('words'),
      service: said('service'),
      place: said('place'),
      pin: isPlaced ? { lat: pin.lat as number, lon: pin.lon as number } : null,
      kind: kinds.includes(said('kind')) ? (said('kind') as CallDraft['kind']) : 'phan_anh',
      key: said('key') || crypto.randomUUID(),
    };
    return `${draft.phone}${draft.name}${draft.words}${draft.place}` === '' ? null : draft;
  } catch {
    return null;
  }
}

function store(draft: CallDraft | null): void {
  try {
    if (draft === null) localStorage.removeItem(kept);
    else localStorage.setItem(kept, JSON.stringify(draft));
  } catch {
    // Full or forbidden: the call stays on the screen.
  }
}

export function useCall() {
  const [call, setCall] = useState<CallDraft>(() => readCall(stored()) ?? emptyCall());
  const write = useCallback((change: Partial<CallDraft>) => {
    setCall((before) => {
      const next = { ...before, ...change };
      store(next);
      return next;
    });
  }, []);
  const forget = useCallback(() => {
    store(null);
    setCall(emptyCall());
  }, []);
  return { call, write, forget };
}

function stored(): string | null {
  try {
    return localStorage.getItem(kept);
  } catch {
    return null;
  }
}
