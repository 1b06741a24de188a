// Geography of the city: the register of administrative units with their dates, boundaries, distances and areas.
export { checkBoundaries } from './boundary-check.ts';
export type { BoundaryReport, Refusal } from './boundary-check.ts';
export { readCityUnits } from './city-units.ts';
export type { CityUnits, LegalDocument } from './city-units.ts';
export { addDays, isDay } from './days.ts';
export {
  boundariesActivated,
  createGeo,
  type Geo,
  type GeoOptions,
  type ImportRequest,
} from './geo.service.ts';
export type { StoredSet } from './geo.store.ts';
export { isValidOn } from './lineage.ts';
export { contains, innerPoint, metresToEdge } from './shapes.ts';
export {
  areaKm2,
  boxAround,
  boxOf,
  distanceMetres,
  isOnEarth,
  metresPerDegree,
  polygonsOf,
} from './sphere.ts';
export { bareKey, nameKey, parseWrittenUnit } from './unit-names.ts';
export { createUnitRegister } from './unit-register.ts';
export type { RegisterData, UnitRegister } from './unit-register.ts';
export { unitKinds, unitLevels } from './types.ts';
export type {
  BoundaryFeature,
  BoundarySet,
  Box,
  Conversion,
  ConvertRequest,
  IsoDay,
  Place,
  PlaceFound,
  PlaceMissing,
  Point,
  RelatedUnit,
  Shape,
  Share,
  Unit,
  UnitKey,
  UnitKind,
  UnitLevel,
  UnitRelation,
} from './types.ts';
