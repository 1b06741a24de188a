// The report a moderator looks at: its pictures with regions to cover, its words, and what can be decided.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { DeskContext } from '@city/ui/desk';
import { Banner, Button, ErrorState, LoadingState, MissingPhoto } from '@city/ui/parts';
import { DetailPane, useKeys } from '@city/ui/staff';
import { useState } from 'react';
import type { LookView, PhotoToLook } from '../../moderation/moderation-schemas.ts';
import { problemWords } from '../problem-words.ts';
import { shortCode } from '../row.ts';
import { useWide } from '../wide.ts';
import { askLook, type Decision, keys, sendDecision } from './api.ts';
import { LookActions } from './look-actions.tsx';
import { EditTexts, MarkedWords } from './marked-words.tsx';
import { PhotoCover } from './photo-cover.tsx';
import { isSame, type Region } from './regions.ts';

export type LookPanesProps = {
  desk: DeskContext;
  code: string;
  place: string | undefined;
  backHref: string;
  /** The report is done: on to the next. */
  onDone: () => void;
};

export function LookPanes({ desk, code, place, backHref, onDone }: LookPanesProps) {
  const { t, lang } = desk;
  const look = useQuery({
    queryKey: keys.one(code),
    queryFn: ({ signal }) => askLook(code, signal),
    refetchOnWindowFocus: false,
    // Each reading of the original words stands on the trail: once is enough.
    staleTime: 300_000,
  });
  const wide = useWide();
  const back = (
    <>
      {/* Beside the list its heading is the first; alone on a phone the report needs one. */}
      {!wide && <h1 className="vh">{t('Kiểm duyệt')}</h1>}
      <a className="det-back" href={backHref}>
        ‹ {t('Danh sách')}
      </a>
    </>
  );
  if (!look.data)
    return (
      <DetailPane title={shortCode(code)} place={place} kicker={back}>
        {look.isError ? (
          <ErrorState title={t('Chưa mở được việc này')}>{problemWords(look.error, t)}</ErrorState>
        ) : (
          <LoadingState waitingFor={t('Đang chờ nội dung việc. Máy chủ trả lời chậm hơn thường lệ.')} />
        )}
      </DetailPane>
    );
  return (
    <Looked
      desk={desk}
      view={look.data}
      place={place}
      kicker={
        <>
          {back} <span>{shortCode(code)}</span>
        </>
      }
      onDone={onDone}
      key={lang}
    />
  );
}

type LookedProps = {
  desk: DeskContext;
  view: LookView;
  place: string | undefined;
  kicker: React.ReactNode;
  onDone: () => void;
};

/** Regions drawn and not yet saved, by picture. */
type Drafts = Readonly<Record<string, readonly Region[]>>;

/** Sends decisions one after the other; what there is to see afterwards takes the place of what was seen. */
function useDecisions(code: string) {
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const run = async (decisions: readonly Decision[]): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setProblem(null);
    try {
      for (const decision of decisions)
        queries.setQueryData(keys.one(code), await sendDecision(code, decision));
      return true;
    } catch (error) {
      setProblem(error);
      return false;
    } finally {
      setBusy(false);
      void queries.invalidateQueries({ queryKey: keys.counts });
    }
  };
  return { run, busy, problem };
}

function Looked({ desk, view, place, kicker, onDone }: LookedProps) {
  const { t, lang } = desk;
  const queries = useQueryClient();
  const [chosen, setChosen] = useState(0);
  const [drafts, setDrafts] = useState<Drafts>({});
  const { run, busy, problem } = useDecisions(view.trackingCode);
  const photo = view.photos[Math.min(chosen, view.photos.length - 1)];
  const regionsOf = (one: PhotoToLook) => drafts[one.id] ?? one.regions;
  const unsaved = view.photos.filter((one) => !isSame(regionsOf(one), one.regions));
  const covers = (): Decision[] =>
    unsaved.map((one) => ({ verb: 'cover', photo: one.id, regions: regionsOf(one) }));
  const saveCovers = async () => {
    if (!(await run(covers()))) return;
    setDrafts({});
    desk.announce(t('Đã che trên bản công khai'));
  };
  const done = async (flags: 'upheld' | 'dismissed') => {
    if (!(await run([...covers(), { verb: 'done', flags }]))) return;
    desk.announce(t('Đã xem xong, sang việc sau'));
    void queries.invalidateQueries({ queryKey: keys.lists });
    onDone();
  };
  const turn = (by: number) =>
    setChosen((chosen + by + view.photos.length) % Math.max(1, view.photos.length));
  useKeys([
    { keys: 'a', name: t('xong, việc sau'), run: () => void done('dismissed') },
    { keys: 's', name: t('che ảnh'), run: () => void saveCovers() },
    { keys: '[', name: t('ảnh trước, sau'), run: () => turn(-1) },
    { keys: ']', name: t('ảnh trước, sau'), run: () => turn(1) },
    { keys: 'h', name: t('ẩn'), run: () => document.getElementById('look-reason')?.focus() },
  ]);
  return (
    <>
      <DetailPane title={view.title[lang]} place={place} kicker={kicker}>
        <Notices t={t} isHidden={view.isHidden} problem={problem} />
        <LookPhotos
          desk={desk}
          view={view}
          photo={photo}
          regionsOf={regionsOf}
          unsaved={unsaved}
          busy={busy}
          onChoose={setChosen}
          onChange={(id, regions) => setDrafts({ ...drafts, [id]: regions })}
          onSave={() => void saveCovers()}
        />
        <MarkedWords desk={desk} original={view.original} />
        <EditTexts
          key={JSON.stringify(view.texts)}
          desk={desk}
          view={view}
          busy={busy}
          onDecide={(decision) => run([decision])}
        />
      </DetailPane>
      <LookActions
        key={view.trackingCode}
        desk={desk}
        view={view}
        photo={photo}
        busy={busy}
        onDecide={(decision) => run([decision])}
        onDone={(flags) => void done(flags)}
      />
    </>
  );
}

function Notices({ t, isHidden, problem }: { t: DeskContext['t']; isHidden: boolean; problem: unknown }) {
  return (
    <>
      {isHidden && <Banner title={t('Phản ánh này đang được ẩn')} />}
      {problem !== null && (
        <Banner tone="need" role="alert" title={t('Chưa ghi được')}>
          {problemWords(problem, t)}
        </Banner>
      )}
    </>
  );
}

type LookPhotosProps = {
  desk: DeskContext;
  view: LookView;
  photo: PhotoToLook | undefined;
  regionsOf: (photo: PhotoToLook) => readonly Region[];
  unsaved: readonly PhotoToLook[];
  busy: boolean;
  onChoose: (at: number) => void;
  onChange: (id: string, regions: readonly Region[]) => void;
  onSave: () => void;
};

/** The pictures as a strip, and the chosen one to draw on. */
function LookPhotos(props: LookPhotosProps) {
  const { desk, view, photo, regionsOf, unsaved, busy, onChoose, onChange, onSave } = props;
  const { t } = desk;
  if (!photo) return <MissingPhoto>{t('Người gửi không kèm ảnh')}</MissingPhoto>;
  return (
    <section className="look-photos" aria-label={t('Ảnh')}>
      {view.photos.length > 1 && (
        <ul className="look-strip">
          {view.photos.map((one, at) => (
            <li key={one.id}>
              <button
                type="button"
                aria-pressed={one.id === photo.id}
                onClick={() => onChoose(at)}
                aria-label={t('Ảnh {at}', { at: at + 1 })}
              >
                <img src={one.mediumUrl} alt="" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <PhotoCover
        key={photo.id}
        desk={desk}
        photo={photo}
        regions={regionsOf(photo)}
        onChange={(regions) => onChange(photo.id, regions)}
      />
      <p className="look-photo-foot">
        <span className="muted">{photoWords(desk, photo, unsaved.includes(photo))}</span>
        <Button type="button" size="sm" disabled={busy || unsaved.length === 0} onClick={onSave}>
          {t('Che trên bản công khai')}
        </Button>
      </p>
    </section>
  );
}

function photoWords({ t }: DeskContext, photo: PhotoToLook, isUnsaved: boolean): string {
  if (photo.isHidden) return t('Ảnh này đang được ẩn');
  if (isUnsaved) return t('Vùng che chưa lưu');
  if (photo.regions.length > 0)
    return t('{n} vùng đã che; kéo trên ảnh để thêm', { n: photo.regions.length });
  return t('Kéo trên ảnh để che mặt người, biển số xe');
}
