// Parts of the home page: the warning bar, the one question, my cases with what waits for me first, services, figures.
import type { Translate } from '@city/kernel/text';
import type { ReactNode } from 'react';
import { Icon } from '../parts/icon.tsx';
import type { IconName } from '../parts/icons.ts';
import { Petals, type CaseStep } from '../parts/petals.tsx';

export type AlertBarProps = {
  icon: IconName;
  title: string;
  children: ReactNode;
  link: { href: string; name: string };
  /** soon: be ready; need: danger now. */
  tone?: 'soon' | 'need' | undefined;
};

/** A warning that concerns many, with what to do. Give it to PeoplePage as `alert`. */
export function AlertBar({ icon, title, children, link, tone = 'soon' }: AlertBarProps) {
  return (
    <aside className={tone === 'need' ? 'alert is-need' : 'alert'} aria-label={title}>
      <div className="wrap">
        <Icon name={icon} />
        <h2>{title}</h2>
        <p>{children}</p>
        <a href={link.href}>{link.name}</a>
      </div>
    </aside>
  );
}

export type HeroProps = { children: ReactNode; aside?: ReactNode };

/** The first view: question, search, the one big action; beside it, on wide screens, the city. */
export function Hero({ children, aside }: HeroProps) {
  return (
    <div className="wrap hero">
      <div>{children}</div>
      {aside !== undefined && <div className="citymap">{aside}</div>}
    </div>
  );
}

export type FindProps = {
  action: string;
  /** Name of the query field; default "q". */
  name?: string | undefined;
  label: string;
  placeholder: string;
  button: string;
  value?: string | undefined;
};

export function Find({ action, name = 'q', label, placeholder, button, value }: FindProps) {
  return (
    <form className="find" role="search" action={action} method="get">
      <label className="vh" htmlFor="find">
        {label}
      </label>
      <Icon name="search" />
      <input
        className="input"
        id="find"
        name={name}
        type="search"
        placeholder={placeholder}
        defaultValue={value}
      />
      <button className="btn btn-second" type="submit">
        {button}
      </button>
    </form>
  );
}

export type BigActionProps = { href: string; icon: IconName; title: string; children: ReactNode };

export function BigAction({ href, icon, title, children }: BigActionProps) {
  return (
    <a className="big" href={href}>
      <Icon name={icon} />
      <span>
        <b>{title}</b>
        <span>{children}</span>
      </span>
      <Icon name="arrow-right" />
    </a>
  );
}

export type QuickLinksProps = { title: string; links: readonly { href: string; name: string }[] };

/** "Hay tìm: …", wide screens only. */
export function QuickLinks({ title, links }: QuickLinksProps) {
  return (
    <div className="pops">
      <span>{title}</span>
      {links.map((link) => (
        <a key={link.href} href={link.href}>
          {link.name}
        </a>
      ))}
    </div>
  );
}

export type SectionProps = {
  /** Told apart on the page; the heading's id. */
  id: string;
  title: string;
  link?: { href: string; name: string } | undefined;
  children: ReactNode;
};

export function Section({ id, title, link, children }: SectionProps) {
  return (
    <section className="sec" aria-labelledby={id}>
      <div className="h2">
        <h2 id={id}>{title}</h2>
        {link && <a href={link.href}>{link.name}</a>}
      </div>
      {children}
    </section>
  );
}

/** Two sections side by side on wide screens: the wide one first. */
export function TwoSections({ children }: { children: ReactNode }) {
  return <div className="wrap two">{children}</div>;
}

export type CaseCardProps = {
  t: Translate;
  href: string;
  title: string;
  /** What to do or where it stands, in one sentence. */
  text: ReactNode;
  /** It waits for the reader: red diamond in place of the petals. */
  need?: boolean | undefined;
  step?: CaseStep | undefined;
  /** "Còn 1 ngày 4 giờ làm việc". */
  left?: string | undefined;
  /** "Hẹn trả lời thứ Tư, 9/9, 15:30". */
  due?: string | undefined;
  ruler?: ReactNode;
  /** What pressing the card does, drawn as a button. */
  action?: string | undefined;
};

export function CaseCard({
  t,
  href,
  title,
  text,
  need = false,
  step = 1,
  left,
  due,
  ruler,
  action,
}: CaseCardProps) {
  return (
    <a className={need ? 'case is-need' : 'case'} href={href}>
      <div className="case-h">
        {need ? <Icon name="need" /> : <Petals filled={step} />}
        <div>
          {need && <span className="who">{t('Đang chờ bạn')}</span>}
          <h3>{title}</h3>
          <p>{text}</p>
        </div>
      </div>
      {left !== undefined && (
        <span className="left">
          <span>{left}</span>
          {due !== undefined && <small>{due}</small>}
        </span>
      )}
      {ruler}
      {action !== undefined && (
        <span className="act">
          <span className="btn btn-second btn-sm">
            {action}
            {need && <Icon name="arrow-right" size="sm" />}
          </span>
        </span>
      )}
    </a>
  );
}

/** The frame of one to three case cards. */
export function CaseCards({ count, children }: { count: number; children: ReactNode }) {
  return <div className={`card mine mine-${count}`}>{children}</div>;
}

export type Service = { href: string; icon: IconName; name: string; text: string };

export function ServiceGrid({ services }: { services: readonly Service[] }) {
  return (
    <ul className="svc">
      {services.map((service) => (
        <li key={service.href}>
          <a href={service.href}>
            <Icon name={service.icon} />
            <span>{service.name}</span>
            <small>{service.text}</small>
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Large figures with what they count. */
export function Facts({
  facts,
}: {
  facts: readonly { figure: string; name: string; href?: string | undefined }[];
}) {
  return (
    <dl className="facts">
      {facts.map((fact) => (
        <div key={fact.name}>
          <dt>{fact.name}</dt>
          <dd className="num">
            {fact.href === undefined ? fact.figure : <a href={fact.href}>{fact.figure}</a>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
