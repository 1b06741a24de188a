// The lower row of the mock wall: sea, air, rain, and a tile that went stale.
import { TideCurve } from '../parts/parts.ts';
import { sampleTide } from '../people/components-samples.ts';
import { BigNumber, ColumnBars, ScaleBar, Tile } from '../staff/staff.ts';
import { since } from './staff-document.tsx';

export function WallBottom() {
  return (
    <div className="wall-row">
      <Tile title="Nước biển, Hòn Dáu" freshness={since(22, 60)} age="22 giây trước" staleText="">
        <div className="tile-side">
          <BigNumber value="3,31" unit="m">
            đang lên 33 cm mỗi giờ
          </BigNumber>
          <TideCurve
            size="wall"
            points={sampleTide}
            nowHour={14.34}
            warning={{ level: 3.5, text: '3,5 m' }}
            peakText="3,9 m · 17:40"
            midnightText="0"
            summary="Mực nước Hòn Dáu, đỉnh 3,9 m lúc 17:40"
          />
        </div>
      </Tile>
      <Tile title="Không khí" freshness={since(1236, 1500)} age="14:00" staleText="">
        <BigNumber value="84" unit="VN_AQI" />
        <ScaleBar
          from={0}
          to={500}
          bounds={[50, 100, 150, 200, 300]}
          value={84}
          summary="Chất lượng không khí: trung bình"
        />
        <p className="val-sub">Trung bình · PM2.5 28 µg/m³</p>
      </Tile>
      <Tile title="Mưa, Dương Kinh" freshness={since(90, 150)} age="1 phút trước" staleText="">
        <BigNumber value="42" unit="mm/giờ" />
        <ColumnBars
          values={[2, 3, 1, 1, 1, 3, 6, 5, 9, 14, 24, 42]}
          warnFrom={40}
          summary="Mưa 12 giờ qua, nay 42 mm mỗi giờ"
        />
        <p className="val-sub">12 giờ qua</p>
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
    </div>
  );
}
