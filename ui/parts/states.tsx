// Empty, loading and error: what would be here, what we wait for, what was not lost, and how to go on.
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

export type EmptyStateProps = {
  title: string;
  /** What will stand here one day, and how to start. */
  children: ReactNode;
  action?: ReactNode | undefined;
  icon?: IconName | undefined;
};

export function EmptyState({ title, children, action, icon = 'inbox' }: EmptyStateProps) {
  return (
    <div className="state">
      <Icon name={icon} size="xl" />
      <b>{title}</b>
      <p>{children}</p>
      {action}
    </div>
  );
}

export type ErrorStateProps = { title: string; children: ReactNode; action?: ReactNode };

export function ErrorState({ title, children, action }: ErrorStateProps) {
  return (
    <div className="state" role="alert">
      <Icon name="warning" size="xl" />
      <b>{title}</b>
      <p>{children}</p>
      {action}
    </div>
  );
}

export type LoadingStateProps = {
  /** What is being fetched; shown after three seconds, read out at once. */
  waitingFor: string;
};

export function LoadingState({ waitingFor }: LoadingStateProps) {
  return (
    <div className="sk" role="status">
      <i className="sk-1" />
      <i className="sk-2" />
      <i className="sk-3" />
      <i className="sk-4" />
      <p className="sk-why">{waitingFor}</p>
    </div>
  );
}
