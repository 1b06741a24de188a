// A card holds one thing that can be opened; for anything else use lines.
import type { ReactNode } from 'react';

export type CardProps = {
  children: ReactNode;
  padded?: boolean | undefined;
  /** Red edge: something here waits for the reader. */
  need?: boolean | undefined;
  as?: 'div' | 'section' | 'article' | 'li' | undefined;
  labelledBy?: string | undefined;
};

export function Card({ children, padded = true, need = false, as: Element = 'div', labelledBy }: CardProps) {
  return (
    <Element
      className={`card${padded ? ' card-pad' : ''}${need ? ' card-need' : ''}`}
      aria-labelledby={labelledBy}
    >
      {children}
    </Element>
  );
}
