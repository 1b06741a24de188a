// Tabs inside a pane, with arrow keys (ARIA authoring practices, tabs with automatic activation).
import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react';

export type TabSetProps = {
  label: string;
  tabs: readonly { id: string; name: string; count?: string | undefined }[];
  current: string;
  onChange: (id: string) => void;
  children: ReactNode;
};

export function TabSet({ label, tabs, current, onChange, children }: TabSetProps) {
  const base = useId();
  const bar = useRef<HTMLDivElement>(null);
  const move = (to: number) => {
    const tab = tabs[(to + tabs.length) % tabs.length];
    if (!tab) return;
    onChange(tab.id);
    bar.current?.querySelector<HTMLElement>(`[data-tab="${tab.id}"]`)?.focus();
  };
  const at = tabs.findIndex((tab) => tab.id === current);
  const turn = (event: KeyboardEvent) => {
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    move(to);
  };
  return (
    <>
      <div ref={bar} className="tabs" role="tablist" aria-label={label}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${base}-${tab.id}`}
            data-tab={tab.id}
            aria-selected={tab.id === current}
            aria-controls={`${base}-panel`}
            tabIndex={tab.id === current ? 0 : -1}
            onClick={() => onChange(tab.id)}
            onKeyDown={turn}
          >
            {tab.name}
            {tab.count !== undefined && <span className="num muted">{tab.count}</span>}
          </button>
        ))}
      </div>
      <div className="tab-panel" role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${current}`}>
        {children}
      </div>
    </>
  );
}
