// Staff screens: the desk's frame, panes, keys and lists; the wall's tiles. Heavy parts load on demand.
export { AppFrame, type AppFrameProps, type DeskNavEntry, type DeskNavGroup } from './app-frame.tsx';
export {
  ActionPane,
  DeskPromise,
  DetailPane,
  Duo,
  ListPane,
  OfficeNote,
  Panes,
  type DetailPaneProps,
  type ListPaneProps,
} from './panes.tsx';
export { KeyBar, KeyHint, KeysHelp, type KeyBarProps } from './key-hints.tsx';
export { keyFaces, useActiveKeys, useKeys, type KeyBinding } from './keys.ts';
export { Dialog, type DialogProps } from './dialog.tsx';
export {
  RelativeDue,
  WorkList,
  type DueTone,
  type RelativeDueProps,
  type WorkGroup,
  type WorkItem,
  type WorkListProps,
} from './work-list.tsx';
export { TabSet, type TabSetProps } from './tab-set.tsx';
export { DataGrid, type DataGridProps, type GridColumn, type GridSort } from './data-grid.tsx';
export {
  Checks,
  PhotoDrop,
  Toast,
  type ChecksProps,
  type PhotoDropProps,
  type ToastProps,
} from './work-parts.tsx';
export { LazyPickField } from './lazy-combobox.tsx';
export type { PickFieldProps, PickOption } from './combobox.tsx';
export { freshness, useFreshness, useNow, type Freshness } from './freshness.ts';
export {
  BigNumber,
  ColumnBars,
  RankBars,
  ScaleBar,
  Tile,
  type BigNumberProps,
  type ColumnBarsProps,
  type RankBarsProps,
  type ScaleBarProps,
  type TileProps,
} from './tile.tsx';
export {
  AlarmList,
  alarmStateNames,
  AlarmTag,
  LiveList,
  Stage,
  WallFrame,
  type AlarmRow,
  type AlarmState,
  type LiveRow,
  type StageProps,
  type WallFrameProps,
} from './wall.tsx';
