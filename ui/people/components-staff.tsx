// Samples of the desk's parts and of the dark wall.
import type { Translate } from '@city/kernel/text';
import { Button } from '../parts/button.tsx';
import { Kbd } from '../parts/data-list.tsx';
import { Icon } from '../parts/icon.tsx';
import type { UnitCollection } from '../parts/map-layout.ts';
import { CityMap } from '../parts/city-map.tsx';
import { TideCurve } from '../parts/tide-curve.tsx';
import { freshness } from '../staff/freshness.ts';
import { BigNumber, ColumnBars, RankBars, ScaleBar, Tile } from '../staff/tile.tsx';
import { AlarmList, alarmStateNames, AlarmTag, LiveList, Stage, type AlarmState } from '../staff/wall.tsx';
import { WorkList } from '../staff/work-list.tsx';
import { Checks } from '../staff/work-parts.tsx';
import { Box } from './components-box.tsx';
import { sampleTide } from './components-samples.ts';

export function DeskSections({ t }: { t: Translate }) {
  return (
    <>
      <ListSection t={t} />
      <DialogSection t={t} />
    </>
  );
}

const now = new Date('2026-09-08T14:20:36+07:00');
const since = (seconds: number, every: number) =>
  freshness(new Date(now.getTime() - seconds * 1000), every, now);

type City = { units: UnitCollection | undefined; insetCode: string | undefined };

export function WallSection({ t, ...city }: { t: Translate } & City) {
  return (
    <Box title="Tường tối: số đọc được từ tám mét, độ mới trên từng ô" span={12} dark>
      <div className="ui-stack">
        <Stage
          level={3}
          levels={5}
          title="Mức 3 trên 5 · Sẵn sàng"
          text="Bão số 5 · từ 10:15, Chủ tịch thành phố quyết định"
        />
        <div className="ui-wall">
          <ValueTiles />
          <ListTiles {...city} />
        </div>
        <div className="ui-isa">
          {(Object.entries(alarmStateNames(t)) as [AlarmState, string][]).map(([state, name]) => (
            <AlarmTag key={state} state={state}>
              {name}
            </AlarmTag>
          ))}
        </div>
      </div>
    </Box>
  );
}

function ValueTiles() {
  return (
    <>
      <Tile title="Nước biển, Hòn Dáu" freshness={since(22, 60)} age="22 giây trước" staleText="">
        <TideCurve
          size="wall"
          points={sampleTide}
          nowHour={14.34}
          warning={{ level: 3.5, text: '3,5 m' }}
          peakText="3,9 m · 17:40"
          midnightText="0"
          summary="Mực nước Hòn Dáu, đỉnh 3,9 m lúc 17:40"
        />
      </Tile>
      <Tile title="Không khí" freshness={since(1236, 1500)} age="14:00" staleText="">
        <BigNumber value="84" unit="VN_AQI">
          Trung bình · PM2.5 28 µg/m³
        </BigNumber>
        <ScaleBar
          from={0}
          to={500}
          bounds={[50, 100, 150, 200, 300]}
          value={84}
          summary="Chất lượng không khí trung bình"
        />
      </Tile>
      <Tile
        title="Tàu ra vào cảng"
        freshness={since(1080, 120)}
        age="14:02"
        staleText="Cũ 18 phút, chưa có tin mới"
        source="Cảng vụ · thường mỗi 2 phút"
      >
        <BigNumber value="37" unit="tàu, số cũ" />
      </Tile>
      <Tile title="Mưa, Dương Kinh" freshness={since(60, 300)} age="1 phút trước" staleText="">
        <BigNumber value="42" unit="mm/giờ" />
        <ColumnBars
          values={[2, 3, 1, 1, 1, 3, 6, 5, 9, 14, 24, 42]}
          warnFrom={40}
          summary="Mưa 12 giờ qua, nay 42 mm mỗi giờ"
        />
      </Tile>
    </>
  );
}

function ListTiles({ units, insetCode }: City) {
  return (
    <>
      <Tile title="Cảnh báo" freshness={since(1, 30)} age="ngay bây giờ" staleText="">
        <AlarmList
          empty="Không có cảnh báo"
          alarms={[
            { id: '1', priority: 1, title: 'Triều dâng nhanh', state: 'unacknowledged', stateText: '0:48' },
            { id: '2', priority: 2, title: 'Mưa 42 mm/giờ', state: 'acknowledged', stateText: '11 phút' },
            { id: '3', priority: 3, title: 'Camera Lạch Tray', state: 'out-of-service', stateText: 'để sửa' },
          ]}
        />
      </Tile>
      <Tile title="Vừa gửi" freshness={since(1, 30)} age="1 giây trước" staleText="">
        <LiveList
          empty="Chưa có phản ánh nào hôm nay"
          rows={[
            {
              id: '1',
              icon: 'flood',
              title: 'Nước tràn qua kè',
              place: 'Đồ Sơn',
              time: '14:20:35',
              isNew: true,
            },
            { id: '2', icon: 'tree', title: 'Cây đổ chắn đường', place: 'Dương Kinh', time: '14:20:11' },
          ]}
        />
      </Tile>
      <Tile title="Nhiều nhất" freshness={since(1, 30)} age="1 giây trước" staleText="">
        <RankBars
          title="Phản ánh đang mở"
          rows={[
            { key: 'a', name: 'Đồ Sơn', value: 92, text: '92' },
            { key: 'b', name: 'Cát Hải', value: 78, text: '78' },
          ]}
        />
      </Tile>
      {units && (
        <Tile title="Thành phố" freshness={since(1, 30)} age="1 giây trước" staleText="">
          <CityMap
            units={units}
            insetCode={insetCode}
            width={520}
            height={264}
            summary="Các đơn vị của thành phố"
          />
        </Tile>
      )}
    </>
  );
}

function ListSection({ t }: { t: Translate }) {
  return (
    <Box title="Bàn làm việc: danh sách có hẹn, phím J K" span={6}>
      <div className="ui-desk">
        <WorkList
          t={t}
          label="Việc đến hạn"
          selectedId="417"
          onSelect={() => undefined}
          groups={[
            {
              key: 'late',
              title: 'Quá hạn',
              note: 'cần xử lý ngay',
              need: true,
              items: [
                {
                  id: '398',
                  icon: 'drain',
                  title: 'Hố ga mất nắp, đã rào tạm',
                  meta: 'Ngõ 193 Dư Hàng · 00398',
                  due: { text: 'trễ 4 giờ', due: 'thứ Hai, 15:30', tone: 'late', share: 1 },
                },
              ],
            },
            {
              key: 'today',
              title: 'Hôm nay, thứ Ba, 8/9',
              note: '1',
              items: [
                {
                  id: '431',
                  icon: 'road',
                  title: 'Mặt đường sụt quanh cống',
                  meta: '88 Hồ Sen · 00431 · khẩn',
                  unread: true,
                  due: { text: '1 giờ 10 phút', due: 'hẹn 10:40', tone: 'soon', share: 0.71 },
                },
              ],
            },
            {
              key: 'next',
              title: 'Ngày mai, thứ Tư, 9/9',
              note: '1',
              items: [
                {
                  id: '417',
                  icon: 'flood',
                  title: 'Ngập nước sau mưa',
                  meta: '215 Trần Nguyên Hãn · 00417',
                  due: { text: '1 ngày 4 giờ', due: 'hẹn 15:30', share: 0.5 },
                },
              ],
            },
          ]}
        />
      </div>
    </Box>
  );
}

function DialogSection({ t }: { t: Translate }) {
  return (
    <Box title="Hộp thoại: chỉ khi không quay lại được" span={6}>
      <div className="ui-stack">
        <div className="ui-scrim">
          <div className="ui-dialog">
            <h3>Rút phản ánh này?</h3>
            <p>23 người khác cũng báo, nên việc vẫn được làm. Bạn sẽ không nhận tin nữa.</p>
            <div className="ui-row">
              <Button type="button" look="primary">
                Rút phản ánh
              </Button>
              <Button type="button">Giữ lại</Button>
            </div>
          </div>
        </div>
        <div className="toast">
          <Icon name="done" />
          Đã chuyển cho Công ty Thoát nước
          <button type="button">{t('Hoàn tác')}</button>
        </div>
        <Checks
          label="Trước khi gửi"
          checks={[
            { key: 'what', ok: true, text: 'Đủ: làm gì, ở đâu, khi nào' },
            { key: 'photo', ok: false, text: 'Thiếu ảnh sau khi làm, chụp tại chỗ' },
          ]}
        />
        <p className="ui-row">
          <Kbd>J</Kbd> <Kbd>K</Kbd> xuống, lên <Kbd>↵</Kbd> mở
        </p>
      </div>
    </Box>
  );
}
