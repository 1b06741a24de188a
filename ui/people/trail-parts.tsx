// Parts of "who looked at my data": whose data, an odd reading, proofs, and a quiet note.
import type { ReactNode } from 'react';
import { DataList, type DataListProps } from '../parts/data-list.tsx';
import { Icon } from '../parts/icon.tsx';
import type { IconName } from '../parts/icons.ts';

export type ChipsProps = {
  label: string;
  chips: readonly { href: string; name: string; current?: boolean | undefined }[];
};

/** A choice between a few views, as round links. */
export function Chips({ label, chips }: ChipsProps) {
  return (
    <nav className="chips" aria-label={label}>
      {chips.map((chip) => (
        <a key={chip.href} href={chip.href} aria-current={chip.current ? 'page' : undefined}>
          {chip.current && <Icon name="tick" size="xs" />}
          {chip.name}
        </a>
      ))}
    </nav>
  );
}

/** A heading of a day, or of a group in a list. */
export function DayHeading({ children }: { children: ReactNode }) {
  return <h2 className="day">{children}</h2>;
}

export type OddCardProps = { label: string; title: string; text: ReactNode; children?: ReactNode };

/** Something that should be looked at: red edge, what is odd, and a way to ask. */
export function OddCard({ label, title, text, children }: OddCardProps) {
  return (
    <article className="card card-pad card-need odd">
      <p className="lab">
        <Icon name="need" size="sm" />
        {label}
      </p>
      <b>{title}</b>
      <p>{text}</p>
      {children}
    </article>
  );
}

export function ProofLine({ children }: { children: ReactNode }) {
  return (
    <p className="proof">
      <Icon name="proof" size="sm" />
      {children}
    </p>
  );
}

/** A proof laid open: the verdict and its data. */
export function ProofBox({ verdict, items }: { verdict: string; items: DataListProps['items'] }) {
  return (
    <div className="proof-box">
      <ProofLine>{verdict}</ProofLine>
      <DataList items={items} />
    </div>
  );
}

export function Links({ children }: { children: ReactNode }) {
  return <div className="links">{children}</div>;
}

/** A quiet note beside the main matter. */
export function AsideNote({ icon, title, children }: { icon: IconName; title: string; children: ReactNode }) {
  return (
    <div className="aside">
      <Icon name={icon} />
      <p>
        <b>{title}</b>
        {children}
      </p>
    </div>
  );
}
