// Where it is: words become places to choose from, old unit names included; the map shows the pin and takes a better one.
import { CityMap, type UnitBoundaries } from '@city/ui/map';
// MapLibre's sheet first: ours places its container.
import 'maplibre-gl/dist/maplibre-gl.css';
import '@city/ui/map.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { momentWords } from '@city/ui/desk';
import { Button, TextInput } from '@city/ui/parts';
import { useMemo } from 'react';
import { useUnits } from '../../desk/report-place.tsx';
import { limits } from '../../limits.ts';
import type { PlaceOffer } from './hotline-schemas.ts';
import type { HotlineProps } from './hotline-screen.tsx';

export function PlacePane({ desk: { t, lang }, call, write, help, sending }: HotlineProps) {
  const places = help?.places ?? [];
  const choose = (offer: PlaceOffer) =>
    write({
      pin: { lat: offer.lat, lon: offer.lon },
      ...(offer.address === null ? {} : { place: offer.address }),
    });
  const error =
    sending.missing === 'pin' && call.pin === null ? t('Chọn một chỗ, hoặc đặt ghim.') : undefined;
  return (
    <section className="hotline-where" aria-label={t('Chỗ có việc')}>
      <div>
        <TextInput
          t={t}
          id="call-place"
          name="place"
          autoComplete="off"
          label={t('Ở đâu')}
          hint={t('Số nhà, đường, phường xã. Tên cũ cũng được. Enter chọn chỗ đầu tiên.')}
          value={call.place}
          error={error}
          maxLength={limits.addressMax}
          onChange={(event) => write({ place: event.target.value })}
          onKeyDown={(event) => {
            const [first] = places;
            if (event.key !== 'Enter' || event.ctrlKey || !first) return;
            event.preventDefault();
            if (help?.mustChoose !== true) choose(first);
            else document.querySelector<HTMLElement>('.hotline-places button')?.focus();
          }}
        />
        {help?.mustChoose === true && (
          <p className="hotline-ask" role="status">
            {places[0]?.was
              ? t('{was} cũ đã chia nhiều nơi. Hỏi người gọi là nơi nào:', { was: places[0].was })
              : t('Có nhiều nơi cùng tên. Hỏi người gọi là nơi nào:')}
          </p>
        )}
        {places.length > 0 && (
          <ul className="hotline-places">
            {places.map((offer) => (
              <li key={`${offer.label}${offer.lat}${offer.lon}`}>
                <Button type="button" size="sm" wide icon="pin" onClick={() => choose(offer)}>
                  <span>{offer.label}</span> <small>{beside(offer, t)}</small>
                </Button>
              </li>
            ))}
          </ul>
        )}
        {call.pin && help?.unit && (
          <p className="hotline-next" role="status">
            <b>{`${help.unit.kind} ${help.unit.name}`}</b>
            {help.body && <span>{t('{body} nhận việc.', { body: help.body })}</span>}
            {help.dueAt && (
              <span>{t('Hẹn trả lời: {due}.', { due: momentWords(new Date(help.dueAt), lang) })}</span>
            )}
          </p>
        )}
      </div>
      <PinMap t={t} pin={call.pin} onPlace={(pin) => write({ pin })} />
    </section>
  );
}

function beside({ from, was, unit }: PlaceOffer, t: HotlineProps['desk']['t']): string {
  switch (from) {
    case 'unit':
      return t('giữa địa bàn');
    case 'old-unit':
    case 'divided-unit':
      return t('trước là {was}', { was: was ?? '' });
    case 'report':
      return t('đã có người báo, {unit}', { unit: unit.name });
  }
}

const around = 0.008;

function PinMap({
  t,
  pin,
  onPlace,
}: {
  t: HotlineProps['desk']['t'];
  pin: HotlineProps['call']['pin'];
  onPlace: (pin: { lat: number; lon: number }) => void;
}) {
  const units = useUnits();
  const bounds = useMemo(
    () => pin && ([pin.lon - around, pin.lat - around, pin.lon + around, pin.lat + around] as const),
    [pin],
  );
  if (!units.data) return <div className="hotline-map" aria-hidden="true" />;
  return (
    <div className="hotline-map">
      <CityMap
        units={units.data as unknown as UnitBoundaries}
        summary={t('Bản đồ đặt ghim: bấm vào chỗ có việc')}
        workerUrl={workerUrl}
        interactive
        pin={pin}
        onPlace={onPlace}
        {...(bounds ? { bounds } : {})}
      />
    </div>
  );
}
