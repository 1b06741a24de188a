// Photos are evidence: true colour, label on a dark chip, time of taking written, a dashed place for what is missing.
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

export type PhotoProps = {
  src: string;
  /** Candidates for smaller screens, as in HTML. */
  srcSet?: string | undefined;
  sizes?: string | undefined;
  /** What is to be seen. */
  alt: string;
  /** True pixels of the file, so that nothing moves while it loads. */
  width: number;
  height: number;
  /** Words on the dark chip, for example when it was taken. */
  label?: string | undefined;
  /** null: words only. */
  labelIcon?: IconName | null | undefined;
  caption?: ReactNode | undefined;
  /** A light button in the corner. */
  action?: ReactNode | undefined;
  /** The first picture of a page loads at once, the others when they come near. */
  first?: boolean | undefined;
};

export function Photo(props: PhotoProps) {
  const {
    src,
    srcSet,
    sizes,
    alt,
    width,
    height,
    label,
    labelIcon = 'clock',
    caption,
    action,
    first,
  } = props;
  return (
    <figure className="photo">
      <div className="photo-box">
        <img
          src={src}
          srcSet={srcSet}
          sizes={sizes}
          alt={alt}
          width={width}
          height={height}
          loading={first ? 'eager' : 'lazy'}
          fetchPriority={first ? 'high' : undefined}
          decoding="async"
        />
        {label !== undefined && (
          <span className="photo-label">
            {labelIcon && <Icon name={labelIcon} size="xs" />}
            {label}
          </span>
        )}
        {action !== undefined && <span className="photo-action">{action}</span>}
      </div>
      {caption !== undefined && <figcaption>{caption}</figcaption>}
    </figure>
  );
}

export type MissingPhotoProps = { children: ReactNode; caption?: ReactNode };

/** The place of a photo that is still to come: says what will be there. */
export function MissingPhoto({ children, caption }: MissingPhotoProps) {
  return (
    <figure className="photo">
      <div className="photo-box photo-missing">
        <Icon name="camera" size="lg" />
        <p>{children}</p>
      </div>
      {caption !== undefined && <figcaption>{caption}</figcaption>}
    </figure>
  );
}
