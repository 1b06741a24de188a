// What a module gives the officers' desk: entries of the side bar and screens that load when they are opened.
import type { Translate } from '@city/kernel/text';
import type { ComponentType } from 'react';
import type { DeskNavGroup } from '../staff/app-frame.tsx';

export { ApiProblem, askJson, type AskOptions, newKey, sendForm, sendJson } from './ask.ts';
export { useLive } from './use-live.ts';
export {
  capital,
  dayAfter,
  dayWords,
  localDay,
  momentWords,
  numberWords,
  shareWords,
  timeWords,
  workingWords,
} from './words.ts';

export type DeskPost = {
  id: string;
  body: string;
  unit: string | null;
  role: string;
  title: { vi: string; en: string };
};

/** Who sits at the desk. */
export type DeskOfficer = { id: string; name: string | null; post: DeskPost };

export type DeskContext = {
  t: Translate;
  lang: 'vi' | 'en';
  me: DeskOfficer;
  /** Address of the open screen with its query, such as `/desk/reports?queue=due`. */
  href: string;
  /** Goes to an address of the desk. */
  navigate: (href: string, options?: { replace?: boolean }) => void;
  /** Says something to a screen reader without moving the focus. */
  announce: (words: string) => void;
};

export type DeskScreen = {
  /** Such as `/reports`, below `/desk`. */
  path: string;
  title: { vi: string; en: string };
  load: () => Promise<{ Screen: ComponentType<DeskContext> }>;
};

/** What a file `*.desk.ts` of a module exports as `desk`. */
export type DeskModule = {
  /** The desk opens the first screen of the module with the lowest number. */
  order: number;
  screens: readonly DeskScreen[];
  /** The groups of the side bar; called while drawing, so hooks may be used. */
  useNav: (context: Pick<DeskContext, 't' | 'lang' | 'me'>) => readonly DeskNavGroup[];
  /** Placeholder of the search field and where a search leads. */
  search?: { placeholder: (t: Translate) => string; href: (words: string) => string };
};
