// Mock of the home page, as on the drawing.
import { CityMap, Ruler, TideCurve } from '../parts/parts.ts';
import { sampleRulers, sampleTide } from '../people/components-samples.ts';
import {
  AlertBar,
  BigAction,
  CaseCard,
  CaseCards,
  Facts,
  Find,
  Hero,
  PeoplePage,
  QuickLinks,
  Section,
  type Service,
  ServiceGrid,
  TwoSections,
} from '../people/people.ts';
import { flood, shell, translate, units } from './site.tsx';
import type { Lang } from '@city/kernel/text';

export function HomePage({ lang }: { lang: Lang }) {
  const t = translate(lang);
  const alert = (
    <AlertBar
      icon="typhoon"
      title="Bão số 5 vào chiều mai, triều cường chiều nay"
      link={{ href: '/alerts', name: 'Xem việc cần làm' }}
    >
      Đồ Sơn, Cát Hải, Dương Kinh: dọn đồ lên cao trước 15:00, tránh đường ven đê.
    </AlertBar>
  );
  return (
    <PeoplePage
      {...shell}
      title="Thành phố số Hải Phòng"
      lang={lang}
      t={t}
      path="/"
      actorName="Lan"
      alert={alert}
    >
      <Hero aside={<City />}>
        <h1>Bạn cần làm gì hôm nay?</h1>
        <Find
          action="/search"
          label="Tìm dịch vụ"
          placeholder="Tìm dịch vụ, thủ tục, địa chỉ…"
          button="Tìm dịch vụ"
        />
        <BigAction href="/reports/new" icon="camera" title="Gửi phản ánh">
          Chụp ảnh và viết một dòng
        </BigAction>
        <QuickLinks
          title="Hay tìm:"
          links={['Giấy khai sinh', 'Lịch tiêm', 'Nộp học phí', 'Xe buýt'].map((name) => ({
            href: `/search?q=${name}`,
            name,
          }))}
        />
      </Hero>
      <TwoSections>
        <Section id="mine" title="Việc của tôi" link={{ href: '/my/cases', name: 'Tất cả 6 việc' }}>
          <MyCases lang={lang} />
        </Section>
        <Section id="tide" title="Nước biển ở Hòn Dáu hôm nay">
          <div className="card card-pad">
            <p className="about">Cao nhất 3,9 m lúc 17:40. Trên 3,5 m từ 15:00 đến 20:20.</p>
            <Tide />
          </div>
        </Section>
      </TwoSections>
      <div className="wrap">
        <Section id="services" title="Dịch vụ của thành phố">
          <ServiceGrid services={services} />
        </Section>
      </div>
    </PeoplePage>
  );
}

function MyCases({ lang }: { lang: Lang }) {
  const t = translate(lang);
  return (
    <CaseCards count={3}>
      <CaseCard
        t={t}
        href="/my/1"
        need
        title="Xác nhận giấy khai sinh của bé"
        text="Kiểm tra họ tên rồi bấm đồng ý, trước thứ Năm, 10/9/2026, 17:30."
        action="Xem và xác nhận"
      />
      <CaseCard
        t={t}
        href="/reports/HP-2609-00417"
        step={3}
        title="Nước ngập trước 215 Trần Nguyên Hãn"
        text="Đang xử lý · Công ty Thoát nước"
        left="Còn 1 ngày 4 giờ làm việc"
        due="Hẹn trả lời thứ Tư, 9/9, 15:30"
        ruler={<Ruler t={t} lang={lang} model={sampleRulers.running} />}
      />
      <CaseCard
        t={t}
        href="/my/3"
        step={5}
        title="Đèn đường tắt, ngõ 96 Dư Hàng"
        text="Xong lúc 16:05 thứ Hai, sớm hơn hẹn 5 giờ"
        action="Chấm điểm"
      />
    </CaseCards>
  );
}

function Tide() {
  return (
    <TideCurve
      points={sampleTide}
      nowHour={9.5}
      nowText="bây giờ"
      warning={{ level: 3.5, text: 'báo động 3,5 m' }}
      peakText="3,9 m · 17:40"
      midnightText="0 giờ"
      summary="Mực nước Hòn Dáu trong ngày, đỉnh 3,9 m lúc 17:40"
    />
  );
}

const services: readonly Service[] = [
  { href: '/reports', icon: 'report', name: 'Phản ánh', text: 'Đường, điện, nước, rác, trật tự' },
  {
    href: '/identity',
    icon: 'identity',
    name: 'Danh tính số',
    text: 'Đăng nhập một lần, làm thay người nhà',
  },
  { href: '/pay', icon: 'pay', name: 'Nộp tiền', text: 'Học phí, lệ phí, tiền phạt, biên lai' },
  { href: '/learn', icon: 'learn', name: 'Học trực tuyến', text: 'Lớp học, học bạ, kỹ năng số' },
  { href: '/health', icon: 'health', name: 'Sổ sức khỏe', text: 'Tiêm chủng, đơn thuốc, lịch khám' },
  { href: '/child', icon: 'child', name: 'Trẻ em trên mạng', text: 'Chặn nội dung xấu, hẹn giờ chơi' },
  { href: '/market', icon: 'market', name: 'Chợ Hải Phòng', text: 'Hàng OCOP, hải sản, truy xuất nguồn gốc' },
  { href: '/data', icon: 'data', name: 'Dữ liệu mở', text: '1.284 bộ dữ liệu, tải về tự do' },
  { href: '/meet', icon: 'conference', name: 'Hội nghị', text: 'Họp dân, họp trực tuyến ở 114 điểm' },
];

const cityLabels = [
  { code: '11737', name: 'Đồ Sơn', dx: 14, dy: 8, anchor: 'start' as const },
  { code: '11914', name: 'Cát Hải', dx: 4, dy: -34 },
  { code: '10525', name: 'Hải Dương', dy: -16 },
  { code: '11383', name: 'Lê Chân', dy: -20 },
];

function City() {
  const dots = [flood, { lon: 106.79, lat: 20.71 }, { lon: 107.02, lat: 20.78 }, { lon: 106.33, lat: 20.94 }];
  return (
    <>
      <CityMap
        units={units}
        width={520}
        height={264}
        insetCode="11948"
        dots={dots}
        labels={cityLabels}
        summary="Bản đồ 114 phường, xã, đặc khu của Hải Phòng"
      />
      <Facts
        facts={[
          { figure: '1.846', name: 'việc đang làm ở 114 phường, xã, đặc khu' },
          { figure: '96,1%', name: 'đúng hẹn trong 30 ngày qua' },
        ]}
      />
    </>
  );
}
