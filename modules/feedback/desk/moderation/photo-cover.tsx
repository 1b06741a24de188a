// A picture with the regions to cover: drag to add one, arrows move it, Shift and arrows resize it, Delete takes it away.
import type { DeskContext } from '@city/ui/desk';
import { Button, Icon } from '@city/ui/parts';
import { useRef, useState } from 'react';
import type { PhotoToLook } from '../../moderation/moderation-schemas.ts';
import { drawn, keyed, middle, moved, mostRegions, type Region } from './regions.ts';

export type PhotoCoverProps = {
  desk: DeskContext;
  photo: PhotoToLook;
  regions: readonly Region[];
  onChange: (regions: readonly Region[]) => void;
};

type Drag = { at: number | null; from: { x: number; y: number }; to: { x: number; y: number } };

export function PhotoCover({ desk, photo, regions, onChange }: PhotoCoverProps) {
  const { t } = desk;
  const box = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const pointOf = (event: React.PointerEvent) => {
    const { left, top, width, height } = box.current!.getBoundingClientRect();
    return { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
  };
  const put = (at: number, region: Region) => onChange(withRegion(regions, at, region));
  const finish = () => {
    if (drag && drag.at === null) {
      const region = drawn(drag.from, drag.to);
      if (region && regions.length < mostRegions) onChange([...regions, region]);
    } else if (drag && drag.at !== null) put(drag.at, draggedRegion(regions[drag.at]!, drag));
    setDrag(null);
  };
  const preview = drag && drag.at === null ? drawn(drag.from, drag.to) : null;
  return (
    <div className="cover">
      <div
        ref={box}
        className="cover-picture"
        tabIndex={-1}
        role="group"
        aria-label={t('Vùng che trên ảnh. Kéo chuột để thêm; nút Thêm vùng cho bàn phím.')}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          const place = (event.target as Element).closest<HTMLElement>('[data-region]');
          event.currentTarget.setPointerCapture(event.pointerId);
          const from = pointOf(event);
          setDrag({ at: place ? Number(place.dataset['region']) : null, from, to: from });
          if (!place) event.preventDefault();
        }}
        onPointerMove={(event) => drag && setDrag({ ...drag, to: pointOf(event) })}
        onPointerUp={finish}
        onPointerCancel={() => setDrag(null)}
      >
        <img
          src={photo.url}
          alt={t('Ảnh đang xem, bản công khai')}
          width={photo.width}
          height={photo.height}
          draggable={false}
        />
        <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
          {regions.map((region, at) => (
            <Box
              key={`${at}-${regions.length}`}
              region={drag?.at === at ? draggedRegion(region, drag) : region}
              at={at}
            />
          ))}
          {preview && <Box region={preview} at={null} />}
        </svg>
      </div>
      <RegionList desk={desk} regions={regions} onChange={onChange} onRemoved={() => box.current?.focus()} />
    </div>
  );
}

type RegionListProps = Pick<PhotoCoverProps, 'desk' | 'regions' | 'onChange'> & { onRemoved: () => void };

/** The regions as buttons: for keyboards, and to take one away. */
function RegionList({ desk: { t }, regions, onChange, onRemoved }: RegionListProps) {
  const put = (at: number, region: Region) => onChange(withRegion(regions, at, region));
  const remove = (at: number) => {
    onChange(regions.filter((_, i) => i !== at));
    onRemoved();
  };
  return (
    <ul className="cover-list" aria-label={t('Các vùng che')}>
      {regions.map((region, at) => (
        <li key={`${at}-${regions.length}`}>
          <button
            type="button"
            className="cover-key"
            aria-label={t('Vùng {at}: mũi tên để dời, Shift và mũi tên để đổi cỡ, Delete để bỏ', {
              at: at + 1,
            })}
            onKeyDown={(event) => {
              if (event.key === 'Delete' || event.key === 'Backspace') return remove(at);
              const next = keyed(region, event.key, event.shiftKey);
              if (!next) return;
              event.preventDefault();
              put(at, next);
            }}
          >
            {t('Vùng {at}', { at: at + 1 })}
          </button>
          <button
            type="button"
            className="icon-btn"
            aria-label={t('Bỏ vùng {at}', { at: at + 1 })}
            onClick={() => remove(at)}
          >
            <Icon name="close" size="xs" />
          </button>
        </li>
      ))}
      <li>
        <Button
          type="button"
          size="sm"
          icon="plus"
          disabled={regions.length >= mostRegions}
          onClick={() => onChange([...regions, middle])}
        >
          {t('Thêm vùng')}
        </Button>
      </li>
    </ul>
  );
}

const withRegion = (regions: readonly Region[], at: number, region: Region): readonly Region[] =>
  regions.map((one, i) => (i === at ? region : one));

const draggedRegion = (region: Region, { from, to }: Drag): Region =>
  moved(region, to.x - from.x, to.y - from.y);

function Box({ region, at }: { region: Region; at: number | null }) {
  const { x, y, width, height } = region;
  return (
    <rect
      x={x}
      y={y}
      width={width}
      height={height}
      className={at === null ? 'cover-box is-new' : 'cover-box'}
      {...(at === null ? {} : { 'data-region': at })}
    />
  );
}
