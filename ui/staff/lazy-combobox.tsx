// The combo box as a part that is fetched when first shown; until then a plain field with the same name stands there.
import { lazy, Suspense } from 'react';
import type { PickFieldProps } from './combobox.tsx';

/**
 * react-aria adds an inline style once, unless an element of this id is there; our policy forbids inline styles, so the
 * rule stands in desk.css and an empty mark stands in for the element.
 */
function markStyleAsPresent(): void {
  const id = 'react-aria-pressable-style';
  if (document.getElementById(id)) return;
  document.head.append(Object.assign(document.createElement('meta'), { id }));
}

const Loaded = lazy(async () => {
  markStyleAsPresent();
  return { default: (await import('./combobox.tsx')).PickField };
});

export function LazyPickField(props: PickFieldProps) {
  const chosen = props.options.find((option) => option.id === props.value);
  return (
    <Suspense
      fallback={
        <input
          className="input"
          aria-label={props.label}
          placeholder={props.placeholder}
          defaultValue={chosen?.name}
          readOnly
        />
      }
    >
      <Loaded {...props} />
    </Suspense>
  );
}
