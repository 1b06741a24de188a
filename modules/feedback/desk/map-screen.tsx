// Open reports of the body on the map of its units, with the same reports as a list beside it.
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { DeskContext } from '@city/ui/desk';
import type { DeskItem } from '../contract.ts';
import { Button, EmptyState, ErrorState, LoadingState, type UnitCollection } from '@city/ui/parts';
import { CityMap, type MapPoint, type UnitBoundaries } from '@city/ui/map';
// MapLibre's sheet first: ours places its container.
import 'maplibre-gl/dist/maplibre-gl.css';
import '@city/ui/map.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { ListPane, Panes, WorkList } from '@city/ui/staff';
import { useMemo, useState } from 'react';
import { limits } from '../limits.ts';
import { askPage } from './api.ts';
import { byDueDay, isLate } from './due-groups.ts';
import { problemWords } from './problem-words.ts';
import { writeAddress } from './queues.ts';
import { useUnits } from './report-place.tsx';
import { rowOf } from './row.ts';
import './reports-desk.css';

export function Screen(desk: DeskContext) {
  const { t, lang, navigate } = desk;
  const [chosen, setChosen] = useState<string>();
  const units = useUnits();
  const open = useQuery({
    queryKey: ['reports', 'map'],
    queryFn: ({ signal }) => askPage('due', '', null, signal, limits.listMax),
    refetchOnWindowFocus: false,
  });
  const items = useMemo(() => open.data?.items ?? [], [open.data]);
  const now = useMemo(() => new Date(open.dataUpdatedAt || Date.now()), [open.dataUpdatedAt]);
  const groups = useMemo(() => {
    const words = { t, lang, now };
    return byDueDay(items, words).map((group) => ({
      ...group,
      items: group.items.map((item) => rowOf(item, words, false)),
    }));
  }, [items, t, lang, now]);
  const points = useMemo(() => items.map((item) => pointOf(item, now)), [items, now]);
  const openReport = (code: string) => navigate(writeAddress({ queue: 'due', q: '', code, page: 'detail' }));
  const picked = useMemo(() => items.find((item) => item.trackingCode === chosen), [items, chosen]);
  const bounds = useMemo(() => around(points), [points]);
  return (
    <div className="inbox reports-map">
      <Panes layout="two">
        <ListPane title={t('Bản đồ')} sub={t('{count} việc đang mở', { count: items.length })}>
          <ListState t={t} open={open} isEmpty={items.length === 0} />
          <WorkList
            t={t}
            label={t('Việc')}
            groups={groups}
            selectedId={chosen}
            onSelect={(code) => (code === chosen ? openReport(code) : setChosen(code))}
            onOpen={openReport}
          />
        </ListPane>
        <main className="det det-map" aria-label={t('Bản đồ việc đang mở')}>
          {units.isPending || open.isPending ? (
            <LoadingState waitingFor={t('Đang chờ bản đồ. Máy chủ trả lời chậm hơn thường lệ.')} />
          ) : units.data ? (
            <CityMap
              units={units.data as unknown as UnitBoundaries}
              summary={t('Bản đồ việc đang mở, {count} ghim', { count: points.length })}
              workerUrl={workerUrl}
              points={points}
              newest={picked ?? null}
              interactive
              pointStyle="clusters"
              onPick={(pressed) => {
                if (pressed.kind === 'point') setChosen(pressed.id);
              }}
              {...(bounds ? { bounds } : {})}
            />
          ) : (
            <NoMap t={t} />
          )}
          {units.data && <MapNote desk={desk} units={units.data} chosen={picked} onOpen={openReport} />}
        </main>
      </Panes>
    </div>
  );
}

type ListStateProps = {
  t: DeskContext['t'];
  open: Pick<UseQueryResult, 'isPending' | 'isError' | 'isSuccess' | 'error'>;
  isEmpty: boolean;
};

function ListState({ t, open, isEmpty }: ListStateProps) {
  if (open.isPending)
    return <LoadingState waitingFor={t('Đang chờ danh sách việc. Máy chủ trả lời chậm hơn thường lệ.')} />;
  if (open.isError)
    return <ErrorState title={t('Chưa lấy được danh sách')}>{problemWords(open.error, t)}</ErrorState>;
  if (!isEmpty) return null;
  return (
    <EmptyState icon="done" title={t('Không có việc nào đang mở')}>
      {t('Việc mới đến sẽ có ghim ở đây.')}
    </EmptyState>
  );
}

function NoMap({ t }: { t: DeskContext['t'] }) {
  return (
    <EmptyState icon="map" title={t('Chưa có bản đồ')}>
      {t('Ranh giới các đơn vị chưa được nạp. Danh sách bên trái vẫn đủ việc.')}
    </EmptyState>
  );
}

type MapNoteProps = {
  desk: DeskContext;
  units: UnitCollection;
  chosen: DeskItem | undefined;
  onOpen: (code: string) => void;
};

/** The chosen report with the way into it; and that outlines are no survey, where they are none. */
function MapNote({ desk: { t, lang }, units, chosen, onOpen }: MapNoteProps) {
  const isSchematic = units.features.some(
    ({ properties }) => (properties as { schematic?: boolean } | null)?.schematic === true,
  );
  return (
    <div className="map-note">
      {chosen && (
        <p>
          <b>{chosen.title[lang]}</b>
          <Button type="button" size="sm" onClick={() => onOpen(chosen.trackingCode)}>
            {t('Mở việc này')}
          </Button>
        </p>
      )}
      {isSchematic && <small>{t('Ranh giới phác, không phải bản đo đạc')}</small>}
    </div>
  );
}

function pointOf(item: DeskItem, now: Date): MapPoint {
  const tone = isLate(item, now) ? 'need' : 'open';
  return { id: item.trackingCode, lat: item.lat, lon: item.lon, tone };
}

/** Everything in view, with room around a single report. */
function around(points: readonly MapPoint[]): readonly [number, number, number, number] | null {
  if (points.length === 0) return null;
  const lons = points.map(({ lon }) => lon);
  const lats = points.map(({ lat }) => lat);
  const room = 0.012;
  return [
    Math.min(...lons) - room,
    Math.min(...lats) - room,
    Math.max(...lons) + room,
    Math.max(...lats) + room,
  ];
}
