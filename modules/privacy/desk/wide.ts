// Whether the three panes stand side by side; narrower screens show one at a time.
import { useSyncExternalStore } from 'react';

const query = '(min-width: 1041px)';

export function useWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
    () => true,
  );
}
