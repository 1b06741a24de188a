// People's pages: the page around them, rendering to text, and the parts that only they use.
export { PeoplePage, type PeoplePageProps } from './page.tsx';
export { renderPage } from './render.ts';
export { currentEntry, languageHref, type BottomEntry, type HumanHelp, type NavEntry } from './shell.tsx';
export {
  AlertBar,
  BigAction,
  CaseCard,
  CaseCards,
  Facts,
  Find,
  Hero,
  QuickLinks,
  Section,
  ServiceGrid,
  TwoSections,
  type AlertBarProps,
  type BigActionProps,
  type CaseCardProps,
  type FindProps,
  type SectionProps,
  type Service,
} from './home.tsx';
export {
  Actions,
  Columns,
  HolderChain,
  MapBox,
  PageHeading,
  Part,
  PhotoPair,
  PromiseCard,
  Rating,
  Words,
  type HolderChainProps,
  type PageHeadingProps,
  type PromiseCardProps,
  type RatingProps,
} from './case-parts.tsx';
export {
  CityForm,
  DuplicateCard,
  FormFoot,
  LocateButton,
  NextStep,
  PlaceChoice,
  Question,
  type CityFormProps,
  type DuplicateCardProps,
  type LocateButtonProps,
  type PlaceChoiceProps,
} from './form-parts.tsx';
export {
  AsideNote,
  Chips,
  DayHeading,
  Links,
  OddCard,
  ProofBox,
  ProofLine,
  type ChipsProps,
  type OddCardProps,
} from './trail-parts.tsx';
export { Leaf } from './leaf.tsx';
export { ComponentsPage } from './components.page.tsx';
