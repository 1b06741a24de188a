// Samples of buttons, states, rulers, steps, tabs, banners, tables and timelines for the components page.
import type { Lang, Translate } from '@city/kernel/text';
import { Banner } from '../parts/banner.tsx';
import { BusyButton, Button, ButtonLink } from '../parts/button.tsx';
import { Kbd } from '../parts/data-list.tsx';
import { Icon } from '../parts/icon.tsx';
import type { IconName } from '../parts/icons.ts';
import { Breadcrumbs, Pagination, Steps, Tabs } from '../parts/navigation.tsx';
import { caseStepNames, Petals, type CaseStep } from '../parts/petals.tsx';
import { Ruler } from '../parts/ruler.tsx';
import { Table } from '../parts/table.tsx';
import { StateTag, Tag, type Tone } from '../parts/tag.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { Box } from './components-box.tsx';
import { sampleRulers } from './components-samples.ts';

export function ButtonSection() {
  return (
    <Box title="Nút" span={7}>
      <div className="ui-stack">
        <div className="ui-row">
          <Button type="button" look="primary">
            Gửi phản ánh
          </Button>
          <Button type="button" look="primary" className="is-hover">
            Rê chuột
          </Button>
          <Button type="button" look="primary" className="is-focus">
            Tiêu điểm
          </Button>
          <Button type="button" look="primary" disabled>
            Chưa dùng được
          </Button>
        </div>
        <div className="ui-row">
          <ButtonLink href="/ui" icon="pin">
            Một cửa gần tôi
          </ButtonLink>
          <Button type="button" className="is-hover">
            Rê chuột
          </Button>
          <Button type="button" className="is-focus">
            Tiêu điểm
          </Button>
          <Button type="button" look="plain">
            Không, việc khác
          </Button>
        </div>
        <div className="ui-row">
          <Button type="button" look="primary" size="lg">
            Tiếp tục
          </Button>
          <span className="ui-cap">56 px, cuối mỗi bước trên điện thoại. Nút không bao giờ đỏ.</span>
        </div>
        <div className="ui-row">
          <Button type="button" size="sm">
            Gọn, bàn làm việc
          </Button>
          <Button type="button" size="sm">
            Chuyển <Kbd>C</Kbd>
          </Button>
          <BusyButton>Đang gửi…</BusyButton>
        </div>
      </div>
    </Box>
  );
}

const tones: [Tone, string][] = [
  ['need', 'Cần bạn'],
  ['soon', 'Sắp đến hạn'],
  ['done', 'Đúng hẹn'],
  ['paused', 'Tạm dừng'],
  ['info', 'Đang xử lý'],
  ['plain', 'Nội bộ'],
];

export function FlowerSection({ t }: { t: Translate }) {
  return (
    <Box title="Trạng thái hồ sơ: mỗi bước thêm một cánh" span={5}>
      <div className="ui-stack">
        <div className="ui-flowers">
          {caseStepNames(t).map((name, index) => (
            <div key={name}>
              <Petals filled={(index + 1) as CaseStep} size={48} />
              {name}
            </div>
          ))}
        </div>
        <div className="ui-row">
          {tones.map(([tone, name]) => (
            <Tag key={tone} tone={tone}>
              {name}
            </Tag>
          ))}
        </div>
        <div className="ui-row">
          {[20, 28, 36, 64].map((size) => (
            <Petals key={size} filled={3} size={size} />
          ))}
          <StateTag t={t} step={3} counted />
        </div>
      </div>
    </Box>
  );
}

const promises: {
  state: keyof typeof sampleRulers;
  icon: IconName;
  name: string;
  due: string;
  late?: string;
}[] = [
  { state: 'running', icon: 'clock', name: 'Còn 1 ngày 4 giờ', due: 'hẹn thứ Tư, 15:30' },
  { state: 'soon', icon: 'warning', name: 'Còn 1 giờ 10 phút', due: 'hẹn hôm nay, 10:40' },
  { state: 'late', icon: 'need', name: 'Trễ 4 giờ', due: 'hẹn thứ Hai, 15:30', late: 'trễ 4 giờ' },
  { state: 'paused', icon: 'paused', name: 'Tạm dừng', due: 'chờ bạn gửi thêm ảnh' },
  { state: 'kept', icon: 'done', name: 'Đúng hẹn', due: 'sớm hơn hẹn 1 ngày' },
];

export function RulerSection({ t, lang }: { t: Translate; lang: Lang }) {
  return (
    <Box
      title="Thước giờ làm việc: mỗi ô nửa ngày làm việc; đêm, cuối tuần, ngày lễ là khoảng trống"
      span={8}
    >
      <div className="ui-rulers">
        {promises.flatMap((promise) => [
          <b key={promise.state}>
            <Icon name={promise.icon} size="sm" />
            <span>
              {promise.name}
              <small>{promise.due}</small>
            </span>
          </b>,
          <Ruler
            key={`${promise.state}-ruler`}
            t={t}
            lang={lang}
            model={sampleRulers[promise.state]}
            label={`${promise.name}, ${promise.due}`}
            lateText={promise.late}
          />,
        ])}
      </div>
    </Box>
  );
}

export function BasicSections({ t }: { t: Translate }) {
  return (
    <>
      <NavigationSection t={t} />
      <Box title="Dải báo" span={4}>
        <div className="ui-stack">
          <Banner tone="need" title="Giấy khai sinh chờ bạn xác nhận">
            Trước thứ Năm, 10/9/2026, 17:30.
          </Banner>
          <Banner tone="soon" icon="typhoon" title="Bão số 5 vào chiều mai">
            Dọn đồ lên cao trước 15:00.
          </Banner>
          <Banner tone="done" title="Đã gửi, mã HP-2609-00417">
            UBND phường Lê Chân đã nhận.
          </Banner>
          <Banner title="Đang không có mạng">Bài viết được giữ trên máy, có mạng sẽ gửi.</Banner>
        </div>
      </Box>
      <StorySection />
      <TableSection />
    </>
  );
}

const bodies: {
  name: string;
  received: string;
  share: string;
  longest: string;
  tone: Tone;
  state: string;
}[] = [
  {
    name: 'UBND phường Lê Chân',
    received: '412',
    share: '96,1%',
    longest: '1 ngày 6 giờ',
    tone: 'done',
    state: 'Ổn',
  },
  {
    name: 'UBND phường Đồ Sơn',
    received: '388',
    share: '91,7%',
    longest: '2 ngày 1 giờ',
    tone: 'soon',
    state: 'Sắp đến hạn 14 việc',
  },
  {
    name: 'Công ty Thoát nước',
    received: '1.106',
    share: '83,4%',
    longest: 'trễ 5 giờ',
    tone: 'need',
    state: 'Quá hạn 9 việc',
  },
  { name: 'Đặc khu Cát Hải', received: '97', share: '97,9%', longest: '7 giờ', tone: 'done', state: 'Ổn' },
];

function TableSection() {
  return (
    <Box title="Bảng" span={12}>
      <Table
        caption="Các cơ quan tháng 8"
        captionHidden
        rows={bodies}
        rowKey={(row) => row.name}
        columns={[
          { key: 'name', header: 'Cơ quan', rowHeader: true, cell: (row) => <a href="/ui">{row.name}</a> },
          { key: 'received', header: 'Đã nhận', align: 'end', cell: (row) => row.received },
          { key: 'share', header: 'Đúng hẹn', align: 'end', cell: (row) => row.share },
          { key: 'longest', header: 'Chờ lâu nhất', align: 'end', cell: (row) => row.longest },
          { key: 'state', header: 'Tình hình', cell: (row) => <Tag tone={row.tone}>{row.state}</Tag> },
        ]}
      />
    </Box>
  );
}

function NavigationSection({ t }: { t: Translate }) {
  return (
    <Box title="Bước, thẻ, đường dẫn, trang" span={4}>
      <div className="ui-stack">
        <Steps t={t} steps={['Chụp ảnh', 'Ở đâu, việc gì', 'Gửi']} current={2} />
        <Tabs
          label="Cách xem"
          current="/ui"
          tabs={[
            { href: '/ui', name: 'Bảng', icon: 'table' },
            { href: '/ui?view=chart', name: 'Biểu đồ', icon: 'trend' },
            { href: '/ui?view=map', name: 'Bản đồ', icon: 'map' },
          ]}
        />
        <Breadcrumbs t={t} items={[{ href: '/ui', name: 'Phản ánh' }, { name: 'HP-2609-00417' }]} />
        <Pagination t={t} shown="20 trong 4.412" firstHref="/ui" nextHref="/ui?cursor=abc" />
      </div>
    </Box>
  );
}

function StorySection() {
  return (
    <Box title="Diễn biến" span={8}>
      <Timeline
        items={[
          {
            key: 'due',
            kind: 'next',
            icon: 'flag',
            time: 'Hẹn: thứ Tư, 9/9/2026, 15:30',
            title: 'Trả lời kèm ảnh sau khi làm xong',
          },
          {
            key: 'work',
            kind: 'now',
            icon: 'drain',
            time: 'Thứ Ba, 8/9/2026, 08:20',
            title: 'Đội thoát nước số 2 đang nạo vét hố ga',
            text: 'Ba hố ga bị lá cây và bùn lấp.',
          },
          {
            key: 'over',
            icon: 'hand-over',
            time: 'Thứ Hai, 7/9/2026, 09:10',
            title: 'UBND phường Lê Chân chuyển cho Công ty Thoát nước',
          },
          {
            key: 'taken',
            kind: 'done',
            icon: 'tick',
            time: 'Thứ Sáu, 4/9/2026, 15:30',
            title: 'UBND phường Lê Chân tiếp nhận',
          },
        ]}
      />
    </Box>
  );
}
