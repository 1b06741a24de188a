// One drawn icon. Without words beside it, give it a label; in navigation it always has words.
import { icons, type IconName } from './icons.ts';

export type IconProps = {
  name: IconName;
  /** xs 16 px, sm 20 px, md 24 px (default), lg 32 px, xl 40 px; the stroke thins as it grows. */
  size?: 'xs' | 'sm' | 'md' | 'lg' | 'xl' | undefined;
  /** The name read out when no words stand beside the icon. */
  label?: string | undefined;
  className?: string | undefined;
};

export function Icon({ name, size = 'md', label, className }: IconProps) {
  const classes = ['i', size === 'md' ? '' : `i-${size}`, className ?? ''].filter(Boolean).join(' ');
  const voice = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg className={classes} viewBox="0 0 24 24" {...voice}>
      <path d={icons[name]} />
    </svg>
  );
}
