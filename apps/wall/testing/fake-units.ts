// Units for tests of the wall: a small made-up city of hexagons, with one island far out; or a real file of boundaries.
import { existsSync, readFileSync } from 'node:fs';
import type { UnitBoundaries, UnitBoundary } from '@city/ui/map';

const names = [
  'Chí Linh',
  'Hải Dương',
  'Kinh Môn',
  'Thuỷ Nguyên',
  'Lê Chân',
  'Hải An',
  'Dương Kinh',
  'Cát Hải',
  'Đồ Sơn',
  'Vĩnh Bảo',
  'Thanh Miện',
  'Ngô Quyền',
  'Hồng Bàng',
  'Kiến An',
  'Gia Viên',
  'Đông Hải',
  'An Biên',
  'Tiên Lãng',
  'Kiến Thuỵ',
  'An Lão',
  'Nam Sách',
  'Bình Giang',
  'Ninh Giang',
  'Tứ Kỳ',
  'Gia Lộc',
  'Cẩm Giàng',
  'Kim Thành',
  'Thanh Hà',
  'Bạch Đằng',
  'Lưu Kiếm',
] as const;
const columns = 6;
const radius = 0.07;

/** Thirty hexagons in rows, and Bạch Long Vĩ. */
export function madeUpUnits(): UnitBoundaries {
  const features = names.map((name, at) => {
    const row = Math.floor(at / columns);
    const lon = 106.1 + (at % columns) * radius * 1.73 + (row % 2) * radius * 0.866;
    return hexagon(String(11_000 + at), name, at % 3 === 0 ? 'phường' : 'xã', {
      lon,
      lat: 21.1 - row * radius * 1.5,
    });
  });
  return {
    type: 'FeatureCollection',
    features: [...features, hexagon('11948', 'Bạch Long Vĩ', 'đặc khu', { lon: 107.72, lat: 20.13 }, 0.02)],
  };
}

function hexagon(
  code: string,
  name: string,
  kind: string,
  { lon, lat }: { lon: number; lat: number },
  size = radius,
): UnitBoundary {
  const ring = Array.from({ length: 7 }, (_, corner) => {
    const angle = ((60 * (corner % 6) + 30) * Math.PI) / 180;
    return [round(lon + size * Math.cos(angle)), round(lat + size * Math.sin(angle))];
  });
  return {
    type: 'Feature',
    properties: { code, name, kind, schematic: true, label: [lon, lat] },
    geometry: { type: 'Polygon', coordinates: [ring] },
  };
}

const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;

/** Boundaries of a file as they are; made-up units when it is not there. */
export function unitsOf(file: string): UnitBoundaries {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as UnitBoundaries) : madeUpUnits();
}
