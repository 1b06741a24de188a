// Keyboard shortcuts: screens register theirs while they are shown; one listener serves all; the help lists what is active.
import { useEffect, useRef, useSyncExternalStore } from 'react';

export type KeyBinding = {
  /** "j", "/", "?", "Enter", "Escape", "Ctrl+Enter", "Shift+x", "ArrowDown". Ctrl also means Command on a Mac. */
  keys: string;
  /** What it does, in words; shown in the help and in the bar of keys. */
  name: string;
  run: (event: KeyboardEvent) => void;
  /** Also while a field has the focus. Combinations with Ctrl do anyway. */
  whenTyping?: boolean | undefined;
  /** Heading in the help. */
  group?: string | undefined;
  /** Listed in the help only, not in the bar. */
  quiet?: boolean | undefined;
};

type Entry = { bindings: readonly KeyBinding[] };

let entries: readonly Entry[] = [];
let active: readonly KeyBinding[] = [];
const listeners = new Set<() => void>();

function publish(next: readonly Entry[]): void {
  if (entries.length === 0 && next.length > 0) document.addEventListener('keydown', handle);
  if (next.length === 0) document.removeEventListener('keydown', handle);
  entries = next;
  const seen = new Set<string>();
  active = entries
    .toReversed()
    .flatMap((entry) => entry.bindings)
    .filter((binding) => !seen.has(binding.keys) && seen.add(binding.keys));
  for (const listener of listeners) listener();
}

/** Offers these keys while the calling component is shown; what was registered last wins. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const latest = useRef(bindings);
  latest.current = bindings;
  const shape = bindings.map((binding) => `${binding.keys} ${binding.name}`).join('\n');
  useEffect(() => {
    const live = latest.current.map(
      (binding, index): KeyBinding => ({ ...binding, run: (event) => latest.current[index]?.run(event) }),
    );
    const entry: Entry = { bindings: live };
    publish([...entries, entry]);
    return () => publish(entries.filter((other) => other !== entry));
  }, [shape]);
}

/** All keys that work at this moment, each once. */
export function useActiveKeys(): readonly KeyBinding[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => active,
    () => active,
  );
}

function handle(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const pressed = keysOf(event);
  const typing = isTyping(event.target);
  const inDialog = document.querySelector('dialog[open]') !== null;
  const binding = active.find((candidate) => matches(candidate.keys, pressed));
  if (!binding) return;
  if (typing && !binding.whenTyping && !binding.keys.startsWith('Ctrl+')) return;
  if (
    inDialog &&
    !(event.target instanceof Element && event.target.closest('dialog[open]') && binding.whenTyping)
  )
    return;
  if (
    binding.keys === 'Enter' &&
    event.target instanceof Element &&
    event.target.closest('a, button, summary, [role=option]')
  )
    return;
  event.preventDefault();
  binding.run(event);
}

/**
 * "Ctrl+Enter", "j", "?". With a Vietnamese input method the key may arrive as "Process": the place on the keyboard
 * (`code`) then tells the letter.
 */
export function keysOf(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string {
  const byPlace = /^(?:Key|Digit)(.)$/.exec(event.code)?.[1]?.toLowerCase();
  const isPlain = event.key.length === 1;
  const key =
    event.key === 'Process' || event.key === 'Dead'
      ? (byPlace ?? event.key)
      : isPlain
        ? event.key.toLowerCase()
        : event.key;
  const isLetter = /^[a-z]$/.test(key);
  const shift = event.shiftKey && (isLetter || !isPlain) ? 'Shift+' : '';
  return `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${shift}${key}`;
}

function matches(keys: string, pressed: string): boolean {
  return keys.toLowerCase() === pressed.toLowerCase();
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !/^(?:checkbox|radio|button|submit|range)$/.test(target.type);
  return (
    target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  );
}

const faces: Record<string, string> = {
  Enter: '↵',
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

/** The keys as drawn: ["Ctrl", "↵"], ["J"]. */
export function keyFaces(keys: string): string[] {
  return keys.split(/(?<=.)\+/).map((part) => faces[part] ?? (part.length === 1 ? part.toUpperCase() : part));
}
