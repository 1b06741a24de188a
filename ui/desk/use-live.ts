// One live stream for a screen: opened while it is shown, told again after a gap.
import { useEffect, useRef, useState } from 'react';

export type LiveHandlers = {
  /** An event of the stream by its name, with its data. */
  onEvent: (name: string, data: unknown) => void;
  /** Something may have been missed: ask for the whole again. */
  onGap: () => void;
};

/** Listens to topics; answers whether the stream is open. Names are those of the events that matter. */
export function useLive(topics: string, names: readonly string[], handlers: LiveHandlers): boolean {
  const [isOpen, setOpen] = useState(false);
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  const list = names.join();
  useEffect(() => {
    const stream = new EventSource(`/api/live?topics=${encodeURIComponent(topics)}`);
    let wasOpen = false;
    stream.addEventListener('ready', () => {
      setOpen(true);
      if (wasOpen) latest.current.onGap();
      wasOpen = true;
    });
    stream.addEventListener('reset', () => latest.current.onGap());
    stream.addEventListener('error', () => setOpen(false));
    for (const name of list.split(',')) {
      stream.addEventListener(name, (event) =>
        latest.current.onEvent(name, JSON.parse((event as MessageEvent<string>).data)),
      );
    }
    return () => stream.close();
  }, [topics, list]);
  return isOpen;
}
