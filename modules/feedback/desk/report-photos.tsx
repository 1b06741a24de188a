// The pictures of a report, one at a time: before and after, when each was taken, the whole picture one press away.
import { type DeskContext, momentWords } from '@city/ui/desk';
import { Icon, MissingPhoto, Photo } from '@city/ui/parts';
import { useState } from 'react';
import type { DeskView } from '../contract.ts';

export function ReportPhotos({ desk: { t, lang }, view }: { desk: DeskContext; view: DeskView }) {
  const [at, setAt] = useState(0);
  const { photos } = view;
  const photo = photos[Math.min(at, photos.length - 1)];
  if (!photo) return <MissingPhoto>{t('Người gửi không kèm ảnh')}</MissingPhoto>;
  const place = photos.length > 1 ? t('{at} trên {count}', { at: at + 1, count: photos.length }) : '';
  const role = photo.role === 'after' ? t('ảnh sau khi làm') : '';
  const taken =
    photo.takenAt === null
      ? t('không rõ giờ chụp')
      : t('chụp {time}', { time: momentWords(new Date(photo.takenAt), lang, 'tiny') });
  const turn = (by: number) => setAt((at + by + photos.length) % photos.length);
  return (
    <div className="photos">
      <a href={photo.url} target="_blank" rel="noreferrer">
        <Photo
          src={photo.mediumUrl}
          alt={
            photo.role === 'after'
              ? t('Ảnh sau khi làm, mở ảnh lớn')
              : t('Ảnh hiện trường người dân gửi, mở ảnh lớn')
          }
          width={photo.width}
          height={photo.height}
          label={[place, role, taken].filter(Boolean).join(' · ')}
          labelIcon={null}
          first
        />
      </a>
      {photos.length > 1 && (
        <div className="photos-turn">
          <button type="button" className="icon-btn" aria-label={t('Ảnh trước')} onClick={() => turn(-1)}>
            <Icon name="chevron-left" size="sm" />
          </button>
          <button type="button" className="icon-btn" aria-label={t('Ảnh sau')} onClick={() => turn(1)}>
            <Icon name="chevron-right" size="sm" />
          </button>
        </div>
      )}
    </div>
  );
}
