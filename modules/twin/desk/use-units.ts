// The boundaries of the city's units, asked once for all maps of the screen.
import { useQuery } from '@tanstack/react-query';
import { askUnits, keys } from './api.ts';

export function useUnits() {
  return useQuery({
    queryKey: keys.units,
    queryFn: ({ signal }) => askUnits(signal),
    staleTime: Infinity,
    retry: false,
  });
}
