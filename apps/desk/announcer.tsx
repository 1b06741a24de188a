// One place that speaks to screen readers: a status line that anyone on the desk may fill.
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

const Announce = createContext<(words: string) => void>(() => {});

export const useAnnounce = () => useContext(Announce);

/** The same words twice are said twice: a space at the end makes them new. */
export function Announcer({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState('');
  const announce = useCallback(
    (words: string) => setSaid((before) => (before === words ? `${words}\u00a0` : words)),
    [],
  );
  return (
    <Announce value={announce}>
      {children}
      <p className="vh" role="status">
        {said}
      </p>
    </Announce>
  );
}
