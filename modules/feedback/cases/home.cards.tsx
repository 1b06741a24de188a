// What reports put onto the people's home page: the one big button, my cases, the city with its open reports.
import type { HomeCard } from '@city/kernel/module';
import type { RequestContext } from '@city/kernel/http';
import { formatNumber, formatPercent, localDate } from '@city/kernel/time';
import { CityMap } from '@city/ui/parts';
import { BigAction, CaseCards, Facts, Section } from '@city/ui/people';
import type { FeedbackCity } from '../module-city.ts';
import { outlineOf } from './city-outline.ts';
import { OwnCard, waitsForMe } from './own-card.part.tsx';
import { mapRows } from '../map/map.store.ts';
import { farUnit } from './reports.page.tsx';
import { type OwnReport, ownItems } from './reports-pages.routes.tsx';
import type { FeedbackTx } from './report.store.ts';
import { isOpen } from './states.ts';
import { figuresOf } from './summary.routes.ts';

const mostDots = 120;
const labels = [
  { code: '10546', name: 'Chí Linh' },
  { code: '10525', name: 'Hải Dương' },
  { code: '11383', name: 'Lê Chân', dy: -12 },
  { code: '11914', name: 'Cát Hải', dy: -10 },
  { code: '11455', name: 'Đồ Sơn', dx: 8, anchor: 'start' },
  { code: '11824', name: 'Vĩnh Bảo', dy: 10 },
] as const;

export function homeCards(city: FeedbackCity): readonly HomeCard[] {
  return [
    {
      order: 10,
      place: 'action',
      render: async ({ t }) => (
        <BigAction href="/report" icon="camera" title={t('Gửi phản ánh')}>
          {t('Chụp ảnh và viết một dòng')}
        </BigAction>
      ),
    },
    { order: 10, place: 'mine', render: (c) => mine(city, c) },
    { order: 10, place: 'figures', render: (c) => figures(city, c) },
  ];
}

async function mine(city: FeedbackCity, { t, lang, actor }: RequestContext): Promise<unknown> {
  if (actor.kind !== 'citizen' && actor.kind !== 'officer') return null;
  const own = await city.m.db.transaction(actor, (tx) => ownItems(tx as FeedbackTx, city, 50), {
    readOnly: true,
  });
  if (own.length === 0) return null;
  const rank = ({ item }: OwnReport): number => (waitsForMe(item) ? 0 : isOpen(item.state) ? 1 : 2);
  const shown = [...own].sort((a, b) => rank(a) - rank(b)).slice(0, 3);
  return (
    <Section
      id="my-cases"
      title={t('Việc của tôi')}
      link={{ href: '/my', name: t('Tất cả {n} việc', { n: own.length }) }}
    >
      <CaseCards count={shown.length}>
        {shown.map((report) => (
          <OwnCard key={report.item.trackingCode} t={t} lang={lang} report={report} />
        ))}
      </CaseCards>
    </Section>
  );
}

async function figures(city: FeedbackCity, { t, lang, now, actor }: RequestContext): Promise<unknown> {
  const counted = await figuresOf(city, now);
  const dots = await city.m.db.transaction(
    actor,
    (tx) => mapRows(tx as FeedbackTx, { box: null, at: null, limit: mostDots }),
    { readOnly: true },
  );
  const units = outlineOf(city.geo, localDate(now));
  const share = counted.onTimeShare === null ? '–' : formatPercent(counted.onTimeShare, lang);
  return (
    <div className="citymap">
      <CityMap
        units={units}
        width={520}
        height={280}
        insetCode={farUnit}
        labels={labels}
        dots={dots}
        summary={t('Bản đồ thành phố với {n} phản ánh đang mở', { n: counted.open })}
      />
      <Facts
        facts={[
          {
            figure: formatNumber(counted.open, lang),
            name: t('việc đang làm ở 114 phường, xã, đặc khu'),
            href: '/reports?state=open',
          },
          { figure: share, name: t('đúng hẹn trong 30 ngày qua'), href: '/reports' },
        ]}
      />
    </div>
  );
}
