// The page that shows every component with its states. The server mounts it at /ui.
import type { Lang, Translate } from '@city/kernel/text';
import { assetUrl } from '../assets/registry.ts';
import { Icon } from '../parts/icon.tsx';
import { icons, type IconName } from '../parts/icons.ts';
import { Logo } from '../parts/logo.tsx';
import type { UnitCollection } from '../parts/map-layout.ts';
import { Box } from './components-box.tsx';
import { BasicSections, ButtonSection, FlowerSection, RulerSection } from './components-basics.tsx';
import { FieldSections, StateSections } from './components-forms.tsx';
import { ChartSection, MapSection, PhotoSection } from './components-pictures.tsx';
import { DeskSections, WallSection } from './components-staff.tsx';
import { PeoplePage } from './page.tsx';

export type ComponentsPageProps = {
  t: Translate;
  lang: Lang;
  path: string;
  /** Units of the city, for the maps; the map sections are left out without them. */
  units?: UnitCollection | undefined;
  /** Code of the far unit that is drawn in its own frame. */
  insetCode?: string | undefined;
};

/** The samples are Vietnamese; words that belong to components follow the language. */
export function ComponentsPage({ t, lang, path, units, insetCode }: ComponentsPageProps) {
  return (
    <PeoplePage
      title="Thành phần giao diện"
      t={t}
      lang={lang}
      path={path}
      noIndex
      head={<link rel="stylesheet" href={assetUrl('components.css')} />}
    >
      <div className="wrap ui-page">
        <div className="ui-head">
          <Logo size={72} />
          <div>
            <h1>Hoa Phượng · thành phần giao diện</h1>
            <p>Mọi màn hình ghép từ những phần này. Tên lớp CSS là tên thành phần.</p>
          </div>
        </div>
        <div className="ui-grid">
          <ColourSection />
          <TypeSection />
          <ButtonSection />
          <FlowerSection t={t} />
          <RulerSection t={t} lang={lang} />
          <BasicSections t={t} />
          <FieldSections t={t} />
          <StateSections t={t} />
          <PhotoSection t={t} />
          <ChartSection />
          {units && <MapSection units={units} insetCode={insetCode} />}
          <DeskSections t={t} />
          <WallSection t={t} units={units} insetCode={insetCode} />
          <IconSection />
        </div>
      </div>
    </PeoplePage>
  );
}

const scales = [
  {
    name: 'phuong',
    title: 'Phượng',
    use: 'chỉ khi cần con người',
    steps: [50, 100, 200, 300, 400, 500, 600, 700, 800],
  },
  {
    name: 'bien',
    title: 'Biển',
    use: 'hành động, liên kết',
    steps: [50, 100, 200, 300, 400, 500, 600, 700, 800, 900],
  },
  { name: 'da', title: 'Đá', use: 'chữ, nét, nền', steps: [50, 100, 200, 300, 400, 500, 600, 700, 800, 900] },
  { name: 'la', title: 'Lá', use: 'xong, ổn', steps: [50, 100, 300, 500, 600, 700] },
  { name: 'nghe', title: 'Nghệ', use: 'sắp đến hạn', steps: [50, 100, 300, 500, 600, 700] },
  { name: 'sim', title: 'Sim', use: 'tạm dừng, tạm gác', steps: [50, 100, 500, 600] },
];

function ColourSection() {
  return (
    <Box title="Màu" span={7}>
      {scales.map((scale) => (
        <div className="ui-swatch" key={scale.name}>
          <span>
            <b>{scale.title}</b>
            <small>{scale.use}</small>
          </span>
          <svg viewBox={`0 0 ${scale.steps.length} 1`} preserveAspectRatio="none" aria-hidden="true">
            {scale.steps.map((step, index) => (
              <rect key={step} x={index} width="1.02" height="1" fill={`var(--${scale.name}-${step})`} />
            ))}
          </svg>
        </div>
      ))}
    </Box>
  );
}

function TypeSection() {
  return (
    <Box title="Chữ: Be Vietnam Pro, dòng cao đủ cho dấu chồng" span={5}>
      <div className="ui-stack ui-type">
        <p className="ui-type-1">Ắ Ễ Ự Ộ Ử 48</p>
        <p className="ui-type-2">Nước ngập, 36</p>
        <p className="ui-type-3">Bạn cần làm gì? 28</p>
        <p className="ui-type-4">Việc của tôi 22</p>
        <p className="ui-type-5">Câu dẫn, nút lớn 18</p>
        <p>Chữ thường 16, dòng 1,55</p>
        <p className="hint">Chú thích 14, nhỏ nhất cho người dân</p>
      </div>
    </Box>
  );
}

function IconSection() {
  return (
    <Box title="Biểu tượng: lưới 24, nét 1,75, đầu tròn, không tô" span={12}>
      <ul className="ui-icons">
        {(Object.keys(icons) as IconName[]).map((name) => (
          <li key={name}>
            <Icon name={name} />
            {name}
          </li>
        ))}
      </ul>
    </Box>
  );
}
