// The field screen's hands: the day's reports from the city or from this phone, steps that wait, and bringing them home.
import type { Translate } from '@city/kernel/text';
import { askJson, newKey } from '@city/ui/desk';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { DeskView } from '../contract.ts';
import { askPage, askReport, sendStep, type Step } from '../desk/api.ts';
import { problemWords } from '../desk/problem-words.ts';
import {
  dropAct,
  type FieldAct,
  type FieldVerb,
  keepAct,
  keepReport,
  keepReports,
  keptReports,
  waitingActs,
} from './field-store.ts';
import { type SyncEnd, syncActs, versionFor } from './field-sync.ts';

/** Reports of one day; more would fill the phone and nobody's day. */
const most = 40;
const retryEveryMs = 20_000;

export type Field = {
  views: readonly DeskView[] | null;
  acts: readonly FieldAct[];
  /** When the reports were last taken from the city; null when they come from this phone. */
  freshAt: Date | null;
  end: SyncEnd | null;
  isSyncing: boolean;
  take: (view: DeskView, verb: FieldVerb, more?: { words: string; photos: readonly File[] }) => Promise<void>;
  /** Sends a refused step again, on the report as it is now. */
  again: (act: FieldAct) => Promise<void>;
  giveUp: (act: FieldAct) => Promise<void>;
  sync: () => Promise<void>;
};

export function useField(owner: string, t: Translate): Field {
  const [views, setViews] = useState<readonly DeskView[] | null>(null);
  const [acts, setActs] = useState<readonly FieldAct[]>([]);
  const [freshAt, setFresh] = useState<Date | null>(null);
  const [end, setEnd] = useState<SyncEnd | null>(null);
  const [isSyncing, setSyncing] = useState(false);
  const isBusy = useRef(false);

  const read = useCallback(async () => {
    setActs(await waitingActs(owner));
    setViews(await keptReports(owner));
  }, [owner]);

  const sync = useCallback(async () => {
    if (isBusy.current || !navigator.onLine) return;
    isBusy.current = true;
    setSyncing(true);
    try {
      // Two open windows must not send at once; the keys would make it harmless, the screen would still be confused.
      await navigator.locks.request('desk-field', async () => {
        const ended = await bringHome(owner, t);
        setEnd(ended);
        if (ended === 'done') setFresh(new Date());
      });
    } catch {
      setEnd('unreachable');
    } finally {
      isBusy.current = false;
      setSyncing(false);
      await read();
    }
  }, [owner, t, read]);

  useEffect(() => {
    void read().then(sync);
    const timer = setInterval(() => void sync(), retryEveryMs);
    const onOnline = () => void sync();
    addEventListener('online', onOnline);
    return () => {
      clearInterval(timer);
      removeEventListener('online', onOnline);
    };
  }, [read, sync]);

  const enqueue = async (act: Omit<FieldAct, 'key' | 'takenAt' | 'problem'>) => {
    await keepAct(owner, { ...act, key: newKey(), takenAt: new Date().toISOString(), problem: null });
    await read();
    await sync();
  };

  return {
    views,
    acts,
    freshAt,
    end,
    isSyncing,
    sync,
    take: (view, verb, more = { words: '', photos: [] }) =>
      enqueue({ code: view.trackingCode, verb, version: versionFor(view, acts), ...more }),
    again: async ({ key, code, verb, words, photos }) => {
      try {
        const now = await askJson<DeskView>(`/api/desk/reports/${encodeURIComponent(code)}`);
        await keepReport(owner, now);
        await dropAct(key);
        await enqueue({ code, verb, version: now.version, words, photos });
      } catch {
        // Nobody answers: the refused step stays as it is, with its words and pictures.
        setEnd('unreachable');
      }
    },
    giveUp: async ({ key }) => {
      await dropAct(key);
      await read();
      await sync();
    },
  };
}

function stepOf({ verb, words, photos }: FieldAct): Step {
  return verb === 'resolve' || verb === 'submit' ? { verb, words, photos } : { verb };
}

/** Sends what waits; when the city has all it can take, asks for the day's reports again. */
async function bringHome(owner: string, t: Translate): Promise<SyncEnd> {
  const waiting = await waitingActs(owner);
  const ended = await syncActs(waiting, {
    send: async (act) => {
      const after = await sendStep({ trackingCode: act.code, version: act.version }, stepOf(act), act.key);
      const known = (await keptReports(owner)).find(({ trackingCode }) => trackingCode === act.code);
      if (known) await keepReport(owner, { ...known, ...after });
    },
    drop: dropAct,
    keep: (act) => keepAct(owner, act),
    say: (error) => problemWords(error, t),
  });
  if (ended !== 'done') return ended;
  const list = await askPage('mine', '', null, AbortSignal.timeout(15_000), most);
  const left = new Set([
    ...list.items.map(({ trackingCode }) => trackingCode),
    ...(await waitingActs(owner)).map(({ code }) => code),
  ]);
  const fresh: DeskView[] = [];
  for (const code of left) fresh.push(await askReport(code, AbortSignal.timeout(15_000)));
  await keepReports(owner, fresh);
  return ended;
}
