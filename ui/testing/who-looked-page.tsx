// Mock of who looked at my data, as on the drawing.
import { ButtonLink, Timeline } from '../parts/parts.ts';
import {
  AsideNote,
  Chips,
  DayHeading,
  Links,
  OddCard,
  PageHeading,
  PeoplePage,
  ProofBox,
  ProofLine,
} from '../people/people.ts';
import { shell, translate } from './site.tsx';
import type { Lang } from '@city/kernel/text';

export function WhoLookedPage({ lang }: { lang: Lang }) {
  const t = translate(lang);
  return (
    <PeoplePage
      {...shell}
      help={undefined}
      title="Ai đã xem dữ liệu của tôi"
      lang={lang}
      t={t}
      path="/me/who-looked"
      actorName="Lan"
    >
      <div className="wrap read">
        <PageHeading
          title="Ai đã xem dữ liệu của tôi"
          sub="30 ngày qua: 6 lần, 4 cơ quan. Mỗi lần xem đều được ghi lại, không ai sửa được."
        >
          <Chips
            label="Của ai"
            chips={[
              { href: '/me/who-looked', name: 'Của tôi', current: true },
              { href: '/me/who-looked?of=an', name: 'Của bé An' },
              { href: '/me/who-looked?of=me', name: 'Của mẹ' },
            ]}
          />
        </PageHeading>
        <DayHeading>Nên xem lại</DayHeading>
        <OddCard
          label="Ngoài giờ, chưa ghi lý do"
          title="Một cán bộ UBND phường Gia Viên xem nơi ở của bạn"
          text="21:47 Chủ nhật, 6/9/2026 · không có hồ sơ"
        >
          <ButtonLink href="/ask" look="primary" wide>
            Hỏi vì sao
          </ButtonLink>
          <p>Hạn trả lời bạn: thứ Tư, 9/9/2026, 17:30</p>
        </OddCard>
        <DayHeading>Thứ Hai, 7/9/2026</DayHeading>
        <Readings />
        <AsideNote icon="lock" title="Có lần xem chưa hiện ở đây không?">
          Có thể, khi đang điều tra theo luật. Lần xem đó vẫn được ghi, và hiện ra khi hết hạn giữ kín.
        </AsideNote>
      </div>
    </PeoplePage>
  );
}

function Readings() {
  return (
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
              <ProofBox
                verdict="Bằng chứng đúng, vừa kiểm tra trên máy này"
                items={[
                  { name: 'Dòng', value: '4.182.337, sổ công khai' },
                  { name: 'Ghi lúc', value: '10:42:07, thứ Hai, 7/9/2026' },
                  { name: 'Mã băm', value: <code>9f2c 71be … 5c30</code> },
                ]}
              />
              <Links>
                <a href="/hide">Ẩn bằng chứng</a>
                <a href="/contest">Tôi thấy không đúng</a>
              </Links>
            </>
          ),
        },
        {
          key: '2',
          icon: 'office',
          time: '08:15',
          title: 'UBND phường Lê Chân xem họ tên, ngày sinh, nơi ở',
          text: 'Để làm giấy khai sinh cho bé, hồ sơ HP-2609-00388.',
          children: <ProofLine>Có bằng chứng, dòng 4.181.902</ProofLine>,
        },
      ]}
    />
  );
}
