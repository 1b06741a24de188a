// Parts of a form for people: its frame, the place with its map, a possible duplicate, what happens next, the foot.
import type { Translate } from '@city/kernel/text';
import type { FormHTMLAttributes, ReactNode } from 'react';
import { Icon } from '../parts/icon.tsx';
import type { IconName } from '../parts/icons.ts';

export type CityFormProps = Omit<FormHTMLAttributes<HTMLFormElement>, 'method' | 'style' | 'encType'> & {
  action: string;
  /** Carries files. */
  files?: boolean | undefined;
  /** Key of the draft kept in the browser; the page that received it clears it. */
  draft?: string | undefined;
  /** What is being sent, in the person's words: the form may then wait for the network in the browser. */
  offlineName?: string | undefined;
  /** Made by the server for this form; a second arrival of the same key changes nothing. */
  idempotencyKey?: string | undefined;
  children: ReactNode;
};

/** A form that is sent once, keeps its draft, and can wait for the network. Works as plain HTML. */
export function CityForm({ files, draft, offlineName, idempotencyKey, children, ...rest }: CityFormProps) {
  return (
    <form
      {...rest}
      method="post"
      encType={files ? 'multipart/form-data' : undefined}
      data-draft={draft}
      data-offline={offlineName}
    >
      {idempotencyKey !== undefined && <input type="hidden" name="idempotencyKey" value={idempotencyKey} />}
      {children}
    </form>
  );
}

/** One question of a form: heading, a line below it, the controls. */
export function Question({
  title,
  text,
  children,
}: {
  title: string;
  text?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="q">
      <h2>{title}</h2>
      {text !== undefined && <p>{text}</p>}
      {children}
    </section>
  );
}

export type PlaceChoiceProps = {
  /** The map, an island or a drawing. */
  map?: ReactNode;
  /** Address, and the unit below it. */
  address: ReactNode;
  unit?: ReactNode;
  /** Way to type an address instead. */
  link?: { href: string; name: string } | undefined;
  /** "Where I am" button. */
  button?: ReactNode;
};

export function PlaceChoice({ map, address, unit, link, button }: PlaceChoiceProps) {
  return (
    <div className="place">
      {map !== undefined && (
        <div className="place-map">
          {map}
          {button}
        </div>
      )}
      <div className="place-words">
        <div>
          <b>{address}</b>
          {unit !== undefined && <span>{unit}</span>}
        </div>
        {link && <a href={link.href}>{link.name}</a>}
      </div>
    </div>
  );
}

export type LocateButtonProps = {
  t: Translate;
  /** Ids of the inputs to fill, and of the line that tells how it goes. */
  latId: string;
  /** Hidden field that keeps where the device is. */
  deviceId?: string | undefined;
  lonId: string;
  statusId: string;
  /** With words, or only the icon on a map. */
  words?: boolean | undefined;
};

/** Hidden until the enhancer finds that the browser knows its place. */
export function LocateButton({ t, latId, lonId, deviceId, statusId, words = false }: LocateButtonProps) {
  const name = t('Lấy vị trí của tôi');
  return (
    <button
      type="button"
      className="btn btn-second"
      hidden
      aria-label={words ? undefined : name}
      data-geolocate
      data-lat={latId}
      data-lon={lonId}
      data-device={deviceId}
      data-status={statusId}
      data-waiting={t('Đang tìm vị trí…')}
      data-found={t('Đã lấy vị trí, chính xác khoảng {meters} m. Kéo ghim nếu chưa đúng.', {
        meters: '{meters}',
      })}
      data-denied={t('Chưa lấy được vị trí. Bạn gõ địa chỉ hoặc chọn trên bản đồ nhé.')}
    >
      <Icon name="pin" size={words ? 'sm' : 'md'} />
      {words && name}
    </button>
  );
}

export type DuplicateCardProps = {
  title: string;
  text: string;
  photo?: ReactNode;
  name: string;
  meta: string;
  state: ReactNode;
  /** Two ways on: it is this one, or it is not. */
  children: ReactNode;
};

/** "Có phải việc này không?": a report nearby that may be the same. */
export function DuplicateCard({ title, text, photo, name, meta, state, children }: DuplicateCardProps) {
  return (
    <section className="dup">
      <h2>{title}</h2>
      <p>{text}</p>
      {photo}
      <div className="dup-words">
        <b>{name}</b>
        <p>{meta}</p>
        {state}
      </div>
      <div className="dup-acts">{children}</div>
    </section>
  );
}

export type NextStepProps = { title: string; icon?: IconName | undefined; children: ReactNode };

/** What happens after sending, and by when. */
export function NextStep({ title, icon = 'clock', children }: NextStepProps) {
  return (
    <div className="next">
      <Icon name={icon} />
      <p>
        <b>{title}</b>
        {children}
      </p>
    </div>
  );
}

/** The one filled button of a step; stays at the foot of a phone's screen. */
export function FormFoot({ children }: { children: ReactNode }) {
  return <div className="form-foot">{children}</div>;
}
