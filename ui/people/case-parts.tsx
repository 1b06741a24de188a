// Parts of a case's public page: head, promise, holders, before and after, satisfaction.
import type { Translate } from '@city/kernel/text';
import type { ReactNode } from 'react';
import { Icon } from '../parts/icon.tsx';
import type { IconName } from '../parts/icons.ts';
import { caseStepNames, Petals, satisfactionNames, type CaseStep } from '../parts/petals.tsx';

export type PageHeadingProps = { title: string; sub?: ReactNode; children?: ReactNode };

/** The page's title and the line below it. */
export function PageHeading({ title, sub, children }: PageHeadingProps) {
  return (
    <div className="head">
      <h1>{title}</h1>
      {sub !== undefined && <p className="sub">{sub}</p>}
      {children}
    </div>
  );
}

export type ColumnsProps = {
  /** What matters most: first on a phone, top of the side column on a wide screen. */
  first: ReactNode;
  /** The main column. */
  children: ReactNode;
  /** Below `first` in the side column; after the main matter on a phone. */
  side?: ReactNode;
  /** Closes the main column, and the page on a phone. */
  end?: ReactNode;
};

/** A main and a side column; on a phone one after another, in the order they are written. */
export function Columns({ first, children, side, end }: ColumnsProps) {
  return (
    <div className="cols">
      <div className="cols-first">{first}</div>
      <div className="cols-main">{children}</div>
      {side !== undefined && <aside className="cols-side">{side}</aside>}
      {end !== undefined && <div className="cols-end">{end}</div>}
    </div>
  );
}

export type PromiseCardProps = {
  t: Translate;
  step: CaseStep;
  /** The module's own name of the state. */
  stateName?: string | undefined;
  /** Who works on it, after "Bước 3 trên 5". */
  holder?: string | undefined;
  /** The large words: before, figure, after: ["Còn", "1 ngày 4 giờ", "làm việc"]. */
  count: readonly [string, string, string];
  /** "Hẹn trả lời: thứ Tư, 9/9/2026, 15:30". */
  due?: ReactNode;
  ruler?: ReactNode;
  /** How the term is counted, with a link. */
  why?: ReactNode;
  tone?: 'info' | 'need' | 'done' | 'paused' | undefined;
};

export function PromiseCard({
  t,
  step,
  stateName,
  holder,
  count,
  due,
  ruler,
  why,
  tone = 'info',
}: PromiseCardProps) {
  const place = t('Bước {step} trên {steps}', { step, steps: 5 });
  return (
    <div className={tone === 'info' ? 'promise' : `promise promise-${tone}`}>
      <div className="st">
        <Petals filled={step} size={48} />
        <div>
          <b>{stateName ?? caseStepNames(t)[step - 1]}</b>
          <span>{holder === undefined ? place : `${place} · ${holder}`}</span>
        </div>
      </div>
      <p className="count">
        <span>{count[0]}</span> {count[1]} <span>{count[2]}</span>
      </p>
      {due !== undefined && <p className="due">{due}</p>}
      {ruler}
      {why !== undefined && <p className="why">{why}</p>}
    </div>
  );
}

/** One to three buttons in a row of equal width. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className="acts">{children}</div>;
}

export type PartProps = {
  title: string;
  /** For screen readers only, where the content shows its own title. */
  titleHidden?: boolean | undefined;
  id?: string | undefined;
  children: ReactNode;
};

/** A heading and what belongs to it, in a column of a page. */
export function Part({ title, titleHidden = false, id, children }: PartProps) {
  return (
    <section className="part" id={id}>
      <h2 className={titleHidden ? 'vh' : undefined}>{title}</h2>
      {children}
    </section>
  );
}

export type HolderChainProps = {
  holders: readonly {
    key: string;
    name: string;
    text: ReactNode;
    icon: IconName;
    now?: boolean | undefined;
  }[];
  /** The rule on handing over, and its count. */
  note?: ReactNode;
};

/** Who held the case, and who holds it now. */
export function HolderChain({ holders, note }: HolderChainProps) {
  return (
    <>
      <ol className="chain">
        {holders.map((holder) => (
          <li key={holder.key} className={holder.now ? 'is-now' : undefined} aria-current={holder.now}>
            <span className="ic">
              <Icon name={holder.icon} />
            </span>
            <div>
              <b>{holder.name}</b>
              <p>{holder.text}</p>
            </div>
          </li>
        ))}
      </ol>
      {note !== undefined && <p>{note}</p>}
    </>
  );
}

/** Before and after, side by side on wide screens. */
export function PhotoPair({ children }: { children: ReactNode }) {
  return <div className="pics">{children}</div>;
}

/** What the person wrote, line breaks kept. */
export function Words({ children }: { children: ReactNode }) {
  return <blockquote className="words">{children}</blockquote>;
}

export type RatingProps = {
  t: Translate;
  title: string;
  hint: string;
  /** Name of the radios; their values are 1 … 5. */
  name: string;
  value?: CaseStep | undefined;
  /** Not yet: shown, but nothing can be chosen. */
  disabled?: boolean | undefined;
  /** The button, and fields that go with it. */
  children?: ReactNode;
};

/** Five points of satisfaction as five petals. Stands inside the caller's form. */
export function Rating({ t, title, hint, name, value, disabled = false, children }: RatingProps) {
  return (
    <fieldset className="rate" disabled={disabled}>
      <legend className="vh">{title}</legend>
      <p className="rate-title" aria-hidden="true">
        {title}
      </p>
      <p className="hint">{hint}</p>
      <div className="pet">
        {satisfactionNames(t).map((word, index) => {
          const points = (index + 1) as CaseStep;
          return (
            <label key={points}>
              <input type="radio" name={name} value={points} defaultChecked={points === value} required />
              <span>
                <Petals filled={points} size={32} kind="satisfaction" />
                {word}
              </span>
            </label>
          );
        })}
      </div>
      {children}
    </fieldset>
  );
}

/** A map's frame in a column. */
export function MapBox({ children }: { children: ReactNode }) {
  return <div className="mapc">{children}</div>;
}
