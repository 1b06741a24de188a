// The surroundings of the mock pages: language, navigation, units, photo.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '@city/kernel/text';
import type { Lang } from '@city/kernel/text';
import type { UnitCollection } from '../parts/map-layout.ts';
import type { BottomEntry, HumanHelp, NavEntry } from '../people/shell.tsx';

const here = import.meta.dirname;
const words = catalogue([join(here, '..')]);

export const translate = (lang: Lang) => words.translator(lang);

export const nav: readonly NavEntry[] = [
  { href: '/services', name: 'Dịch vụ' },
  { href: '/my/cases', name: 'Việc của tôi' },
  { href: '/map', name: 'Bản đồ' },
  { href: '/data', name: 'Dữ liệu mở' },
];

export const bottomNav: readonly BottomEntry[] = [
  { href: '/', name: 'Trang chủ', icon: 'home' },
  { href: '/my/cases', name: 'Việc của tôi', icon: 'list' },
  { href: '/reports/new', name: 'Phản ánh', icon: 'camera' },
  { href: '/map', name: 'Bản đồ', icon: 'map' },
  { href: '/me', name: 'Tôi', icon: 'person' },
];

export const footerLinks: readonly NavEntry[] = [
  { href: '/me/who-looked', name: 'Ai đã xem dữ liệu của tôi' },
  { href: '/help', name: 'Trợ giúp' },
  { href: '/privacy', name: 'Quyền riêng tư' },
  { href: '/accessibility', name: 'Tiếp cận cho mọi người' },
  { href: '/source', name: 'Mã nguồn mở' },
];

export const help: HumanHelp = {
  text: 'Gọi 1022, cả ngày đêm, miễn phí. Hoặc đến bộ phận Một cửa gần nhất, 7:30 – 17:30 từ thứ Hai đến thứ Sáu.',
  phone: '1022',
  office: { href: '/offices', name: 'Một cửa gần tôi' },
};

/** Twelve square units, for machines without the official file. */
function squares(): UnitCollection {
  const features = Array.from({ length: 12 }, (_, index): UnitCollection['features'][number] => {
    const lon = 106.4 + (index % 4) * 0.1;
    const lat = 20.6 + Math.floor(index / 4) * 0.1;
    const ring = [
      [lon, lat],
      [lon + 0.1, lat],
      [lon + 0.1, lat + 0.1],
      [lon, lat + 0.1],
      [lon, lat],
    ];
    return {
      type: 'Feature',
      properties: { code: String(index), name: `Đơn vị ${index}` },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
  });
  return { type: 'FeatureCollection', features };
}

/** The 114 units where ../shared/data lies beside the project, else squares. */
export function sampleUnits(): UnitCollection {
  try {
    return JSON.parse(
      readFileSync(join(here, '../../../shared/data/hp_wards_2025.geojson'), 'utf8'),
    ) as UnitCollection;
  } catch {
    return squares();
  }
}

export const units = sampleUnits();

/** What every mock page for people carries around it. */
export const shell = { nav, bottomNav, footerLinks, help, accountHref: '/me' };

/** Where the flood of the drawings is. */
export const flood = { lon: 106.681, lat: 20.8455 };
