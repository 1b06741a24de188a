// Mock of a case in public, as on the drawing.
import { ButtonLink, MissingPhoto, Photo, PlaceMap, Ruler, Timeline } from '../parts/parts.ts';
import { sampleRulers } from '../people/components-samples.ts';
import {
  Actions,
  CityForm,
  Columns,
  HolderChain,
  MapBox,
  PageHeading,
  Part,
  PeoplePage,
  PhotoPair,
  PromiseCard,
  Rating,
  Words,
} from '../people/people.ts';
import { flood, nav, translate, units } from './site.tsx';
import type { Lang } from '@city/kernel/text';

export function CasePage({ lang }: { lang: Lang }) {
  const t = translate(lang);
  const footerNote = (
    <>
      Trang này ai cũng xem được. Tên và số điện thoại người gửi không hiện ở đây. ·{' '}
      <a href="/data.json">Tải dữ liệu việc này</a> · Cần người giúp: gọi 1022
    </>
  );
  return (
    <PeoplePage
      nav={nav}
      bottomNav={[]}
      footerNote={footerNote}
      title="Nước ngập trước 215 Trần Nguyên Hãn"
      lang={lang}
      t={t}
      path="/reports/HP-2609-00417"
      breadcrumbs={[{ href: '/reports', name: 'Phản ánh' }, { name: 'HP-2609-00417' }]}
    >
      <div className="wrap">
        <PageHeading
          title="Nước ngập trước 215 Trần Nguyên Hãn"
          sub="Phường Lê Chân · gửi lúc 14:52 thứ Sáu, 4/9/2026 · 23 người cùng báo"
        />
        <Columns first={<CasePromise lang={lang} />} side={<CaseSide />} end={<CaseRating lang={lang} />}>
          <Part title="Ảnh tại chỗ">
            <PhotoPair>
              <Photo
                src="/flood.svg"
                alt="Phố ngập nước sau mưa"
                width={1600}
                height={840}
                first
                caption="Trước · 4/9/2026, 14:52. Biển số đã che."
              />
              <MissingPhoto caption="Sau · chưa có">
                Ảnh sau khi làm xong sẽ ở đây. Phải chụp đúng chỗ này, việc mới được đóng.
              </MissingPhoto>
            </PhotoPair>
          </Part>
          <Part title="Người dân viết">
            <Words>
              “Cứ mưa to là ngập, nước lên ngang bánh xe, hai tiếng sau mới rút. Các cháu đi học phải lội.
              Mong thành phố xem lại cống chỗ này.”
            </Words>
          </Part>
          <Part title="Diễn biến">
            <Story />
          </Part>
        </Columns>
      </div>
    </PeoplePage>
  );
}

function CasePromise({ lang }: { lang: Lang }) {
  const t = translate(lang);
  return (
    <>
      <PromiseCard
        t={t}
        step={3}
        holder="Công ty Thoát nước"
        count={['Còn', '1 ngày 4 giờ', 'làm việc']}
        due="Hẹn trả lời: thứ Tư, 9/9/2026, 15:30"
        ruler={<Ruler t={t} lang={lang} model={sampleRulers.running} />}
        why={
          <>
            Chỉ tính giờ làm việc, 7:30–11:30 và 13:30–⁠17:30, thứ Hai đến thứ Sáu.{' '}
            <a href="/help/terms">Cách tính hẹn này</a>
          </>
        }
      />
      <Actions>
        <ButtonLink href="/follow" look="primary" icon="bell">
          Theo dõi
        </ButtonLink>
        <ButtonLink href="/me-too" icon="people">
          Tôi cũng gặp
        </ButtonLink>
      </Actions>
    </>
  );
}

function Story() {
  return (
    <Timeline
      items={[
        {
          key: '5',
          kind: 'next',
          icon: 'flag',
          time: 'Hẹn: thứ Tư, 9/9/2026, 15:30',
          title: 'Trả lời kèm ảnh sau khi làm xong',
        },
        {
          key: '4',
          kind: 'now',
          icon: 'drain',
          time: 'Thứ Ba, 8/9/2026, 08:20',
          title: 'Đội thoát nước số 2 đang nạo vét hố ga',
          text: 'Ba hố ga bị lá cây và bùn lấp. Làm xong trong ngày, ngày mai kiểm tra lại khi triều lên.',
        },
        {
          key: '3',
          icon: 'hand-over',
          time: 'Thứ Hai, 7/9/2026, 09:10',
          title: 'UBND phường Lê Chân chuyển cho Công ty Thoát nước',
          text: 'Lý do: cống trục đường Trần Nguyên Hãn do công ty quản lý. Hẹn không đổi.',
        },
        {
          key: '2',
          kind: 'done',
          icon: 'tick',
          time: 'Thứ Sáu, 4/9/2026, 15:30',
          title: 'UBND phường Lê Chân tiếp nhận',
          text: 'Gộp với 22 phản ánh cùng chỗ. Mọi người cùng nhận tin.',
        },
        {
          key: '1',
          kind: 'done',
          icon: 'send',
          time: 'Thứ Sáu, 4/9/2026, 14:52',
          title: 'Người dân gửi phản ánh',
        },
      ]}
    />
  );
}

function CaseSide() {
  return (
    <>
      <Part title="Ai đang giữ việc này">
        <HolderChain
          holders={[
            {
              key: 'ward',
              icon: 'office',
              name: 'UBND phường Lê Chân',
              text: 'Nhận lúc 15:30 thứ Sáu, giữ 3 giờ 40 phút làm việc',
            },
            {
              key: 'drain',
              icon: 'drain',
              name: 'Công ty Thoát nước Hải Phòng',
              text: 'Đang giữ từ 09:10 hôm qua. Cống trục đường do công ty quản lý.',
              now: true,
            },
          ]}
          note="Đã chuyển 1 lần. Nếu bị trả lại 2 lần, điều phối viên thành phố quyết định ai làm."
        />
      </Part>
      <Part title="Vị trí">
        <MapBox>
          <PlaceMap
            id="place"
            units={units}
            place={flood}
            unitCode="11383"
            width={408}
            height={200}
            widthKm={3}
            summary="Bản đồ trước 215 Trần Nguyên Hãn, phường Lê Chân"
          />
        </MapBox>
      </Part>
    </>
  );
}

function CaseRating({ lang }: { lang: Lang }) {
  return (
    <Part title="Đánh giá" titleHidden>
      <CityForm action="/rate">
        <Rating
          t={translate(lang)}
          name="points"
          title="Việc xong, bạn có hài lòng không?"
          hint="Chấm được khi có trả lời. Chưa hài lòng thì việc được xem lại, không phải gửi từ đầu."
          disabled
        />
      </CityForm>
    </Part>
  );
}
