// Buttons and links that look like buttons. Never red, one filled button a view.
import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

export type ButtonLook = {
  look?: 'primary' | 'second' | 'plain' | undefined;
  /** sm 36 px for desks, md 48 px, lg 56 px for the end of a step on a phone. */
  size?: 'sm' | 'md' | 'lg' | undefined;
  wide?: boolean | undefined;
  icon?: IconName | undefined;
  iconAfter?: IconName | undefined;
  children: ReactNode;
};

function classesOf(
  { look = 'second', size = 'md', wide = false }: Omit<ButtonLook, 'children'>,
  extra?: string,
) {
  const sized = size === 'md' ? '' : ` btn-${size}`;
  return `btn btn-${look}${sized}${wide ? ' btn-wide' : ''}${extra ? ` ${extra}` : ''}`;
}

function Content({ icon, iconAfter, children }: Pick<ButtonLook, 'icon' | 'iconAfter' | 'children'>) {
  return (
    <>
      {icon && <Icon name={icon} size="sm" />}
      {children}
      {iconAfter && <Icon name={iconAfter} size="sm" />}
    </>
  );
}

export type ButtonProps = ButtonLook &
  Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children' | 'style'> & {
    /** Words shown while the form is on its way; the enhancer then lets the button be pressed once only. */
    busyText?: string | undefined;
  };

export function Button({
  look,
  size,
  wide,
  icon,
  iconAfter,
  children,
  busyText,
  className,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="submit"
      {...rest}
      className={classesOf({ look, size, wide }, className)}
      data-busy={busyText}
    >
      <Content icon={icon} iconAfter={iconAfter}>
        {children}
      </Content>
    </button>
  );
}

export type ButtonLinkProps = ButtonLook &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'children' | 'style'> & { href: string };

export function ButtonLink({
  look,
  size,
  wide,
  icon,
  iconAfter,
  children,
  className,
  ...rest
}: ButtonLinkProps) {
  return (
    <a {...rest} className={classesOf({ look, size, wide }, className)}>
      <Content icon={icon} iconAfter={iconAfter}>
        {children}
      </Content>
    </a>
  );
}

/** The look of a button that is on its way: spinner and words. */
export function BusyButton({ children, size }: { children: ReactNode; size?: 'sm' | 'md' | 'lg' }) {
  return (
    <button type="button" className={classesOf({ look: 'primary', size })} aria-disabled="true">
      <Icon name="busy" size="sm" />
      {children}
    </button>
  );
}
