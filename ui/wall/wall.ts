// What a module needs to put tiles on the operations wall: the contract of tiles and feeds, words and figures.
export {
  defineTile,
  type FeedChange,
  type FeedMessage,
  type FeedSource,
  type ReplayPage,
  type TileArea,
  type TileProps,
  type TileSpec,
  type WallCity,
  type WallFeed,
  type WallTile,
} from './tile.ts';
export { type Bilingual, wallWords, type WallLang, type WallWords } from './words.ts';
