// A dialog on the browser's own <dialog>: focus stays inside, Esc closes, what lies below is inert. Only for what can't be undone.
import type { Translate } from '@city/kernel/text';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { Icon } from '../parts/icon.tsx';

export type DialogProps = {
  t: Translate;
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  /** Buttons; the way back comes second and is named by what it keeps ("Giữ lại"). */
  actions?: ReactNode;
};

export function Dialog({ t, title, isOpen, onClose, children, actions }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = element.current;
    if (!dialog) return;
    if (isOpen && !dialog.open) dialog.showModal();
    if (!isOpen && dialog.open) dialog.close();
    // A press on the dimmed rest of the screen arrives at the dialog itself.
    const leave = (event: Event) => event.target === dialog && dialog.close();
    dialog.addEventListener('click', leave);
    return () => dialog.removeEventListener('click', leave);
  }, [isOpen]);
  return (
    <dialog ref={element} className="dialog" aria-labelledby={titleId} onClose={onClose}>
      {isOpen && (
        <div className="dialog-body">
          <header>
            <h2 id={titleId}>{title}</h2>
            <button type="button" className="icon-btn" aria-label={t('Đóng')} onClick={onClose}>
              <Icon name="close" size="sm" />
            </button>
          </header>
          {children}
          {actions !== undefined && <div className="dialog-actions">{actions}</div>}
        </div>
      )}
    </dialog>
  );
}
