// Samples of photos, charts and maps.
import type { Translate } from '@city/kernel/text';
import { assetUrl } from '../assets/registry.ts';
import { BarList, LineChart, Sparkline } from '../parts/chart.tsx';
import { CityMap, MapLegend } from '../parts/city-map.tsx';
import { mapLayout, type UnitCollection } from '../parts/map-layout.ts';
import { MissingPhoto, Photo } from '../parts/photo.tsx';
import { PlaceMap } from '../parts/place-map.tsx';
import { TideCurve } from '../parts/tide-curve.tsx';
import { Box } from './components-box.tsx';
import { sampleTide } from './components-samples.ts';

export function PhotoSection({ t }: { t: Translate }) {
  return (
    <Box title="Ảnh là bằng chứng" span={7}>
      <div className="pics">
        <Photo
          src={assetUrl('logo.svg')}
          alt="Ảnh mẫu"
          width={192}
          height={192}
          label={t('Chụp lúc {time}', { time: '09:24' })}
          caption="Trước · 4/9/2026, 14:52. Biển số đã che."
        />
        <MissingPhoto caption="Sau · chưa có">
          Ảnh sau khi làm xong sẽ ở đây. Phải chụp đúng chỗ này, việc mới được đóng.
        </MissingPhoto>
      </div>
    </Box>
  );
}

const onTime = [
  ['T3', 88.2],
  ['T4', 90.1],
  ['T5', 91.4],
  ['T6', 93.8],
  ['T7', 95.2],
  ['T8', 96.1],
] as const;
const kinds = [
  ['Ngập nước', 1106],
  ['Rác thải', 842],
  ['Chiếu sáng', 611],
  ['Mặt đường', 574],
] as const;
const decimal = new Intl.NumberFormat('vi-VN');

export function ChartSection() {
  return (
    <>
      <Box title="Nước biển trong ngày" span={5}>
        <p className="about">Cao nhất 3,9 m lúc 17:40. Trên 3,5 m từ 15:00 đến 20:20.</p>
        <TideCurve
          points={sampleTide}
          nowHour={9.5}
          nowText="bây giờ"
          warning={{ level: 3.5, text: 'báo động 3,5 m' }}
          peakText="3,9 m · 17:40"
          midnightText="0 giờ"
          summary="Mực nước Hòn Dáu trong ngày, đỉnh 3,9 m lúc 17:40"
        />
      </Box>
      <Box title="Biểu đồ, bảng số một lần bấm" span={6}>
        <LineChart
          summary="Tỉ lệ đúng hẹn tăng từ 88,2% tháng 3 lên 96,1% tháng 8"
          tableCaption="Đúng hẹn theo tháng, %"
          tableWord="Xem dạng bảng"
          nameHeader="Tháng"
          valueHeader="%"
          range={[85, 100]}
          target={{ value: 95, text: 'mục tiêu 95' }}
          tickText={(value) => decimal.format(value)}
          data={onTime.map(([name, value]) => ({ key: name, name, value, text: decimal.format(value) }))}
        />
        <p>
          Trong 6 tháng <Sparkline values={onTime.map(([, value]) => value)} summary="Tăng đều" />
        </p>
      </Box>
      <Box title="Thanh" span={6}>
        <div className="ui-stack">
          <BarList
            data={kinds.map(([name, value]) => ({
              key: name,
              name,
              value,
              text: decimal.format(value),
              href: '/ui',
            }))}
            label="Theo loại"
          />
          <BarList
            look="thin"
            full={1}
            label="Chất lượng"
            data={[
              { key: 'find', name: 'Tìm thấy được', value: 1, text: '100/100', tone: 'done' },
              { key: 'reuse', name: 'Dùng lại được', value: 0.8, text: '60/75', tone: 'soon' },
            ]}
          />
        </div>
      </Box>
    </>
  );
}

export function MapSection({ units, insetCode }: { units: UnitCollection; insetCode: string | undefined }) {
  const layout = mapLayout(units, { width: 428, height: 250, insetCode });
  const values = new Map(layout.units.map((unit, index) => [unit.code, (index * 37) % 91]));
  const first = units.features[0]!;
  const ring =
    first.geometry.type === 'Polygon' ? first.geometry.coordinates[0]! : first.geometry.coordinates[0]![0]!;
  const place = { lon: ring[0]![0]!, lat: ring[0]![1]! };
  return (
    <>
      <Box title="Thành phố tự vẽ; luôn có danh sách bên cạnh" span={6}>
        <CityMap
          units={units}
          width={428}
          height={250}
          insetCode={insetCode}
          values={values}
          breaks={[5, 12, 24, 40, 60]}
          summary={`Bản đồ ${units.features.length} đơn vị theo số phản ánh`}
        />
        <MapLegend title="Số phản ánh" texts={['0', '5', '12', '24', '40', '60+']} />
      </Box>
      <Box title="Một chỗ: ghim đặc là chỗ này, vòng là việc gần đó" span={6}>
        <div className="ui-map">
          <PlaceMap
            id="ui-place"
            units={units}
            place={place}
            unitCode={layout.units[0]?.code}
            widthKm={6}
            others={[{ lon: place.lon + 0.01, lat: place.lat + 0.004, number: 2 }]}
            summary="Bản đồ chỗ được báo"
          />
        </div>
      </Box>
    </>
  );
}
