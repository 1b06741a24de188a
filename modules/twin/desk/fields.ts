// The settings of each kind of scenario as the form asks for them: what matters most first.
import type { Translate } from '@city/kernel/text';
import type { Catalogue, Kind } from '../contract.ts';

export interface NumberField {
  readonly is: 'number';
  readonly name: string;
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

export interface ChoiceField {
  readonly is: 'choice';
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly name: string }[];
}

/** Rows of things that are closed, broken or added. */
export interface RowsField {
  readonly is: 'rows';
  readonly name: string;
  readonly label: string;
  readonly add: string;
  readonly fields: readonly (NumberField | ChoiceField)[];
  /** Rows are bare codes rather than objects. */
  readonly bare?: boolean;
  readonly fresh: Readonly<Record<string, number | string>>;
}

export type FormField = NumberField | ChoiceField | RowsField;

export interface FieldGroups {
  readonly main: readonly FormField[];
  readonly more: readonly FormField[];
}

const number = (
  name: string,
  label: string,
  [min, max, step]: readonly [number, number, number],
): NumberField => ({
  is: 'number',
  name,
  label,
  min,
  max,
  step,
});

type Say = { readonly t: Translate; readonly lang: 'vi' | 'en'; readonly catalogue: Catalogue };
type Listed = 'roads' | 'junctions' | 'pipes' | 'substances';

function choice(
  { lang, catalogue }: Say,
  [name, label]: readonly [string, string],
  list: Listed,
): ChoiceField {
  const options = catalogue[list].map((item) => ({ value: item.id, name: item.name[lang] }));
  return { is: 'choice', name, label, options };
}

export function fieldsOf(kind: Kind, say: Say): FieldGroups {
  switch (kind) {
    case 'flood':
      return floodFields(say);
    case 'traffic':
      return trafficFields(say);
    case 'evacuation':
      return evacuationFields(say);
    case 'plume':
      return plumeFields(say);
    case 'water':
      return waterFields(say);
  }
}

const place = (t: Translate): NumberField[] => [
  number('lat', t('Vĩ độ'), [20, 21.5, 0.0001]),
  number('lon', t('Kinh độ'), [106, 108, 0.0001]),
];

function floodFields({ t }: Say): FieldGroups {
  return {
    main: [
      number('tidePeak', t('Đỉnh triều, hệ Hòn Dáu (m)'), [0, 6, 0.05]),
      number('surge', t('Nước dâng do bão (m)'), [0, 5, 0.1]),
      number('rainMillimetres', t('Tổng lượng mưa (mm)'), [0, 1_000, 10]),
      number('dykeRaise', t('Đê cao thêm (m), âm là thấp đi'), [-3, 3, 0.1]),
      {
        is: 'rows',
        name: 'breaches',
        label: t('Chỗ vỡ đê'),
        add: t('Thêm chỗ vỡ đê'),
        fields: [...place(t), number('metres', t('Rộng quanh điểm (m)'), [100, 5_000, 100])],
        fresh: { lat: 20.83, lon: 106.77, metres: 800 },
      },
      {
        is: 'rows',
        name: 'walls',
        label: t('Tường, đê mới'),
        add: t('Thêm tường'),
        fields: [
          number('fromLat', t('Từ vĩ độ'), [20, 21.5, 0.0001]),
          number('fromLon', t('Từ kinh độ'), [106, 108, 0.0001]),
          number('toLat', t('Đến vĩ độ'), [20, 21.5, 0.0001]),
          number('toLon', t('Đến kinh độ'), [106, 108, 0.0001]),
          number('crest', t('Cao trình đỉnh (m)'), [-2, 10, 0.1]),
        ],
        fresh: { fromLat: 20.82, fromLon: 106.74, toLat: 20.85, toLon: 106.79, crest: 4 },
      },
      {
        is: 'rows',
        name: 'pumps',
        label: t('Trạm bơm'),
        add: t('Thêm trạm bơm'),
        fields: [...place(t), number('cubicMetresPerSecond', t('Công suất (m³/s)'), [0.1, 200, 0.1])],
        fresh: { lat: 20.84, lon: 106.7, cubicMetresPerSecond: 20 },
      },
    ],
    more: [
      number('hours', t('Chạy trong (giờ)'), [1, 72, 1]),
      number('peakHour', t('Đỉnh triều ở giờ thứ'), [0, 72, 0.5]),
      number('tideLow', t('Chân triều, hệ Hòn Dáu (m)'), [-1, 4, 0.05]),
      number('surgeHours', t('Nước dâng kéo dài (giờ)'), [1, 48, 1]),
      number('rainHours', t('Mưa trong (giờ)'), [1, 72, 1]),
      number('drainMillimetresPerHour', t('Cống thoát được (mm một giờ)'), [0, 50, 0.5]),
      number('riverRise', t('Sông cao hơn biển (m)'), [0, 5, 0.1]),
      number('roughness', t('Độ nhám Manning'), [0.01, 0.2, 0.005]),
      number('cellMetres', t('Cạnh ô lưới (m)'), [200, 2_000, 50]),
    ],
  };
}

function trafficFields(say: Say): FieldGroups {
  const { t } = say;
  return {
    main: [
      number('demandFactor', t('Lượng xe so với ngày thường (lần)'), [0, 5, 0.1]),
      {
        is: 'rows',
        name: 'closures',
        label: t('Đường bị cấm hoặc thu hẹp'),
        add: t('Thêm đường'),
        fields: [
          choice(say, ['road', t('Đoạn đường')], 'roads'),
          number('openShare', t('Phần còn đi được (0 đến 1)'), [0, 1, 0.05]),
          number('fromHour', t('Từ giờ thứ'), [0, 24, 0.25]),
          number('toHour', t('Đến giờ thứ'), [0, 24, 0.25]),
        ],
        fresh: { road: 'thuy-nguyen--hong-bang', openShare: 0, fromHour: 0, toHour: 24 },
      },
    ],
    more: [
      number('hours', t('Chạy trong (giờ)'), [0.5, 12, 0.5]),
      number('swayPercent', t('Lượng xe dao động (%)'), [0, 50, 1]),
      number('capacityDropPercent', t('Hàng xe mất năng lực (%)'), [0, 40, 1]),
      number('stepSeconds', t('Bước tính (giây)'), [5, 20, 1]),
    ],
  };
}

function evacuationFields(say: Say): FieldGroups {
  const { t } = say;
  return {
    main: [
      number('hours', t('Phải tới nơi trong (giờ)'), [1, 48, 0.5]),
      number('sharePercent', t('Phần dân phải đi (%)'), [0, 100, 1]),
      number('shelterFactor', t('Chỗ tránh trú so với hiện có (lần)'), [0, 3, 0.1]),
      {
        is: 'rows',
        name: 'closures',
        label: t('Đường bị ngập, không đi được'),
        add: t('Thêm đường'),
        fields: [
          choice(say, ['road', t('Đoạn đường')], 'roads'),
          number('fromHour', t('Từ giờ thứ'), [0, 48, 0.25]),
        ],
        fresh: { road: 'tan-vu--dong-hai', fromHour: 2 },
      },
    ],
    more: [
      number('readyHours', t('Chuẩn bị trung bình (giờ)'), [0, 12, 0.25]),
      number('peoplePerVehicle', t('Người một xe'), [1, 50, 0.5]),
    ],
  };
}

function plumeFields(say: Say): FieldGroups {
  const { t } = say;
  return {
    main: [
      choice(say, ['substance', t('Khí')], 'substances'),
      number('kilograms', t('Lượng thoát ra (kg)'), [1, 200_000, 1]),
      ...place(t),
      number('windFrom', t('Gió từ hướng (độ, 0 là bắc, 90 là đông)'), [0, 360, 1]),
      number('windSpeed', t('Tốc độ gió (m/s)'), [0.5, 20, 0.1]),
      {
        is: 'choice',
        name: 'sky',
        label: t('Trời'),
        options: [
          { value: 'strong-sun', name: t('Nắng gắt') },
          { value: 'moderate-sun', name: t('Nắng vừa') },
          { value: 'slight-sun', name: t('Nắng yếu') },
          { value: 'overcast', name: t('Nhiều mây') },
          { value: 'cloudy-night', name: t('Đêm có mây') },
          { value: 'clear-night', name: t('Đêm quang') },
        ],
      },
    ],
    more: [
      number('releaseMinutes', t('Thoát ra trong (phút)'), [1, 240, 1]),
      number('hours', t('Chạy trong (giờ)'), [0.5, 6, 0.5]),
      number('height', t('Chỗ thoát cao (m)'), [0, 200, 1]),
      number('swayDegrees', t('Gió đổi hướng (độ)'), [0, 40, 1]),
      number('mixingHeight', t('Lớp xáo trộn cao (m)'), [100, 3_000, 50]),
      {
        is: 'choice',
        name: 'terrain',
        label: t('Mặt đất'),
        options: [
          { value: 'urban', name: t('Nhà cửa dày') },
          { value: 'open', name: t('Đồng trống') },
        ],
      },
    ],
  };
}

function waterFields(say: Say): FieldGroups {
  const { t } = say;
  return {
    main: [
      {
        is: 'rows',
        name: 'closed',
        label: t('Ống khóa, bơm ngừng'),
        add: t('Thêm ống hoặc bơm'),
        bare: true,
        fields: [choice(say, ['value', t('Ống hoặc bơm')], 'pipes')],
        fresh: { value: 'bom-an-duong' },
      },
      {
        is: 'rows',
        name: 'taken',
        label: t('Lấy nước thêm: chữa cháy, vỡ ống'),
        add: t('Thêm chỗ lấy nước'),
        fields: [
          choice(say, ['junction', t('Nút')], 'junctions'),
          number('litresPerSecond', t('Lít một giây'), [0.1, 2_000, 0.1]),
        ],
        fresh: { junction: 'do-son', litresPerSecond: 60 },
      },
      number('demandFactor', t('Lượng dùng so với ngày thường (lần)'), [0, 5, 0.1]),
    ],
    more: [number('hours', t('Chạy trong (giờ)'), [1, 72, 1])],
  };
}
