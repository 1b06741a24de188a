// Keeps a screen of the centre fresh: what the stream says is asked for again, many words of a storm at once.
import { useQueryClient } from '@tanstack/react-query';
import { useLive } from '@city/ui/desk';
import { useEffect, useRef } from 'react';
import { keys, liveNames } from './api.ts';

/** The longest that a word of the stream waits, in a storm: four looks a second are as much as eyes take in. */
const gatherMs = 250;

/** @param heard is told of each event as it comes, before the screen asks again. Answers whether the stream is open. */
export function useCentre(heard?: (name: string, data: unknown) => void): boolean {
  const queries = useQueryClient();
  const waiting = useRef<ReturnType<typeof setTimeout> | null>(null);
  const again = () => {
    waiting.current ??= setTimeout(() => {
      waiting.current = null;
      void queries.invalidateQueries({ queryKey: keys.all });
    }, gatherMs);
  };
  useEffect(
    () => () => {
      if (waiting.current !== null) clearTimeout(waiting.current);
      waiting.current = null;
    },
    [],
  );
  return useLive('operations', liveNames, {
    onEvent: (name, data) => {
      heard?.(name, data);
      again();
    },
    onGap: again,
  });
}
