// A typhoon night as people would report it, with the truth beside each report: which flood, tree or cable it is about.

export interface StormReport {
  /** Number of the incident that the report is about. */
  readonly incident: number;
  readonly service: string;
  readonly words: string;
  readonly address: string | undefined;
  readonly lat: number;
  readonly lon: number;
}

/** Where an incident can be: a quarter of the city by its middle. */
export interface Quarter {
  readonly lat: number;
  readonly lon: number;
  /** Share of the people who live there. */
  readonly weight: number;
}

interface Incident {
  readonly service: string;
  readonly lat: number;
  readonly lon: number;
  readonly street: string;
  readonly house: number;
}

export const streets = (
  'Trần Nguyên Hãn,Nguyễn Đức Cảnh,Tô Hiệu,Cát Cụt,Hai Bà Trưng,Hồ Sen,Dư Hàng,Miếu Hai Xã,Chợ Hàng,Lạch Tray,Đà Nẵng,Lê Lợi,Lương Khánh Thiện,' +
  'Cầu Đất,Trần Phú,Điện Biên Phủ,Đinh Tiên Hoàng,Minh Khai,Lê Thánh Tông,Văn Cao,Ngô Gia Tự,Trường Chinh,Trần Thành Ngọ,Phan Đăng Lưu,Hoàng Quốc Việt,' +
  'Nguyễn Văn Linh,Thiên Lôi,Hào Khê,Đình Đông,Nguyễn Công Hòa,Trại Lẻ,Kênh Dương,Bùi Thị Từ Nhiên,Phủ Thượng Đoạn,Ngô Quyền,Máy Tơ,Lê Lai,Cấm,Đội Cấn,' +
  'Phạm Minh Đức,An Đà,Đông Khê,Vạn Mỹ,Phương Lưu,Bạch Đằng,Hùng Vương,Quán Toan,Cửu Viên,Mạc Đăng Doanh,Phạm Văn Đồng,Lý Thánh Tông,Vạn Sơn,Thống Nhất,' +
  'Nguyễn Lương Bằng,Lê Thanh Nghị,Bạch Năng Thi,Quang Trung,Phạm Ngũ Lão,Hồng Quang,Trương Mỹ,Nguyễn Thị Duệ,An Định,Chi Lăng,Tam Giang,Ngô Quyền Hải Dương'
).split(',');

const saying: Readonly<Record<string, readonly string[]>> = {
  flooding: [
    'Ngập sâu ở {place}, nước lên ngang bánh xe',
    'Nước tràn vào nhà {place}, cả ngõ đang ngập',
    '{place} ngập nặng, xe chết máy la liệt',
    'Đường {place} thành sông rồi, mong bơm nước giúp',
    'Mưa to ngập hết {place}, không ai đi lại được',
    'Nước dâng cao quá ở {place}',
  ],
  tree: [
    'Cây đổ chắn ngang đường {place}',
    'Cây to bật gốc trước {place}, không đi được',
    'Cành cây gãy rơi xuống đường ở {place}',
    'Cây đổ đè vào ô tô chỗ {place}',
    'Gió quật đổ cây {place}, xin cho người đến cưa',
  ],
  electricity: [
    'Mất điện cả khu {place}',
    'Dây điện đứt rơi xuống đường {place}, nguy hiểm',
    'Trạm biến áp {place} nổ, mất điện từ tối',
    'Cột điện nghiêng sắp đổ ở {place}',
  ],
  drain: [
    'Cống {place} tắc, nước trào ngược lên',
    'Nắp cống bật ra ở {place}, nước phun lên',
    'Hố ga {place} không thoát nước',
  ],
};
/** How a typhoon's reports divide, and how many metres lie between two incidents of one matter at least. */
const matters = [
  { service: 'flooding', share: 0.45, apart: 280 },
  { service: 'tree', share: 0.28, apart: 60 },
  { service: 'electricity', share: 0.2, apart: 260 },
  { service: 'drain', share: 0.07, apart: 270 },
] as const;

/** A small reproducible generator (mulberry32), 0 to 1. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Reports of a storm in the order in which they come. Of every ten, seven repeat an incident that was reported before;
 * some incidents are reported by hundreds, most by a few.
 */
export function stormReports(options: {
  count: number;
  seed: number;
  quarters: readonly Quarter[];
}): StormReport[] {
  const random = seeded(options.seed);
  const incidents = makeIncidents(Math.round(options.count * 0.3), options.quarters, random);
  const made: StormReport[] = [];
  let begun = 0;
  for (let at = 0; at < options.count; at++) {
    const mustBegin = incidents.length - begun >= options.count - at;
    const begins = begun === 0 || mustBegin || (begun < incidents.length && random() < 0.3);
    // Of the known ones the popular are told again and again: a square law, as crowds do.
    const number = begins ? begun++ : Math.floor(random() ** 2 * begun);
    made.push(tell(incidents[number] as Incident, number, random));
  }
  return made;
}

function makeIncidents(count: number, quarters: readonly Quarter[], random: () => number): Incident[] {
  const made: Incident[] = [];
  const grid = new Map<string, Incident[]>();
  while (made.length < count) {
    const matter = pickByShare(matters, random());
    const quarter = pickByWeight(quarters, random());
    const incident: Incident = {
      service: matter.service,
      lat: quarter.lat + (random() - 0.5) * 0.05,
      lon: quarter.lon + (random() - 0.5) * 0.05,
      street: streets[Math.floor(random() * streets.length)] as string,
      house: 1 + Math.floor(random() * 400),
    };
    if (isTooNear(incident, grid, matter.apart)) continue;
    made.push(incident);
    const cell = cellOf(incident);
    grid.set(cell, [...(grid.get(cell) ?? []), incident]);
  }
  return made;
}

const cellOf = ({ service, lat, lon }: Incident): string =>
  `${service} ${Math.floor(lat / 0.004)} ${Math.floor(lon / 0.004)}`;

/** Two floods in one street are one flood: incidents of a matter keep their distance. */
function isTooNear(one: Incident, grid: ReadonlyMap<string, readonly Incident[]>, metres: number): boolean {
  for (const north of [-0.004, 0, 0.004])
    for (const east of [-0.004, 0, 0.004]) {
      const near = grid.get(cellOf({ ...one, lat: one.lat + north, lon: one.lon + east })) ?? [];
      if (
        near.some(
          (other) => Math.hypot((one.lat - other.lat) * 111_000, (one.lon - other.lon) * 104_000) < metres,
        )
      )
        return true;
    }
  return false;
}

/** One person's report: the pin off by a few steps, other words, with or without marks, with or without an address. */
function tell(incident: Incident, number: number, random: () => number): StormReport {
  const lines = saying[incident.service] as readonly string[];
  const house = Math.max(1, incident.house + Math.round((random() - 0.5) * 12));
  const place = random() < 0.6 ? `${house} ${incident.street}` : random() < 0.5 ? incident.street : 'chỗ này';
  const words = (lines[Math.floor(random() * lines.length)] as string).replace('{place}', place);
  const [north, east] = gauss(random);
  return {
    incident: number,
    service: incident.service,
    words: random() < 0.3 ? withoutMarks(words) : words,
    address: random() < 0.5 ? `${house} ${incident.street}` : undefined,
    lat: incident.lat + (north * 22) / 111_000,
    lon: incident.lon + (east * 22) / 104_000,
  };
}

const withoutMarks = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');

function gauss(random: () => number): [number, number] {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  const angle = 2 * Math.PI * random();
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

function pickByShare<T extends { readonly share: number }>(all: readonly T[], at: number): T {
  let left = at;
  return all.find(({ share }) => (left -= share) < 0) ?? (all.at(-1) as T);
}

function pickByWeight(all: readonly Quarter[], at: number): Quarter {
  let left = at * all.reduce((sum, { weight }) => sum + weight, 0);
  return all.find(({ weight }) => (left -= weight) < 0) ?? (all.at(-1) as Quarter);
}

/** The share of repeated reports that were found (recall), and of found ones that were right (precision). */
export function judge(
  reports: readonly Pick<StormReport, 'incident'>[],
  masterOf: (at: number) => number | null,
): { recall: number; precision: number; repeated: number; merged: number } {
  const first = new Map<number, number>();
  reports.forEach(({ incident }, at) => {
    if (!first.has(incident)) first.set(incident, at);
  });
  let [repeated, found, merged, right] = [0, 0, 0, 0];
  reports.forEach(({ incident }, at) => {
    const master = masterOf(at);
    const isRight = master !== null && reports[master]?.incident === incident;
    if (first.get(incident) !== at) {
      repeated += 1;
      if (isRight) found += 1;
    }
    if (master !== null) {
      merged += 1;
      if (isRight) right += 1;
    }
  });
  return { recall: found / repeated, precision: right / merged, repeated, merged };
}
