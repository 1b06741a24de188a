// What helps while typing: asked when the keys have been still for a moment; the last answer stays until the next.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { askJson, sendJson } from '@city/ui/desk';
import { useEffect, useState } from 'react';
import type { CallDraft } from './call-draft.ts';
import type { Caller, Help, HotlineFiled } from './hotline-schemas.ts';

const stillMilliseconds = 300;

/** The value once it has not changed for a moment. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  const shape = JSON.stringify(value);
  // The shape stands for the value: a new object of the same fields is no change.
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(shape) as T), stillMilliseconds);
    return () => clearTimeout(timer);
  }, [shape]);
  return settled;
}

type Asked = Pick<CallDraft, 'words' | 'place' | 'service' | 'kind' | 'pin'>;

/** @throws ApiProblem */
export function askHelp(asked: Asked, signal?: AbortSignal): Promise<Help> {
  const query = new URLSearchParams({ words: asked.words.slice(0, 1_000) });
  for (const name of ['place', 'service', 'kind'] as const)
    if (asked[name].trim() !== '') query.set(name, asked[name]);
  if (asked.pin) {
    query.set('lat', String(asked.pin.lat));
    query.set('lon', String(asked.pin.lon));
  }
  return askJson<Help>(`/api/desk/hotline/help?${query}`, signal ? { signal } : {});
}

export function useHelp({ words, place, service, kind, pin }: CallDraft) {
  const asked = useSettled<Asked>({ words, place, service, kind, pin });
  return useQuery({
    queryKey: ['hotline', 'help', asked],
    queryFn: ({ signal }) => askHelp(asked, signal),
    enabled: asked.words.trim() !== '' || asked.place.trim() !== '' || asked.pin !== null,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
    staleTime: 10_000,
  });
}

/** Nine digits at least: before that no lookup is asked, and none stands on the trail. */
const isWhole = (phone: string): boolean => phone.replace(/\D/g, '').length >= 10;

/** Who calls; `purpose` goes onto the trail. */
export function useCaller(phone: string, purpose: string) {
  const settled = useSettled(phone.trim());
  const found = useQuery({
    queryKey: ['hotline', 'caller', settled],
    queryFn: () => sendJson<Caller>('/api/desk/hotline/caller', { phone: settled, purpose }),
    enabled: isWhole(settled),
    retry: false,
    refetchOnWindowFocus: false,
    staleTime: 60_000,
    gcTime: 0,
  });
  // Nobody's reports stand under another number, not even for a moment.
  return settled === phone.trim() && isWhole(settled)
    ? { caller: found.data, error: found.error }
    : { caller: undefined, error: null };
}

export interface ToFile {
  readonly service: string;
  readonly words: string;
  readonly lat: number;
  readonly lon: number;
  readonly sameAs?: string;
}

/** @throws ApiProblem */
export function fileCall(call: CallDraft, report: ToFile): Promise<HotlineFiled> {
  const caller = {
    ...(call.name.trim() === '' ? {} : { name: call.name.trim() }),
    ...(call.phone.trim() === '' ? {} : { phone: call.phone.trim() }),
  };
  const place = call.place.trim();
  return sendJson<HotlineFiled>(
    '/api/desk/hotline/reports',
    {
      ...report,
      kind: call.kind,
      ...(place === '' ? {} : { address: place }),
      ...(Object.keys(caller).length > 0 ? { caller } : {}),
    },
    { 'idempotency-key': `${call.key}${report.sameAs ?? ''}` },
  );
}
