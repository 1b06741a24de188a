// Mock screens for staff, as on the drawings: a desk and a wall. Drawn as text only, to be looked at.
import type { Lang } from '@city/kernel/text';
import type { ReactNode } from 'react';
import { assetUrl } from '../assets/registry.ts';
import { Button, CityMap, DataList, Icon, MapLegend, Photo, PlaceMap, Ruler, StateTag, TextArea, TideCurve, Timeline } from '../parts/parts.ts';
import { sampleRulers, sampleTide } from '../people/components-samples.ts';
import {
  ActionPane,
  AlarmList,
  AppFrame,
  BigNumber,
  Checks,
  ColumnBars,
  DeskPromise,
  DetailPane,
  Duo,
  freshness,
  KeyHint,
  ListPane,
  LiveList,
  OfficeNote,
  Panes,
  PhotoDrop,
  RankBars,
  ScaleBar,
  TabSet,
  Tile,
  WallFrame,
  WorkList,
  type WorkGroup,
} from '../staff/staff.ts';
import { sampleUnits, translate } from './site.tsx';

const units = sampleUnits();
const flood = { lon: 106.681, lat: 20.8455 };

function Document({ title, className, theme, children }: { title: string; className: string; theme?: 'dark'; children: ReactNode }) {
  return (
    <html lang="vi" className={className} data-theme={theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <link rel="stylesheet" href={assetUrl('staff.css')} />
        <link rel="icon" href={assetUrl('favicon.svg')} />
      </head>
      <body>
        <div id="app">{children}</div>
      </body>
    </html>
  );
}

const groups: readonly WorkGroup[] = [
  {
    key: 'late',
    title: 'Quá hạn',
    note: 'cần xử lý ngay',
    need: true,
    items: [
      { id: '398', icon: 'drain', title: 'Hố ga mất nắp, đã rào tạm', meta: 'Ngõ 193 Dư Hàng · 00398', due: { text: 'trễ 4 giờ', due: 'thứ Hai, 15:30', tone: 'late', share: 1 } },
      { id: '402', icon: 'drop', title: 'Nước thải tràn ra hè', meta: 'Chợ Con · 00402', due: { text: 'trễ 40 phút', due: 'hôm nay, 08:50', tone: 'late', share: 1 } },
    ],
  },
  {
    key: 'today',
    title: 'Hôm nay, thứ Ba, 8/9',
    note: '3',
    items: [
      { id: '431', icon: 'road', title: 'Mặt đường sụt quanh cống', meta: '88 Hồ Sen · 00431 · khẩn', due: { text: '1 giờ 10 phút', due: 'hẹn 10:40', tone: 'soon', share: 0.71 } },
      { id: '429', icon: 'drain', title: 'Nắp cống vỡ giữa đường', meta: '45 Chùa Hàng · 00429', unread: true, due: { text: '4 giờ', due: 'hẹn 15:30', tone: 'soon', share: 0.83 } },
      { id: '411', icon: 'drain', title: 'Cống tắc trước cổng trường', meta: 'Tô Hiệu · 00411', due: { text: '6 giờ', due: 'hẹn 17:30', share: 0.75 } },
    ],
  },
  {
    key: 'next',
    title: 'Ngày mai, thứ Tư, 9/9',
    note: '4',
    items: [
      { id: '417', icon: 'flood', title: 'Ngập nước sau mưa', meta: '215 Trần Nguyên Hãn · 00417', due: { text: '1 ngày 4 giờ', due: 'hẹn 15:30', share: 0.5 } },
      { id: '433', icon: 'flood', title: 'Nước rút chậm ở ngã ba', meta: 'Chùa Hàng · 00433 · có thể trùng', unread: true, due: { text: '1 ngày 4 giờ', due: 'hẹn 15:30', share: 0.08 } },
      { id: '419', icon: 'wind', title: 'Mùi hôi từ hố ga', meta: 'Ngõ 96 Dư Hàng · 00419', due: { text: '1 ngày 5 giờ', due: 'hẹn 16:30', share: 0.46 } },
      { id: '420', icon: 'water', title: 'Van ngăn triều bị kẹt', meta: 'Kênh An Kim Hải · 00420', due: { text: '1 ngày 6 giờ', due: 'hẹn 17:30', share: 0.42 } },
    ],
  },
];

const nothing = () => undefined;

export function DeskPage({ lang }: { lang: Lang }) {
  const t = translate(lang);
  return (
    <Document title="Hộp việc – Bàn làm việc" className="desk-page">
      <AppFrame
        t={t}
        title="Bàn làm việc"
        posts={[{ id: '1', name: 'Cán bộ xử lý · Công ty Thoát nước' }, { id: '2', name: 'Trực ban' }]}
        postId="1"
        onPost={nothing}
        search={{ placeholder: 'Tìm mã, địa chỉ, nội dung (có dấu hay không dấu)', value: '', onChange: nothing, onSubmit: nothing }}
        clock="Thứ Ba, 8/9/2026, 09:30"
        current="/desk/due"
        nav={[
          { title: 'Việc của tôi', entries: [{ href: '/desk/late', name: 'Quá hạn', icon: 'need', count: '2', need: true }, { href: '/desk/due', name: 'Đến hạn', icon: 'inbox', count: '9' }, { href: '/desk/new', name: 'Mới đến', icon: 'report', count: '12' }, { href: '/desk/drafts', name: 'Đang soạn', icon: 'pencil', count: '3' }] },
          { title: 'Đang chờ', entries: [{ href: '/desk/approve', name: 'Lãnh đạo duyệt', icon: 'proof', count: '3' }, { href: '/desk/people', name: 'Dân bổ sung', icon: 'paused', count: '4' }, { href: '/desk/others', name: 'Cơ quan khác', icon: 'hand-over', count: '9' }] },
          { title: 'Của đơn vị', entries: [{ href: '/desk/free', name: 'Chưa ai nhận', icon: 'people', count: '5' }, { href: '/desk/map', name: 'Bản đồ', icon: 'map' }, { href: '/desk/kept', name: 'Đúng hẹn', icon: 'trend', count: '96,1%' }] },
        ]}
        tools={
          <>
            <button type="button" className="icon-btn" aria-label="Thông báo"><Icon name="bell" /></button>
            <button type="button" className="icon-btn" aria-label="Tài khoản"><Icon name="person" /></button>
          </>
        }
        saved="Đã lưu nháp 09:29"
      >
        <Panes>
          <ListPane title="Đến hạn" sub="9 việc, gần hẹn nhất trước" tools={<button type="button"><Icon name="filter" size="sm" />Lọc <KeyHint keys="f" /></button>}>
            <WorkList t={t} label="Việc" groups={groups} selectedId="417" onSelect={nothing} onOpen={nothing} onMark={nothing} />
          </ListPane>
          <DeskDetail lang={lang} />
          <DeskAction lang={lang} />
        </Panes>
      </AppFrame>
    </Document>
  );
}

function DeskDetail({ lang }: { lang: Lang }) {
  const t = translate(lang);
  return (
    <DetailPane
      title="Nước ngập trước 215 Trần Nguyên Hãn"
      place="6 trong 9"
      kicker={
        <>
          <StateTag t={t} step={3} size={22} />
          <span className="num">HP-2609-00417</span>
          <span>· Ngập nước · mức thường</span>
        </>
      }
    >
      <DeskPromise title="Còn 1 ngày 4 giờ" due="Hẹn thứ Tư, 9/9/2026, 15:30" ruler={<Ruler t={t} lang={lang} model={sampleRulers.running} />} />
      <Duo>
        <Photo src="/flood.svg" alt="Phố ngập nước" width={1600} height={840} label="1 trên 3 · đã che 1 biển số" labelIcon={null} />
        <div>
          <PlaceMap id="desk-map" units={units} place={flood} unitCode="11383" width={240} height={232} others={[{ lon: flood.lon + 0.001, lat: flood.lat + 0.0013, number: 2 }]} summary="Bản đồ" />
          <span className="duo-cap">2 việc gần đây</span>
        </div>
      </Duo>
      <blockquote>“Cứ mưa to là ngập, nước lên ngang bánh xe, hai tiếng sau mới rút. Các cháu đi học phải lội.”</blockquote>
      <DataList layout="columns" items={[{ name: 'Người gửi', value: 'Có tài khoản · muốn nhận tin' }, { name: 'Cùng báo', value: <a href="/desk/x">23 người</a> }, { name: 'Có thể trùng', value: <a href="/desk/y">00433, cách 260 m</a> }]} />
      <h3>Diễn biến</h3>
      <Timeline
        size="small"
        items={[
          { key: '1', kind: 'now', icon: 'drain', time: '08:20 nay', title: 'Đội thoát nước số 2 đang nạo vét 3 hố ga' },
          { key: '2', icon: 'hand-over', time: 'T2, 09:10', title: 'Nhận từ UBND phường Lê Chân: cống trục đường' },
          { key: '3', kind: 'done', icon: 'tick', time: 'T6, 15:30', title: 'UBND phường Lê Chân tiếp nhận, gộp 22 phản ánh' },
          { key: '4', kind: 'done', icon: 'send', time: 'T6, 14:52', title: 'Người dân gửi từ điện thoại' },
        ]}
      />
      <OfficeNote title="Ghi chú nội bộ.">Đội 2 hẹn xong trước 11:30. Chiều nay triều cao 3,9 m, nên kiểm tra cả van một chiều.</OfficeNote>
    </DetailPane>
  );
}

function DeskAction({ lang }: { lang: Lang }) {
  const t = translate(lang);
  return (
    <ActionPane label="Xử lý">
      <TabSet label="Cách xử lý" current="reply" onChange={nothing} tabs={[{ id: 'reply', name: 'Trả lời' }, { id: 'note', name: 'Ghi chú nội bộ' }, { id: 'files', name: 'Tệp' }]}>
        <TextArea t={t} id="draft" name="draft" label="Mẫu: Ngập nước, đã nạo vét" defaultValue={'Kính gửi ông/bà,\nĐội thoát nước số 2 đã nạo vét 3 hố ga trước số 211–219 Trần Nguyên Hãn, xong lúc [giờ] ngày 8/9/2026. Ngày mai, khi triều lên, chúng tôi kiểm tra lại và gửi ảnh.'} />
        <PhotoDrop title="Ảnh sau khi làm" text="Kéo ảnh vào đây, hoặc chờ đội gửi từ hiện trường. Phải chụp cách ghim không quá 30 m." onFiles={nothing} />
        <Checks label="Trước khi gửi" checks={[{ key: '1', ok: true, text: 'Đủ: làm gì, ở đâu, khi nào' }, { key: '2', ok: true, text: 'Không có tên, số điện thoại người dân' }, { key: '3', ok: false, text: 'Thiếu ảnh sau khi làm, chụp tại chỗ' }]} />
        <Button look="primary" wide>
          Gửi lãnh đạo duyệt <KeyHint keys="Ctrl+Enter" />
        </Button>
      </TabSet>
      <h3>Chuyển cơ quan khác</h3>
      <div className="btns">
        <Button>
          Chuyển <KeyHint keys="c" />
        </Button>
        <Button>
          Gia hạn <KeyHint keys="e" />
        </Button>
      </div>
    </ActionPane>
  );
}

const now = new Date('2026-09-08T14:20:36+07:00');
const since = (seconds: number, every: number) => freshness(new Date(now.getTime() - seconds * 1000), every, now);

export function WallPage() {
  return (
    <Document title="Trung tâm điều hành – Hải Phòng" className="wall-page" theme="dark">
      <WallFrame
        title="Trung tâm điều hành"
        place="Thành phố Hải Phòng · 114 phường, xã, đặc khu"
        stage={{ level: 3, levels: 5, title: 'Mức 3 trên 5 · Sẵn sàng', text: 'Bão số 5 · từ 10:15, Chủ tịch thành phố quyết định' }}
        clock="14:20:36"
        date="Thứ Ba, 8/9/2026"
      >
        <WallMap />
        <div className="wall-col">
          <Tile title="Cảnh báo" sum="3 đang xảy ra · 2 chờ xác nhận" freshness={since(1, 60)} age="ngay bây giờ" staleText="">
            <AlarmList
              empty="Không có cảnh báo"
              alarms={[
                { id: '1', priority: 1, title: 'Triều dâng nhanh, Hòn Dáu', state: 'unacknowledged', stateText: 'Chưa xác nhận · 0:48' },
                { id: '2', priority: 1, title: 'Sóng 4,2 m, bến phà Cát Hải', state: 'acknowledged', stateText: 'Đã nhận · 6 phút' },
                { id: '3', priority: 2, title: 'Mưa 42 mm/giờ, Dương Kinh', state: 'acknowledged', stateText: 'Đã nhận · 11 phút' },
                { id: '4', priority: 2, title: 'Mất điện trạm bơm Đông Hải', state: 'returned', stateText: 'Đã hết, chưa xác nhận' },
                { id: '5', priority: 3, title: 'Gió cấp 7, cầu Tân Vũ', state: 'shelved', stateText: 'Tạm gác đến 16:00' },
                { id: '6', priority: 3, title: 'Camera nút Lạch Tray', state: 'out-of-service', stateText: 'Ngừng dùng để sửa' },
              ]}
            />
          </Tile>
          <Tile title="Vừa gửi" freshness={since(1, 40)} age="1 giây trước" staleText="">
            <LiveList
              empty="Chưa có"
              rows={[
                { id: '1', icon: 'flood', title: 'Nước tràn qua kè', place: 'Vạn Hương, Đồ Sơn', time: '14:20:35', isNew: true },
                { id: '2', icon: 'tree', title: 'Cây đổ chắn đường', place: 'Phạm Văn Đồng, Dương Kinh', time: '14:20:11' },
                { id: '3', icon: 'flood', title: 'Ngập sân trường', place: 'Lạch Tray, Gia Viên', time: '14:19:58' },
                { id: '4', icon: 'street-light', title: 'Đèn tín hiệu tắt', place: 'Lê Hồng Phong, Hải An', time: '14:19:40' },
              ]}
            />
          </Tile>
        </div>
        <WallBottom />
      </WallFrame>
    </Document>
  );
}

function WallMap() {
  const values = new Map(units.features.map((feature, index) => [String(feature.properties?.code), (index * index * 7) % 70]));
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
        labels={[{ code: '11383', name: 'Lê Chân', dx: -20, anchor: 'end' }, { code: '11914', name: 'Cát Hải', dy: -40 }, { code: '10525', name: 'Hải Dương' }]}
        marks={[{ ...flood, kind: 'new' }, { lon: 106.8, lat: 20.7, kind: 'alarm', number: 1 }, { lon: 106.72, lat: 20.78, kind: 'alarm', number: 2 }]}
        dots={[{ lon: 106.33, lat: 20.94 }, { lon: 106.34, lat: 20.93 }, { lon: 106.68, lat: 20.86 }]}
      />
      <BigNumber value="1.846" size="huge">
        +38 trong 10 phút · 12 quá hạn
      </BigNumber>
      <RankBars title="Nhiều nhất" full={100} rows={[['Đồ Sơn', 92], ['Cát Hải', 78], ['Nam Đồ Sơn', 71], ['Hải An', 66]].map(([name, value]) => ({ key: String(name), name: String(name), value: Number(value), text: String(value) }))} />
      <MapLegend title="Phản ánh mỗi đơn vị" texts={['0', '5', '12', '24', '40', '60+']} />
    </Tile>
  );
}

function WallBottom() {
  return (
    <div className="wall-row">
      <Tile title="Nước biển, Hòn Dáu" freshness={since(22, 60)} age="22 giây trước" staleText="">
        <div className="tile-side">
          <BigNumber value="3,31" unit="m">
            đang lên 33 cm mỗi giờ
          </BigNumber>
          <TideCurve size="wall" points={sampleTide} nowHour={14.34} warning={{ level: 3.5, text: '3,5 m' }} peakText="3,9 m · 17:40" midnightText="0" summary="Mực nước Hòn Dáu, đỉnh 3,9 m lúc 17:40" />
        </div>
      </Tile>
      <Tile title="Không khí" freshness={since(1236, 1500)} age="14:00" staleText="">
        <BigNumber value="84" unit="VN_AQI" />
        <ScaleBar from={0} to={500} bounds={[50, 100, 150, 200, 300]} value={84} summary="Chất lượng không khí: trung bình" />
        <p className="val-sub">Trung bình · PM2.5 28 µg/m³</p>
      </Tile>
      <Tile title="Mưa, Dương Kinh" freshness={since(90, 150)} age="1 phút trước" staleText="">
        <BigNumber value="42" unit="mm/giờ" />
        <ColumnBars values={[2, 3, 1, 1, 1, 3, 6, 5, 9, 14, 24, 42]} warnFrom={40} summary="Mưa 12 giờ qua, nay 42 mm mỗi giờ" />
        <p className="val-sub">12 giờ qua</p>
      </Tile>
      <Tile title="Tàu ra vào cảng" freshness={since(1080, 120)} age="14:02" staleText="Cũ 18 phút, chưa có tin mới" source="Cảng vụ · thường mỗi 2 phút">
        <BigNumber value="37" unit="tàu, số cũ" />
      </Tile>
    </div>
  );
}
