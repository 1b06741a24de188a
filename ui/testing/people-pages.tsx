// Mock pages for people, as on the drawings: home, a step of a report, a public case, who looked at my data.
import type { Lang } from '@city/kernel/text';
import {

  Button,
  ButtonLink,
  CityMap,
  ErrorSummary,
  mapLayout,
  MissingPhoto,
  Photo,
  PhotoInput,
  PlaceMap,
  Radios,
  Ruler,
  StateTag,
  Steps,
  TextArea,
  TextInput,
  TideCurve,
  Timeline,
} from '../parts/parts.ts';
import {
  Actions,
  AlertBar,
  AsideNote,
  BigAction,
  CaseCard,
  CaseCards,
  Chips,
  CityForm,
  Columns,
  DayHeading,
  DuplicateCard,
  Facts,
  Find,
  FormFoot,
  Hero,
  HolderChain,
  Links,
  LocateButton,
  MapBox,
  NextStep,
  OddCard,
  PageHeading,
  Part,
  PeoplePage,
  PhotoPair,
  PlaceChoice,
  PromiseCard,
  ProofBox,
  ProofLine,
  Question,
  QuickLinks,
  Rating,
  Section,
  ServiceGrid,
  TwoSections,
  Words,
  type Service,
} from '../people/people.ts';
import { sampleRulers, sampleTide } from '../people/components-samples.ts';
import { bottomNav, footerLinks, help, nav, sampleUnits, translate } from './site.tsx';

const units = sampleUnits();
const shell = { nav, bottomNav, footerLinks, help, accountHref: '/me' };
const flood = { lon: 106.681, lat: 20.8455 };

const services: readonly Service[] = [
  { href: '/reports', icon: 'report', name: 'Phản ánh', text: 'Đường, điện, nước, rác, trật tự' },
  { href: '/identity', icon: 'identity', name: 'Danh tính số', text: 'Đăng nhập một lần, làm thay người nhà' },
  { href: '/pay', icon: 'pay', name: 'Nộp tiền', text: 'Học phí, lệ phí, tiền phạt, biên lai' },
  { href: '/learn', icon: 'learn', name: 'Học trực tuyến', text: 'Lớp học, học bạ, kỹ năng số' },
  { href: '/health', icon: 'health', name: 'Sổ sức khỏe', text: 'Tiêm chủng, đơn thuốc, lịch khám' },
  { href: '/child', icon: 'child', name: 'Trẻ em trên mạng', text: 'Chặn nội dung xấu, hẹn giờ chơi' },
  { href: '/market', icon: 'market', name: 'Chợ Hải Phòng', text: 'Hàng OCOP, hải sản, truy xuất nguồn gốc' },
  { href: '/data', icon: 'data', name: 'Dữ liệu mở', text: '1.284 bộ dữ liệu, tải về tự do' },
  { href: '/meet', icon: 'conference', name: 'Hội nghị', text: 'Họp dân, họp trực tuyến ở 114 điểm' },
];

export function HomePage({ lang }: { lang: Lang }) {
  const t = translate(lang);
  const alert = (
    <AlertBar icon="typhoon" title="Bão số 5 vào chiều mai, triều cường chiều nay" link={{ href: '/alerts', name: 'Xem việc cần làm' }}>
      Đồ Sơn, Cát Hải, Dương Kinh: dọn đồ lên cao trước 15:00, tránh đường ven đê.
    </AlertBar>
  );
  return (
    <PeoplePage {...shell} title="Thành phố số Hải Phòng" lang={lang} t={t} path="/" actorName="Lan" alert={alert}>
      <Hero aside={<City />}>
        <h1>Bạn cần làm gì hôm nay?</h1>
        <Find action="/search" label="Tìm dịch vụ" placeholder="Tìm dịch vụ, thủ tục, địa chỉ…" button="Tìm dịch vụ" />
        <BigAction href="/reports/new" icon="camera" title="Gửi phản ánh">
          Chụp ảnh và viết một dòng
        </BigAction>
        <QuickLinks title="Hay tìm:" links={['Giấy khai sinh', 'Lịch tiêm', 'Nộp học phí', 'Xe buýt'].map((name) => ({ href: `/search?q=${name}`, name }))} />
      </Hero>
      <TwoSections>
        <Section id="mine" title="Việc của tôi" link={{ href: '/my/cases', name: 'Tất cả 6 việc' }}>
          <CaseCards count={3}>
            <CaseCard t={t} href="/my/1" need title="Xác nhận giấy khai sinh của bé" text="Kiểm tra họ tên rồi bấm đồng ý, trước thứ Năm, 10/9/2026, 17:30." action="Xem và xác nhận" />
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
            <CaseCard t={t} href="/my/3" step={5} title="Đèn đường tắt, ngõ 96 Dư Hàng" text="Xong lúc 16:05 thứ Hai, sớm hơn hẹn 5 giờ" action="Chấm điểm" />
          </CaseCards>
        </Section>
        <Section id="tide" title="Nước biển ở Hòn Dáu hôm nay">
          <div className="card card-pad">
            <p className="about">Cao nhất 3,9 m lúc 17:40. Trên 3,5 m từ 15:00 đến 20:20.</p>
            <TideCurve points={sampleTide} nowHour={9.5} nowText="bây giờ" warning={{ level: 3.5, text: 'báo động 3,5 m' }} peakText="3,9 m · 17:40" midnightText="0 giờ" summary="Mực nước Hòn Dáu trong ngày, đỉnh 3,9 m lúc 17:40" />
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

const cityLabels = [
  { code: '11737', name: 'Đồ Sơn', dx: 14, dy: 8, anchor: 'start' as const },
  { code: '11914', name: 'Cát Hải', dx: 4, dy: -34 },
  { code: '10525', name: 'Hải Dương', dy: -16 },
  { code: '11383', name: 'Lê Chân', dy: -20 },
];

function City() {
  const dots = mapLayout(units, { width: 520, height: 264, insetCode: '11948' }) && [flood, { lon: 106.79, lat: 20.71 }, { lon: 107.02, lat: 20.78 }, { lon: 106.33, lat: 20.94 }];
  return (
    <>
      <CityMap units={units} width={520} height={264} insetCode="11948" dots={dots} labels={cityLabels} summary="Bản đồ 114 phường, xã, đặc khu của Hải Phòng" />
      <Facts
        facts={[
          { figure: '1.846', name: 'việc đang làm ở 114 phường, xã, đặc khu' },
          { figure: '96,1%', name: 'đúng hẹn trong 30 ngày qua' },
        ]}
      />
    </>
  );
}

export function ReportPage({ lang, problems = false }: { lang: Lang; problems?: boolean }) {
  const t = translate(lang);
  const required = 'Viết một dòng kể chuyện gì đang xảy ra.';
  return (
    <PeoplePage {...shell} title="Gửi phản ánh" lang={lang} t={t} path="/reports/new" hasProblems={problems} step={{ title: 'Gửi phản ánh', backHref: '/reports/new?step=1', action: <a href="/reports/later">Lưu, gửi sau</a> }}>
      <Steps t={t} steps={['Chụp ảnh', 'Ở đâu, việc gì', 'Gửi']} current={2} />
      <CityForm className="form" action="/reports" files draft="report:new" offlineName="Phản ánh của tôi" idempotencyKey="0199-test">
        <ErrorSummary t={t} problems={problems ? [{ fieldId: 'text', message: required }] : []} />
        <h1 className="vh">Gửi phản ánh</h1>
        <Photo
          src="/flood.svg"
          alt="Phố ngập nước sau mưa"
          width={1600}
          height={840}
          first
          label="Chụp lúc 09:24"
          action={<ButtonLink href="/reports/new?step=1" icon="plus" size="sm">Thêm ảnh</ButtonLink>}
        />
        <PhotoInput t={t} id="photos" name="photos" label="Ảnh" optional max={3} buttonText="Chụp hoặc chọn ảnh" promise="Đã che 1 biển số và xóa thông tin máy. Ảnh gốc được khóa, chỉ người xử lý xem được." />
        <Question title="Việc này ở đúng chỗ này chứ?" text="Vị trí lấy từ ảnh. Kéo ghim nếu chưa đúng.">
          <PlaceChoice
            map={<PlaceMap id="where" units={units} place={flood} unitCode="11383" width={350} height={216} summary="Bản đồ trước 198 Trần Nguyên Hãn" others={[{ lon: flood.lon + 0.0012, lat: flood.lat + 0.0013, number: 1 }]} />}
            address="Trước 198 Trần Nguyên Hãn"
            unit="Phường Lê Chân"
            link={{ href: '/reports/new?step=address', name: 'Gõ địa chỉ' }}
            button={<LocateButton t={t} latId="lat" lonId="lon" statusId="place-status" />}
          />
          <p className="hint" id="place-status" role="status" />
          <input type="hidden" name="lat" id="lat" defaultValue="20.84550" />
          <input type="hidden" name="lon" id="lon" defaultValue="106.68100" />
        </Question>
        <div className="q">
          <Radios
            t={t}
            id="kind"
            name="kind"
            label="Chuyện gì đang xảy ra?"
            hint="Theo ảnh, có lẽ là ngập nước."
            look="cards"
            required
            value="flood"
            choices={[
              { value: 'flood', name: 'Ngập nước', icon: 'flood' },
              { value: 'drain', name: 'Cống, nắp cống', icon: 'drain' },
              { value: 'road', name: 'Ổ gà, mặt đường', icon: 'road' },
              { value: 'tree', name: 'Cây đổ, cành gãy', icon: 'tree' },
              { value: 'rubbish', name: 'Rác thải', icon: 'rubbish' },
              { value: 'other', name: 'Việc khác', icon: 'more' },
            ]}
          />
        </div>
        <div className="q">
          <TextArea t={t} id="text" name="text" label="Kể thêm một dòng" required maxLength={2000} error={problems ? required : undefined} messages={{ required }} />
          <TextInput t={t} id="phone" name="phone" label="Số điện thoại" optional inputMode="tel" pattern="0[0-9]{9}" messages={{ pattern: 'Số điện thoại có 10 chữ số, bắt đầu bằng 0.' }} />
        </div>
        <DuplicateCard
          title="Có phải việc này không?"
          text="Đã có người báo, cách ghim của bạn 180 m: số 1 trên bản đồ."
          photo={<Photo src="/flood.svg" alt="Phố ngập nước, ảnh của người báo trước" width={1600} height={840} />}
          name="Nước ngập trước 215 Trần Nguyên Hãn"
          meta="Báo thứ Sáu, 4/9, 14:52 · 23 người cùng báo"
          state={<StateTag t={t} step={3} size={28}>· hẹn thứ Tư, 9/9, 15:30</StateTag>}
        >
          <ButtonLink href="/reports/HP-2609-00417/join" icon="people">Đúng việc này, thêm tôi vào</ButtonLink>
          <ButtonLink href="#send" look="plain">Không, việc của tôi khác</ButtonLink>
        </DuplicateCard>
        <NextStep title="Gửi xong thì sao?">UBND phường Lê Chân nhận trong 8 giờ làm việc. Bạn có mã theo dõi ngay, và thấy từng bước xử lý.</NextStep>
        <FormFoot>
          <Button look="primary" size="lg" wide busyText="Đang gửi…" id="send">
            Tiếp tục
          </Button>
        </FormFoot>
      </CityForm>
    </PeoplePage>
  );
}

export function CasePage({ lang }: { lang: Lang }) {
  const t = translate(lang);
  const promise = (
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
            Chỉ tính giờ làm việc, 7:30–11:30 và 13:30–⁠17:30, thứ Hai đến thứ Sáu. <a href="/help/terms">Cách tính hẹn này</a>
          </>
        }
      />
      <Actions>
        <ButtonLink href="/follow" look="primary" icon="bell">Theo dõi</ButtonLink>
        <ButtonLink href="/me-too" icon="people">Tôi cũng gặp</ButtonLink>
      </Actions>
    </>
  );
  const footerNote = (
    <>
      Trang này ai cũng xem được. Tên và số điện thoại người gửi không hiện ở đây. · <a href="/data.json">Tải dữ liệu việc này</a> · Cần người giúp: gọi 1022
    </>
  );
  return (
    <PeoplePage nav={nav} bottomNav={[]} footerNote={footerNote} title="Nước ngập trước 215 Trần Nguyên Hãn" lang={lang} t={t} path="/reports/HP-2609-00417" breadcrumbs={[{ href: '/reports', name: 'Phản ánh' }, { name: 'HP-2609-00417' }]}>
      <div className="wrap">
        <PageHeading title="Nước ngập trước 215 Trần Nguyên Hãn" sub="Phường Lê Chân · gửi lúc 14:52 thứ Sáu, 4/9/2026 · 23 người cùng báo" />
        <Columns first={promise} side={<CaseSide />} end={<CaseRating lang={lang} />}>
          <Part title="Ảnh tại chỗ">
            <PhotoPair>
              <Photo src="/flood.svg" alt="Phố ngập nước sau mưa" width={1600} height={840} first caption="Trước · 4/9/2026, 14:52. Biển số đã che." />
              <MissingPhoto caption="Sau · chưa có">Ảnh sau khi làm xong sẽ ở đây. Phải chụp đúng chỗ này, việc mới được đóng.</MissingPhoto>
            </PhotoPair>
          </Part>
          <Part title="Người dân viết">
            <Words>“Cứ mưa to là ngập, nước lên ngang bánh xe, hai tiếng sau mới rút. Các cháu đi học phải lội. Mong thành phố xem lại cống chỗ này.”</Words>
          </Part>
          <Part title="Diễn biến">
            <Story />
          </Part>
        </Columns>
      </div>
    </PeoplePage>
  );
}

function Story() {
  return (
    <Timeline
      items={[
        { key: '5', kind: 'next', icon: 'flag', time: 'Hẹn: thứ Tư, 9/9/2026, 15:30', title: 'Trả lời kèm ảnh sau khi làm xong' },
        { key: '4', kind: 'now', icon: 'drain', time: 'Thứ Ba, 8/9/2026, 08:20', title: 'Đội thoát nước số 2 đang nạo vét hố ga', text: 'Ba hố ga bị lá cây và bùn lấp. Làm xong trong ngày, ngày mai kiểm tra lại khi triều lên.' },
        { key: '3', icon: 'hand-over', time: 'Thứ Hai, 7/9/2026, 09:10', title: 'UBND phường Lê Chân chuyển cho Công ty Thoát nước', text: 'Lý do: cống trục đường Trần Nguyên Hãn do công ty quản lý. Hẹn không đổi.' },
        { key: '2', kind: 'done', icon: 'tick', time: 'Thứ Sáu, 4/9/2026, 15:30', title: 'UBND phường Lê Chân tiếp nhận', text: 'Gộp với 22 phản ánh cùng chỗ. Mọi người cùng nhận tin.' },
        { key: '1', kind: 'done', icon: 'send', time: 'Thứ Sáu, 4/9/2026, 14:52', title: 'Người dân gửi phản ánh' },
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
            { key: 'ward', icon: 'office', name: 'UBND phường Lê Chân', text: 'Nhận lúc 15:30 thứ Sáu, giữ 3 giờ 40 phút làm việc' },
            { key: 'drain', icon: 'drain', name: 'Công ty Thoát nước Hải Phòng', text: 'Đang giữ từ 09:10 hôm qua. Cống trục đường do công ty quản lý.', now: true },
          ]}
          note="Đã chuyển 1 lần. Nếu bị trả lại 2 lần, điều phối viên thành phố quyết định ai làm."
        />
      </Part>
      <Part title="Vị trí">
        <MapBox>
          <PlaceMap id="place" units={units} place={flood} unitCode="11383" width={408} height={200} widthKm={3} summary="Bản đồ trước 215 Trần Nguyên Hãn, phường Lê Chân" />
        </MapBox>
      </Part>
    </>
  );
}

function CaseRating({ lang }: { lang: Lang }) {
  return (
    <Part title="Đánh giá" titleHidden>
      <CityForm action="/rate">
        <Rating t={translate(lang)} name="points" title="Việc xong, bạn có hài lòng không?" hint="Chấm được khi có trả lời. Chưa hài lòng thì việc được xem lại, không phải gửi từ đầu." disabled />
      </CityForm>
    </Part>
  );
}

export function WhoLookedPage({ lang }: { lang: Lang }) {
  const t = translate(lang);
  return (
    <PeoplePage {...shell} help={undefined} title="Ai đã xem dữ liệu của tôi" lang={lang} t={t} path="/me/who-looked" actorName="Lan">
      <div className="wrap read">
        <PageHeading title="Ai đã xem dữ liệu của tôi" sub="30 ngày qua: 6 lần, 4 cơ quan. Mỗi lần xem đều được ghi lại, không ai sửa được.">
          <Chips label="Của ai" chips={[{ href: '/me/who-looked', name: 'Của tôi', current: true }, { href: '/me/who-looked?of=an', name: 'Của bé An' }, { href: '/me/who-looked?of=me', name: 'Của mẹ' }]} />
        </PageHeading>
        <DayHeading>Nên xem lại</DayHeading>
        <OddCard label="Ngoài giờ, chưa ghi lý do" title="Một cán bộ UBND phường Gia Viên xem nơi ở của bạn" text="21:47 Chủ nhật, 6/9/2026 · không có hồ sơ">
          <ButtonLink href="/ask" look="primary" wide>Hỏi vì sao</ButtonLink>
          <p>Hạn trả lời bạn: thứ Tư, 9/9/2026, 17:30</p>
        </OddCard>
        <DayHeading>Thứ Hai, 7/9/2026</DayHeading>
        <Timeline
          size="large"
          items={[
            {
              key: '1',
              icon: 'clinic',
              time: '10:42',
              title: 'Trạm Y tế phường Lê Chân xem lịch tiêm của bạn',
              text: 'Để nhắc mũi cúm mùa. Bạn đã đồng ý ngày 3/3/2026.',
              children: (
                <>
                  <ProofBox verdict="Bằng chứng đúng, vừa kiểm tra trên máy này" items={[{ name: 'Dòng', value: '4.182.337, sổ công khai' }, { name: 'Ghi lúc', value: '10:42:07, thứ Hai, 7/9/2026' }, { name: 'Mã băm', value: <code>9f2c 71be … 5c30</code> }]} />
                  <Links>
                    <a href="/hide">Ẩn bằng chứng</a>
                    <a href="/contest">Tôi thấy không đúng</a>
                  </Links>
                </>
              ),
            },
            { key: '2', icon: 'office', time: '08:15', title: 'UBND phường Lê Chân xem họ tên, ngày sinh, nơi ở', text: 'Để làm giấy khai sinh cho bé, hồ sơ HP-2609-00388.', children: <ProofLine>Có bằng chứng, dòng 4.181.902</ProofLine> },
          ]}
        />
        <AsideNote icon="lock" title="Có lần xem chưa hiện ở đây không?">
          Có thể, khi đang điều tra theo luật. Lần xem đó vẫn được ghi, và hiện ra khi hết hạn giữ kín.
        </AsideNote>
      </div>
    </PeoplePage>
  );
}

