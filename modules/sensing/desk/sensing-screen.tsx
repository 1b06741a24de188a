// The device engineer's screen: devices with the longest silent first, the codec bench, and what rules found.
import { type DeskContext } from '@city/ui/desk';
import { Panes, TabSet } from '@city/ui/staff';
import { AnomaliesTab } from './anomalies-tab.tsx';
import { CodecTab } from './codec-tab.tsx';
import { ConditionsTab } from './conditions-tab.tsx';
import { DevicesTab } from './devices-tab.tsx';
import './sensing-desk.css';

const names = ['devices', 'codecs', 'conditions', 'anomalies'] as const;
type TabName = (typeof names)[number];

export function Screen(desk: DeskContext) {
  const { t, href, navigate } = desk;
  const asked = new URL(href, 'http://desk').searchParams.get('tab') as TabName | null;
  const tab = asked !== null && names.includes(asked) ? asked : 'devices';
  const tabs = [
    { id: 'devices', name: t('Thiết bị') },
    { id: 'codecs', name: t('Bàn thử giải mã') },
    { id: 'conditions', name: t('Điều bất thường') },
    { id: 'anomalies', name: t('Đoạn số đo lạ') },
  ];
  return (
    <Panes layout="one">
      <main className="sensing-desk">
        <h1>{t('Cảm biến')}</h1>
        <TabSet
          label={t('Cảm biến')}
          tabs={tabs}
          current={tab}
          onChange={(to) => navigate(`/desk/sensing?tab=${to}`, { replace: true })}
        >
          {tab === 'devices' && <DevicesTab desk={desk} />}
          {tab === 'codecs' && <CodecTab desk={desk} />}
          {tab === 'anomalies' && <AnomaliesTab desk={desk} />}
          {tab === 'conditions' && <ConditionsTab desk={desk} />}
        </TabSet>
      </main>
    </Panes>
  );
}
