// The combo box as a part that is fetched when first shown; until then a plain field with the same name stands there.
import { lazy, Suspense } from 'react';
import type { PickFieldProps } from './combobox.tsx';

const Loaded = lazy(async () => ({ default: (await import('./combobox.tsx')).PickField }));

export function LazyPickField(props: PickFieldProps) {
  const chosen = props.options.find((option) => option.id === props.value);
  return (
    <Suspense
      fallback={<input className="input" aria-label={props.label} placeholder={props.placeholder} defaultValue={chosen?.name} readOnly />}
    >
      <Loaded {...props} />
    </Suspense>
  );
}
