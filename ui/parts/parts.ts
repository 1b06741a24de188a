// The parts every screen is made of. Pure React: no state, no effects; the same on the server and in the staff apps.
export { Icon, type IconProps } from './icon.tsx';
export { icons, type IconName } from './icons.ts';
export { Logo, type LogoProps } from './logo.tsx';
export { Petals, caseStepNames, satisfactionNames, type CaseStep, type PetalsProps } from './petals.tsx';
export { Ruler, type RulerProps } from './ruler.tsx';
export {
  rulerModel,
  type PausedInterval,
  type RulerInput,
  type RulerModel,
  type RulerState,
  type WorkingInterval,
} from './ruler-model.ts';
export type { Language } from './ruler-labels.ts';
export { StateTag, Tag, toneIcons, type StateTagProps, type TagProps, type Tone } from './tag.tsx';
export { Banner, type BannerProps, type BannerTone } from './banner.tsx';
export { BusyButton, Button, ButtonLink, type ButtonLinkProps, type ButtonProps } from './button.tsx';
export { Card, type CardProps } from './card.tsx';
export {
  controlProps,
  Field,
  FieldError,
  FieldGroup,
  messageAttributes,
  Select,
  TextArea,
  TextInput,
  type FieldFrame,
  type FieldMessages,
  type SelectProps,
  type TextAreaProps,
  type TextInputProps,
} from './field.tsx';
export {
  Checkbox,
  Checkboxes,
  Radios,
  type CheckboxesProps,
  type CheckboxProps,
  type Choice,
  type RadiosProps,
} from './choice.tsx';
export { PhotoInput, type PhotoInputProps } from './photo-input.tsx';
export { ErrorSummary, type ErrorSummaryProps, type FieldProblem } from './error-summary.tsx';
export {
  Breadcrumbs,
  Pagination,
  Steps,
  Tabs,
  type Crumb,
  type PaginationProps,
  type StepsProps,
  type TabsProps,
} from './navigation.tsx';
export { Table, type Column, type TableProps } from './table.tsx';
export { Timeline, type TimelineItem, type TimelineProps } from './timeline.tsx';
export {
  EmptyState,
  ErrorState,
  LoadingState,
  type EmptyStateProps,
  type ErrorStateProps,
  type LoadingStateProps,
} from './states.tsx';
export { MissingPhoto, Photo, type MissingPhotoProps, type PhotoProps } from './photo.tsx';
export { DataList, Kbd, type DataListProps } from './data-list.tsx';
export {
  CityMap,
  MapLegend,
  mapClass,
  Mark,
  PriorityShape,
  type CityMapProps,
  type MapLabel,
  type MapLegendProps,
  type MapMark,
} from './city-map.tsx';
export {
  mapLayout,
  type MapLayout,
  type MapLayoutOptions,
  type UnitCollection,
  type UnitShape,
} from './map-layout.ts';
export { boundsAround, fitProjection, type Bounds, type Projection } from './map-plane.ts';
export { PlaceMap, type PlaceMapProps, type StreetCollection } from './place-map.tsx';
export {
  BarList,
  ChartFrame,
  LineChart,
  Sparkline,
  type BarListProps,
  type ChartDatum,
  type ChartFrameProps,
  type LineChartProps,
  type SparklineProps,
} from './chart.tsx';
export { TideCurve, type TideCurveProps } from './tide-curve.tsx';
export { promiseWords, type PromiseTone, type PromiseWords } from './promise-words.ts';
