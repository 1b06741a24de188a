// The detail and the action pane of the mock desk.
import { Button, DataList, Photo, PlaceMap, Ruler, StateTag, TextArea, Timeline } from '../parts/parts.ts';
import { sampleRulers } from '../people/components-samples.ts';
import {
  ActionPane,
  Checks,
  DeskPromise,
  DetailPane,
  Duo,
  KeyHint,
  OfficeNote,
  PhotoDrop,
  TabSet,
} from '../staff/staff.ts';
import { flood, translate, units } from './site.tsx';
import type { Lang } from '@city/kernel/text';

export function DeskDetail({ lang }: { lang: Lang }) {
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
      <DeskPromise
        title="Còn 1 ngày 4 giờ"
        due="Hẹn thứ Tư, 9/9/2026, 15:30"
        ruler={<Ruler t={t} lang={lang} model={sampleRulers.running} />}
      />
      <DeskPictures />
      <blockquote>
        “Cứ mưa to là ngập, nước lên ngang bánh xe, hai tiếng sau mới rút. Các cháu đi học phải lội.”
      </blockquote>
      <DataList
        layout="columns"
        items={[
          { name: 'Người gửi', value: 'Có tài khoản · muốn nhận tin' },
          { name: 'Cùng báo', value: <a href="/desk/x">23 người</a> },
          { name: 'Có thể trùng', value: <a href="/desk/y">00433, cách 260 m</a> },
        ]}
      />
      <h3>Diễn biến</h3>
      <DeskStory />
      <OfficeNote title="Ghi chú nội bộ.">
        Đội 2 hẹn xong trước 11:30. Chiều nay triều cao 3,9 m, nên kiểm tra cả van một chiều.
      </OfficeNote>
    </DetailPane>
  );
}

function DeskPictures() {
  return (
    <Duo>
      <Photo
        src="/flood.svg"
        alt="Phố ngập nước"
        width={1600}
        height={840}
        label="1 trên 3 · đã che 1 biển số"
        labelIcon={null}
      />
      <div>
        <PlaceMap
          id="desk-map"
          units={units}
          place={flood}
          unitCode="11383"
          width={240}
          height={232}
          others={[{ lon: flood.lon + 0.001, lat: flood.lat + 0.0013, number: 2 }]}
          summary="Bản đồ"
        />
        <span className="duo-cap">2 việc gần đây</span>
      </div>
    </Duo>
  );
}

function DeskStory() {
  return (
    <Timeline
      size="small"
      items={[
        {
          key: '1',
          kind: 'now',
          icon: 'drain',
          time: '08:20 nay',
          title: 'Đội thoát nước số 2 đang nạo vét 3 hố ga',
        },
        {
          key: '2',
          icon: 'hand-over',
          time: 'T2, 09:10',
          title: 'Nhận từ UBND phường Lê Chân: cống trục đường',
        },
        {
          key: '3',
          kind: 'done',
          icon: 'tick',
          time: 'T6, 15:30',
          title: 'UBND phường Lê Chân tiếp nhận, gộp 22 phản ánh',
        },
        { key: '4', kind: 'done', icon: 'send', time: 'T6, 14:52', title: 'Người dân gửi từ điện thoại' },
      ]}
    />
  );
}

const nothing = () => undefined;

export function DeskAction({ lang }: { lang: Lang }) {
  const t = translate(lang);
  return (
    <ActionPane label="Xử lý">
      <TabSet
        label="Cách xử lý"
        current="reply"
        onChange={nothing}
        tabs={[
          { id: 'reply', name: 'Trả lời' },
          { id: 'note', name: 'Ghi chú nội bộ' },
          { id: 'files', name: 'Tệp' },
        ]}
      >
        <TextArea
          t={t}
          id="draft"
          name="draft"
          label="Mẫu: Ngập nước, đã nạo vét"
          defaultValue={
            'Kính gửi ông/bà,\nĐội thoát nước số 2 đã nạo vét 3 hố ga trước số 211–219 Trần Nguyên Hãn, xong lúc [giờ] ngày 8/9/2026. Ngày mai, khi triều lên, chúng tôi kiểm tra lại và gửi ảnh.'
          }
        />
        <PhotoDrop
          title="Ảnh sau khi làm"
          text="Kéo ảnh vào đây, hoặc chờ đội gửi từ hiện trường. Phải chụp cách ghim không quá 30 m."
          onFiles={nothing}
        />
        <Checks
          label="Trước khi gửi"
          checks={[
            { key: '1', ok: true, text: 'Đủ: làm gì, ở đâu, khi nào' },
            { key: '2', ok: true, text: 'Không có tên, số điện thoại người dân' },
            { key: '3', ok: false, text: 'Thiếu ảnh sau khi làm, chụp tại chỗ' },
          ]}
        />
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
