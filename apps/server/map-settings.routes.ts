// `/api/map-settings`: the outside source of map tiles, when the operator has configured one; without it maps draw our own data.
import { Type } from 'typebox';
import { type Config, setting, text } from '@city/kernel/config';
import { type Route, route } from '@city/kernel/http';

const tileUrl = setting({
  name: 'CITY_TILE_URL',
  describe: 'Template of outside map tiles with {z}, {x}, {y}; its origin must stand in CITY_TILE_ORIGINS',
  parse: text,
  fallback: '',
});
const tileKind = setting({
  name: 'CITY_TILE_KIND',
  describe: 'raster or vector',
  parse: text,
  fallback: 'raster',
});
const tileOwner = setting({
  name: 'CITY_TILE_ATTRIBUTION',
  describe: 'Whom the tiles are owed to, shown on the map',
  parse: text,
  fallback: '',
});

const Tiles = Type.Object(
  { kind: Type.Enum(['raster', 'vector']), tiles: Type.Array(Type.String()), attribution: Type.String() },
  { title: 'MapTiles' },
);

export function mapSettingsRoutes(config: Config): readonly Route[] {
  const url = config.get(tileUrl);
  const kind = config.get(tileKind) === 'vector' ? 'vector' : 'raster';
  const tiles = url ? { kind, tiles: [url], attribution: config.get(tileOwner) } : null;
  return [
    route(
      {
        method: 'GET',
        url: '/api/map-settings',
        permission: 'public: maps need it',
        summary: { vi: 'Nguồn ảnh nền bản đồ', en: 'Source of map tiles' },
        response: { 200: Type.Object({ tiles: Type.Union([Tiles, Type.Null()]) }) },
        tags: ['kernel'],
      },
      async () => ({ tiles }),
    ),
  ];
}
