// The mark: four red petals and the pale, streaked standard petal of Delonix regia. Smallest size 24 px.
import { petalPath, petalTurns } from './petal.ts';

export type LogoProps = {
  /** Edge in px, at least 24. */
  size?: number | undefined;
  /** Read out when the name does not stand beside the mark. */
  label?: string | undefined;
};

export function Logo({ size = 38, label }: LogoProps) {
  const voice = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg className="logo" width={size} height={size} viewBox="0 0 48 48" {...voice}>
      {petalTurns.slice(1).map((turn) => (
        <path key={turn} d={petalPath} transform={`rotate(${turn} 24 24)`} />
      ))}
      <path className="logo-standard" d={petalPath} />
      <path className="logo-streak" d="M24 19V8.5M22.3 16.5 20.6 9.8M25.7 16.5l1.7-6.7" />
    </svg>
  );
}
