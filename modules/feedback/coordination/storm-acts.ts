// What can be done from the board of a storm: begin, end, merge a pair, take a follower out; the board is asked again afterwards.
import { newKey, sendJson } from '@city/ui/desk';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { coordinationKeys } from './ask.ts';

export type StormAct =
  | { do: 'begin'; group: string }
  | { do: 'end'; id: string }
  | { do: 'merge'; code: string; version: number; master: string; reason: string }
  | { do: 'unmerge'; code: string; version: number; reason: string };

function send(act: StormAct, key: string): Promise<unknown> {
  const path = (code: string, verb: string) => `/api/reports/${encodeURIComponent(code)}/${verb}`;
  switch (act.do) {
    case 'begin':
      return sendJson('/api/desk/storms', { group: act.group }, { 'idempotency-key': key });
    case 'end':
      return sendJson(`/api/desk/storms/${encodeURIComponent(act.id)}/end`, {});
    case 'merge':
      return sendJson(
        path(act.code, 'merge'),
        { master: act.master, reason: act.reason },
        stepHeaders(act, key),
      );
    case 'unmerge':
      return sendJson(path(act.code, 'unmerge'), { reason: act.reason }, stepHeaders(act, key));
  }
}

const stepHeaders = ({ version }: { version: number }, key: string) => ({
  'if-match': `"${version}"`,
  'idempotency-key': key,
});

export type StormActs = {
  /** What is on its way: the code, group or id. */
  busy: string | null;
  /** What went wrong, and with what. */
  failed: { at: string; error: unknown } | null;
  run: (act: StormAct) => Promise<boolean>;
};

export const subjectOf = (act: StormAct): string =>
  act.do === 'begin' ? act.group : act.do === 'end' ? act.id : act.code;

export function useStormActs(): StormActs {
  const queries = useQueryClient();
  const [busy, setBusy] = useState<string | null>(null);
  const [failed, setFailed] = useState<StormActs['failed']>(null);
  const isBusy = useRef(false);
  const run = async (act: StormAct) => {
    if (isBusy.current) return false;
    isBusy.current = true;
    setBusy(subjectOf(act));
    setFailed(null);
    try {
      await send(act, newKey());
      return true;
    } catch (error) {
      setFailed({ at: subjectOf(act), error });
      return false;
    } finally {
      isBusy.current = false;
      setBusy(null);
      for (const queryKey of [coordinationKeys.storms, coordinationKeys.groups, ['reports', 'storm-board']])
        void queries.invalidateQueries({ queryKey: [...queryKey] });
    }
  };
  return { busy, failed, run };
}
