// Keys as drawn: on buttons, in the bar at the foot, and all of them in the help.
import type { Translate } from '@city/kernel/text';
import { useState, type ReactNode } from 'react';
import { Dialog } from './dialog.tsx';
import { keyFaces, useActiveKeys, useKeys } from './keys.ts';

/** <KeyHint keys="Ctrl+Enter" /> draws [Ctrl][↵] in one box, as on the drawings. */
export function KeyHint({ keys }: { keys: string }) {
  return <kbd aria-hidden="true">{keyFaces(keys).join(' ')}</kbd>;
}

export type KeyBarProps = {
  t: Translate;
  /** At the end of the bar: "Đã lưu nháp 09:29". */
  end?: ReactNode;
};

/** The keys that work now, along the foot; "?" opens the help with all of them. */
export function KeyBar({ t, end }: KeyBarProps) {
  const [isOpen, setOpen] = useState(false);
  const keys = useActiveKeys();
  useKeys([{ keys: '?', name: t('mọi phím tắt'), quiet: true, run: () => setOpen(true) }]);
  const shown = joinNeighbours(keys.filter((binding) => !binding.quiet));
  return (
    <footer className="keys">
      {shown.map(({ faces, name }) => (
        <span key={name}>
          {faces.map((face) => (
            <KeyHint key={face} keys={face} />
          ))}
          {name}
        </span>
      ))}
      <button type="button" className="keys-help" onClick={() => setOpen(true)}>
        <KeyHint keys="?" />
        {t('mọi phím tắt')}
      </button>
      {end !== undefined && <span className="keys-end">{end}</span>}
      <KeysHelp t={t} isOpen={isOpen} onClose={() => setOpen(false)} />
    </footer>
  );
}

/** Keys with the same words stand together: [J][K] xuống, lên. */
function joinNeighbours(
  keys: readonly { keys: string; name: string }[],
): { faces: string[]; name: string }[] {
  const rows = new Map<string, string[]>();
  for (const { keys: face, name } of keys) rows.set(name, [...(rows.get(name) ?? []), face]);
  return [...rows].map(([name, faces]) => ({ name, faces }));
}

/** Every key that works here, by group. */
export function KeysHelp({ t, isOpen, onClose }: { t: Translate; isOpen: boolean; onClose: () => void }) {
  const keys = useActiveKeys();
  const groups = [...new Set(keys.map((binding) => binding.group ?? t('Ở đây')))];
  return (
    <Dialog title={t('Phím tắt')} isOpen={isOpen} onClose={onClose} t={t}>
      {groups.map((group) => (
        <section key={group} className="keys-group">
          <h3>{group}</h3>
          <dl>
            {keys
              .filter((binding) => (binding.group ?? t('Ở đây')) === group)
              .map((binding) => (
                <div key={binding.keys}>
                  <dt>
                    <kbd>{keyFaces(binding.keys).join(' ')}</kbd>
                  </dt>
                  <dd>{binding.name}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
