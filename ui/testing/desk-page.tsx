// Mock of the officers' desk, as on the drawing. Drawn as text only, to be looked at.
import { Icon } from '../parts/parts.ts';
import {
  AppFrame,
  type DeskNavGroup,
  KeyHint,
  ListPane,
  Panes,
  type WorkGroup,
  WorkList,
} from '../staff/staff.ts';
import { DeskAction, DeskDetail } from './desk-detail.tsx';
import { translate } from './site.tsx';
import { StaffDocument } from './staff-document.tsx';
import type { Lang } from '@city/kernel/text';

const groups: readonly WorkGroup[] = [
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
      {
        id: '402',
        icon: 'drop',
        title: 'Nước thải tràn ra hè',
        meta: 'Chợ Con · 00402',
        due: { text: 'trễ 40 phút', due: 'hôm nay, 08:50', tone: 'late', share: 1 },
      },
    ],
  },
  {
    key: 'today',
    title: 'Hôm nay, thứ Ba, 8/9',
    note: '3',
    items: [
      {
        id: '431',
        icon: 'road',
        title: 'Mặt đường sụt quanh cống',
        meta: '88 Hồ Sen · 00431 · khẩn',
        due: { text: '1 giờ 10 phút', due: 'hẹn 10:40', tone: 'soon', share: 0.71 },
      },
      {
        id: '429',
        icon: 'drain',
        title: 'Nắp cống vỡ giữa đường',
        meta: '45 Chùa Hàng · 00429',
        unread: true,
        due: { text: '4 giờ', due: 'hẹn 15:30', tone: 'soon', share: 0.83 },
      },
      {
        id: '411',
        icon: 'drain',
        title: 'Cống tắc trước cổng trường',
        meta: 'Tô Hiệu · 00411',
        due: { text: '6 giờ', due: 'hẹn 17:30', share: 0.75 },
      },
    ],
  },
  {
    key: 'next',
    title: 'Ngày mai, thứ Tư, 9/9',
    note: '4',
    items: [
      {
        id: '417',
        icon: 'flood',
        title: 'Ngập nước sau mưa',
        meta: '215 Trần Nguyên Hãn · 00417',
        due: { text: '1 ngày 4 giờ', due: 'hẹn 15:30', share: 0.5 },
      },
      {
        id: '433',
        icon: 'flood',
        title: 'Nước rút chậm ở ngã ba',
        meta: 'Chùa Hàng · 00433 · có thể trùng',
        unread: true,
        due: { text: '1 ngày 4 giờ', due: 'hẹn 15:30', share: 0.08 },
      },
      {
        id: '419',
        icon: 'wind',
        title: 'Mùi hôi từ hố ga',
        meta: 'Ngõ 96 Dư Hàng · 00419',
        due: { text: '1 ngày 5 giờ', due: 'hẹn 16:30', share: 0.46 },
      },
      {
        id: '420',
        icon: 'water',
        title: 'Van ngăn triều bị kẹt',
        meta: 'Kênh An Kim Hải · 00420',
        due: { text: '1 ngày 6 giờ', due: 'hẹn 17:30', share: 0.42 },
      },
    ],
  },
];

const boxes: readonly DeskNavGroup[] = [
  {
    title: 'Việc của tôi',
    entries: [
      { href: '/desk/late', name: 'Quá hạn', icon: 'need', count: '2', need: true },
      { href: '/desk/due', name: 'Đến hạn', icon: 'inbox', count: '9' },
      { href: '/desk/new', name: 'Mới đến', icon: 'report', count: '12' },
      { href: '/desk/drafts', name: 'Đang soạn', icon: 'pencil', count: '3' },
    ],
  },
  {
    title: 'Đang chờ',
    entries: [
      { href: '/desk/approve', name: 'Lãnh đạo duyệt', icon: 'proof', count: '3' },
      { href: '/desk/people', name: 'Dân bổ sung', icon: 'paused', count: '4' },
      { href: '/desk/others', name: 'Cơ quan khác', icon: 'hand-over', count: '9' },
    ],
  },
  {
    title: 'Của đơn vị',
    entries: [
      { href: '/desk/free', name: 'Chưa ai nhận', icon: 'people', count: '5' },
      { href: '/desk/map', name: 'Bản đồ', icon: 'map' },
      { href: '/desk/kept', name: 'Đúng hẹn', icon: 'trend', count: '96,1%' },
    ],
  },
];

const nothing = () => undefined;

export function DeskPage({ lang }: { lang: Lang }) {
  const t = translate(lang);
  return (
    <StaffDocument title="Hộp việc – Bàn làm việc" className="desk-page">
      <AppFrame
        t={t}
        title="Bàn làm việc"
        posts={[
          { id: '1', name: 'Cán bộ xử lý · Công ty Thoát nước' },
          { id: '2', name: 'Trực ban' },
        ]}
        postId="1"
        onPost={nothing}
        search={{
          placeholder: 'Tìm mã, địa chỉ, nội dung (có dấu hay không dấu)',
          value: '',
          onChange: nothing,
          onSubmit: nothing,
        }}
        clock="Thứ Ba, 8/9/2026, 09:30"
        current="/desk/due"
        nav={boxes}
        tools={
          <>
            <button type="button" className="icon-btn" aria-label="Thông báo">
              <Icon name="bell" />
            </button>
            <button type="button" className="icon-btn" aria-label="Tài khoản">
              <Icon name="person" />
            </button>
          </>
        }
        saved="Đã lưu nháp 09:29"
      >
        <Panes>
          <ListPane
            title="Đến hạn"
            sub="9 việc, gần hẹn nhất trước"
            tools={
              <button type="button">
                <Icon name="filter" size="sm" />
                Lọc <KeyHint keys="f" />
              </button>
            }
          >
            <WorkList
              t={t}
              label="Việc"
              groups={groups}
              selectedId="417"
              onSelect={nothing}
              onOpen={nothing}
              onMark={nothing}
            />
          </ListPane>
          <DeskDetail lang={lang} />
          <DeskAction lang={lang} />
        </Panes>
      </AppFrame>
    </StaffDocument>
  );
}
