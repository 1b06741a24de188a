// Mock of the operations wall, as on the drawing.
import { CityMap, MapLegend } from '../parts/parts.ts';
import {
  AlarmList,
  type AlarmRow,
  BigNumber,
  LiveList,
  type LiveRow,
  RankBars,
  Tile,
  WallFrame,
} from '../staff/staff.ts';
import { flood, units } from './site.tsx';
import { since, StaffDocument } from './staff-document.tsx';
import { WallBottom } from './wall-bottom.tsx';

const alarms: readonly AlarmRow[] = [
  {
    id: '1',
    priority: 1,
    title: 'Triều dâng nhanh, Hòn Dáu',
    state: 'unacknowledged',
    stateText: 'Chưa xác nhận · 0:48',
  },
  {
    id: '2',
    priority: 1,
    title: 'Sóng 4,2 m, bến phà Cát Hải',
    state: 'acknowledged',
    stateText: 'Đã nhận · 6 phút',
  },
  {
    id: '3',
    priority: 2,
    title: 'Mưa 42 mm/giờ, Dương Kinh',
    state: 'acknowledged',
    stateText: 'Đã nhận · 11 phút',
  },
  {
    id: '4',
    priority: 2,
    title: 'Mất điện trạm bơm Đông Hải',
    state: 'returned',
    stateText: 'Đã hết, chưa xác nhận',
  },
  {
    id: '5',
    priority: 3,
    title: 'Gió cấp 7, cầu Tân Vũ',
    state: 'shelved',
    stateText: 'Tạm gác đến 16:00',
  },
  {
    id: '6',
    priority: 3,
    title: 'Camera nút Lạch Tray',
    state: 'out-of-service',
    stateText: 'Ngừng dùng để sửa',
  },
];

const rows: readonly LiveRow[] = [
  {
    id: '1',
    icon: 'flood',
    title: 'Nước tràn qua kè',
    place: 'Vạn Hương, Đồ Sơn',
    time: '14:20:35',
    isNew: true,
  },
  {
    id: '2',
    icon: 'tree',
    title: 'Cây đổ chắn đường',
    place: 'Phạm Văn Đồng, Dương Kinh',
    time: '14:20:11',
  },
  {
    id: '3',
    icon: 'flood',
    title: 'Ngập sân trường',
    place: 'Lạch Tray, Gia Viên',
    time: '14:19:58',
  },
  {
    id: '4',
    icon: 'street-light',
    title: 'Đèn tín hiệu tắt',
    place: 'Lê Hồng Phong, Hải An',
    time: '14:19:40',
  },
];

export function WallPage() {
  return (
    <StaffDocument title="Trung tâm điều hành – Hải Phòng" className="wall-page" theme="dark">
      <WallFrame
        title="Trung tâm điều hành"
        place="Thành phố Hải Phòng · 114 phường, xã, đặc khu"
        stage={{
          level: 3,
          levels: 5,
          title: 'Mức 3 trên 5 · Sẵn sàng',
          text: 'Bão số 5 · từ 10:15, Chủ tịch thành phố quyết định',
        }}
        clock="14:20:36"
        date="Thứ Ba, 8/9/2026"
      >
        <WallMap />
        <div className="wall-col">
          <Tile
            title="Cảnh báo"
            sum="3 đang xảy ra · 2 chờ xác nhận"
            freshness={since(1, 60)}
            age="ngay bây giờ"
            staleText=""
          >
            <AlarmList empty="Không có cảnh báo" alarms={alarms} />
          </Tile>
          <Tile title="Vừa gửi" freshness={since(1, 40)} age="1 giây trước" staleText="">
            <LiveList empty="Chưa có" rows={rows} />
          </Tile>
        </div>
        <WallBottom />
      </WallFrame>
    </StaffDocument>
  );
}

function WallMap() {
  const values = new Map(
    units.features.map((feature, index) => [String(feature.properties?.code), (index * index * 7) % 70]),
  );
  return (
    <Tile title="Phản ánh đang mở" look="map" freshness={since(2, 30)} age="1 giây trước" staleText="">
      <CityMap
        units={units}
        width={1110}
        height={694}
        insetCode="11948"
        area={{ x: 60, y: 10, width: 800, height: 620 }}
        values={values}
        breaks={[5, 12, 24, 40, 60]}
        summary="Bản đồ 114 phường, xã, đặc khu theo số phản ánh đang mở"
        labels={[
          { code: '11383', name: 'Lê Chân', dx: -20, anchor: 'end' },
          { code: '11914', name: 'Cát Hải', dy: -40 },
          { code: '10525', name: 'Hải Dương' },
        ]}
        marks={[
          { ...flood, kind: 'new' },
          { lon: 106.8, lat: 20.7, kind: 'alarm', number: 1 },
          { lon: 106.72, lat: 20.78, kind: 'alarm', number: 2 },
        ]}
        dots={[
          { lon: 106.33, lat: 20.94 },
          { lon: 106.34, lat: 20.93 },
          { lon: 106.68, lat: 20.86 },
        ]}
      />
      <BigNumber value="1.846" size="huge">
        +38 trong 10 phút · 12 quá hạn
      </BigNumber>
      <RankBars
        title="Nhiều nhất"
        full={100}
        rows={[
          ['Đồ Sơn', 92],
          ['Cát Hải', 78],
          ['Nam Đồ Sơn', 71],
          ['Hải An', 66],
        ].map(([name, value]) => ({
          key: String(name),
          name: String(name),
          value: Number(value),
          text: String(value),
        }))}
      />
      <MapLegend title="Phản ánh mỗi đơn vị" texts={['0', '5', '12', '24', '40', '60+']} />
    </Tile>
  );
}
