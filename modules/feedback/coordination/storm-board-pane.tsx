// The board of one storm: its numbers and pace, where it rages, pairs to judge, and each master with its followers.
import { type DeskContext, momentWords, numberWords } from '@city/ui/desk';
import { CityMap, type MapPoint, type UnitBoundaries } from '@city/ui/map';
import 'maplibre-gl/dist/maplibre-gl.css';
import '@city/ui/map.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { Button, ErrorState, LoadingState } from '@city/ui/parts';
import { ColumnBars, DetailPane } from '@city/ui/staff';
import { useMemo } from 'react';
import { problemWords } from '../desk/problem-words.ts';
import { useUnits } from '../desk/report-place.tsx';
import { useWide } from '../desk/wide.ts';
import type { StormBoard, StormView } from '../duplicates/storm-board-schemas.ts';
import { coordinationKeys, useAskAgain, useStormBoard } from './ask.ts';
import type { StormActs } from './storm-acts.ts';
import { StormMasters } from './storm-masters.tsx';
import { StormPairs } from './storm-pairs.tsx';

export type StormPaneProps = {
  desk: DeskContext;
  storm: StormView;
  acts: StormActs;
  /** May begin and end storms. */
  mayLead: boolean;
  backHref: string;
};

export function StormBoardPane({ desk, storm, acts, mayLead, backHref }: StormPaneProps) {
  const { t, lang } = desk;
  const wide = useWide();
  const board = useStormBoard(storm.id);
  useAskAgain(coordinationKeys.board(storm.id));
  const lasts = storm.endedAt === null;
  const began = momentWords(new Date(storm.beganAt), lang, 'short');
  const by = storm.beganBy ?? t('thành phố tự nhận ra');
  return (
    <DetailPane
      title={t('Bão phản ánh: {group}', { group: storm.groupName[lang] })}
      kicker={
        <>
          {!wide && <h1 className="vh">{t('Bão phản ánh')}</h1>}
          <a className="det-back" href={backHref}>
            ‹ {t('Danh sách')}
          </a>
          <span>{lasts ? t('Đang kéo dài') : t('Đã kết thúc')}</span>
          <span>{t('từ {began} · {by}', { began, by })}</span>
        </>
      }
    >
      {lasts && mayLead && (
        <p className="storm-end">
          <Button
            type="button"
            size="sm"
            disabled={acts.busy !== null}
            onClick={() => void acts.run({ do: 'end', id: storm.id })}
          >
            {t('Kết thúc chế độ bão')}
          </Button>
          <span className="muted">{t('Việc đã gộp vẫn gộp; việc mới không tự gộp nữa.')}</span>
        </p>
      )}
      {board.isPending && <LoadingState waitingFor={t('Đang gom các việc của đợt bão này.')} />}
      {board.isError && !board.data && (
        <ErrorState title={t('Chưa lấy được bảng')}>{problemWords(board.error, t)}</ErrorState>
      )}
      {board.data && (
        <>
          <Numbers desk={desk} board={board.data} />
          <StormPairs desk={desk} pairs={board.data.candidates} acts={acts} lasts={lasts} />
          <StormMap desk={desk} board={board.data} />
          <StormMasters desk={desk} masters={board.data.masters} acts={acts} />
        </>
      )}
    </DetailPane>
  );
}

function Numbers({ desk: { t, lang }, board }: { desk: DeskContext; board: StormBoard }) {
  const lastTen = board.perMinute.slice(-10).reduce((sum, count) => sum + count, 0);
  const pieces = board.filed - board.followers;
  return (
    <div className="storm-numbers">
      <p>
        <b className="num">{numberWords(board.filed, lang)}</b>
        <span>{t('phản ánh')}</span>
      </p>
      <p>
        <b className="num">{numberWords(pieces, lang)}</b>
        <span>{t('việc phải làm')}</span>
      </p>
      <p>
        <b className="num">{numberWords(board.followers, lang)}</b>
        <span>{t('đã gộp theo')}</span>
      </p>
      <figure>
        <ColumnBars
          values={board.perMinute}
          summary={t('Số phản ánh mỗi phút trong 30 phút qua, 10 phút gần nhất: {count}', { count: lastTen })}
        />
        <figcaption>{t('30 phút qua · {count} trong 10 phút gần nhất', { count: lastTen })}</figcaption>
      </figure>
    </div>
  );
}

/** Where it rages: dots that become numbered rings where they lie thick. The masters below are the list beside it. */
function StormMap({ desk: { t, navigate }, board }: { desk: DeskContext; board: StormBoard }) {
  const units = useUnits();
  const points = useMemo(
    () =>
      board.places.map(
        ({ code, lat, lon, isMaster }): MapPoint => ({
          id: code,
          lat,
          lon,
          tone: isMaster ? 'need' : 'open',
        }),
      ),
    [board.places],
  );
  const bounds = useMemo(() => around(points), [points]);
  if (!units.data || !bounds) return null;
  return (
    <section className="storm-map" aria-label={t('Ở đâu')}>
      <CityMap
        units={units.data as unknown as UnitBoundaries}
        summary={t('Bản đồ đợt bão, {count} phản ánh', { count: points.length })}
        workerUrl={workerUrl}
        points={points}
        interactive
        pointStyle="clusters"
        bounds={bounds}
        onPick={(pressed) => {
          if (pressed.kind === 'point')
            navigate(`/desk/reports?queue=all&code=${encodeURIComponent(pressed.id)}`);
        }}
      />
    </section>
  );
}

function around(points: readonly MapPoint[]): readonly [number, number, number, number] | null {
  if (points.length === 0) return null;
  const room = 0.01;
  const lons = points.map(({ lon }) => lon);
  const lats = points.map(({ lat }) => lat);
  return [
    Math.min(...lons) - room,
    Math.min(...lats) - room,
    Math.max(...lons) + room,
    Math.max(...lats) + room,
  ];
}
