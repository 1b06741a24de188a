// The wall: the top line and the tiles in their areas, all drawn from one session.
import { useEffect, useMemo, useState } from 'react';
import type { TileSource } from '@city/ui/map';
import type { WallCity, WallTile, WallWords } from '@city/ui/wall';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { dayIn, followUnits, noCity, readMapTiles } from './city.ts';
import type { Session } from './session.ts';
import { TileFrame } from './tile-frame.tsx';
import type { TilePlan } from './tile-plan.ts';
import { TopBar } from './top-bar.tsx';
import { useNow, useScreen } from './use-time.ts';

export function Wall({ session, plan, words }: { session: Session; plan: TilePlan; words: WallWords }) {
  const now = useNow(session.now, session.replay ? 200 : null);
  const screen = useScreen();
  const pace = session.replay?.clock().speed ?? 1;
  const city = useCity(session, words);
  const [tiles, setTiles] = useState<TileSource | null>(null);
  useEffect(() => void readMapTiles(session.source).then(setTiles), [session]);
  const map = useMemo(() => ({ workerUrl, tiles }), [tiles]);
  const frame = (tile: WallTile) => (
    <TileFrame
      key={tile.id}
      tile={tile}
      store={session.storeOf(tile.feed)}
      now={now}
      words={words}
      city={city}
      map={map}
      pace={pace}
      {...screen}
    />
  );
  const className = [
    'wall',
    plan.main.length > 0 ? 'has-main' : '',
    plan.side.length > 0 ? 'has-side' : '',
    plan.foot.length > 0 ? 'has-foot' : '',
  ];
  return (
    <div className={className.filter(Boolean).join(' ')} data-replay={session.replay ? 'yes' : undefined}>
      <TopBar words={words} city={city} now={now} replay={session.replay} />
      <main className="wall-tiles" aria-label={words.t('Các ô số liệu')}>
        {plan.main.length > 0 && <div className="wall-main">{plan.main.map(frame)}</div>}
        {plan.side.length > 0 && <div className="wall-side">{plan.side.map(frame)}</div>}
        {plan.foot.length > 0 && <div className="wall-foot">{plan.foot.map(frame)}</div>}
        {plan.main.length + plan.side.length + plan.foot.length === 0 && (
          <p className="wall-empty">{words.t('Chưa có hệ thống nào đưa số liệu lên màn hình này.')}</p>
        )}
      </main>
    </div>
  );
}

function useCity(session: Session, words: WallWords): WallCity {
  const [city, setCity] = useState(noCity);
  useEffect(() => followUnits(session.source, () => dayIn(session.now()), setCity), [session]);
  return useMemo(() => ({ ...city, name: words.t('Thành phố Hải Phòng') }), [city, words]);
}
