// The screen of keys: each purpose with its keys, their age and what comes next; two administrators change one together.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { askJson, type DeskContext, momentWords, sendJson } from '@city/ui/desk';
import { Banner, Button, ErrorState, LoadingState } from '@city/ui/parts';
import { Panes } from '@city/ui/staff';
import { problemWords } from '../desk/api.ts';
import type { Keys, RingView, RotationView } from './key-schemas.ts';
import { RingPart } from './ring-part.tsx';
import '../desk/access-desk.css';
import './keys.css';

const base = '/api/desk/keys';
const queryKey = ['access', 'keys'];

export function Screen(desk: DeskContext) {
  const { t, announce } = desk;
  const queries = useQueryClient();
  const keys = useQuery({
    queryKey,
    queryFn: ({ signal }) => askJson<Keys>(base, { signal }),
    // A confirmed rotation is carried out a moment later.
    refetchInterval: 5_000,
    retry: false,
  });
  const act = useMutation({
    mutationFn: ({ path, body }: { path: string; body: object; said: string }) =>
      sendJson<Keys>(`${base}/rotations${path}`, body),
    onSuccess: (after, { said }) => {
      queries.setQueryData(queryKey, after);
      announce(said);
    },
    onError: () => queries.invalidateQueries({ queryKey }),
  });
  return (
    <Panes layout="one">
      <main className="access-desk keys-desk">
        <h1>{t('Khóa ký của thành phố')}</h1>
        <p className="muted">
          {t(
            'Thành phố ký bằng những khóa này để người khác kiểm được. Đổi khóa cần hai quản trị viên; khóa cũ còn được nhận cho đến khi những gì nó đã ký hết hạn.',
          )}
        </p>
        {act.isError && <Banner tone="need" role="alert" title={problemWords(act.error, t)} />}
        {keys.isPending && <LoadingState waitingFor={t('Đang lấy danh sách khóa.')} />}
        {keys.isError && (
          <ErrorState title={t('Chưa lấy được danh sách khóa')}>{problemWords(keys.error, t)}</ErrorState>
        )}
        {keys.data && (
          <Rings
            desk={desk}
            keys={keys.data}
            isBusy={act.isPending}
            onSend={(path, body, said) => act.mutate({ path, body, said })}
          />
        )}
        {keys.data && <Past desk={desk} keys={keys.data} />}
      </main>
    </Panes>
  );
}

interface RingsProps {
  readonly desk: DeskContext;
  readonly keys: Keys;
  readonly isBusy: boolean;
  readonly onSend: (path: string, body: object, said: string) => void;
}

/** What waits for a second person, then each purpose with its keys. */
function Rings({ desk, keys, isBusy, onSend }: RingsProps) {
  const { t } = desk;
  const isUnderWay = (ring: RingView) =>
    keys.rotations.some(
      (one) =>
        one.module === ring.module &&
        one.ring === ring.ring &&
        (one.state === 'asked' || one.state === 'confirmed'),
    );
  return (
    <>
      {keys.rotations
        .filter(({ state }) => state === 'asked')
        .map((one) => (
          <Waiting
            key={one.id}
            desk={desk}
            one={one}
            keys={keys}
            isBusy={isBusy}
            onAnswer={(answer, said) => onSend(`/${one.id}/${answer}`, {}, said)}
          />
        ))}
      {keys.rings.map((ring) => (
        <RingPart
          key={`${ring.module}/${ring.ring}`}
          desk={desk}
          ring={ring}
          mayAsk={keys.mayRotate && ring.byHand === null && !isUnderWay(ring)}
          isBusy={isBusy}
          onAsk={(reason) =>
            onSend(
              '',
              { module: ring.module, ring: ring.ring, reason },
              t('Đã gửi lời xin. Chờ quản trị viên thứ hai.'),
            )
          }
        />
      ))}
    </>
  );
}

const titleOf = ({ rings }: Keys, one: RotationView, lang: 'vi' | 'en'): string =>
  rings.find(({ module, ring }) => module === one.module && ring === one.ring)?.title[lang] ??
  `${one.module}/${one.ring}`;

interface WaitingProps {
  readonly desk: DeskContext;
  readonly one: RotationView;
  readonly keys: Keys;
  readonly isBusy: boolean;
  readonly onAnswer: (answer: 'confirm' | 'refuse' | 'withdraw', said: string) => void;
}

/** A rotation that waits: its own asker takes it back, another administrator answers it. */
function Waiting({ desk: { t, lang }, one, keys, isBusy, onAnswer }: WaitingProps) {
  const until = momentWords(new Date(one.until), lang, 'short');
  return (
    <Banner tone="soon" title={t('Chờ người thứ hai: đổi khóa {title}', { title: titleOf(keys, one, lang) })}>
      <p>
        {t('{post} xin: “{reason}” Hết hạn lúc {until}.', { post: one.askedPost, reason: one.reason, until })}
      </p>
      {keys.mayRotate && (
        <p className="keys-answers">
          {one.isOwn ? (
            <Button
              type="button"
              size="sm"
              disabled={isBusy}
              onClick={() => onAnswer('withdraw', t('Đã rút lại lời xin.'))}
            >
              {t('Rút lại')}
            </Button>
          ) : (
            <>
              <Button
                type="button"
                size="sm"
                look="primary"
                disabled={isBusy}
                onClick={() => onAnswer('confirm', t('Đã xác nhận. Khóa mới được tạo trong giây lát.'))}
              >
                {t('Xác nhận đổi khóa')}
              </Button>{' '}
              <Button
                type="button"
                size="sm"
                disabled={isBusy}
                onClick={() => onAnswer('refuse', t('Đã từ chối.'))}
              >
                {t('Không đổi')}
              </Button>
            </>
          )}
        </p>
      )}
      {one.isOwn && <p>{t('Bạn đã xin, nên một quản trị viên khác phải xác nhận.')}</p>}
    </Banner>
  );
}

function Past({ desk: { t, lang }, keys }: { desk: DeskContext; keys: Keys }) {
  const past = keys.rotations.filter(({ state }) => state !== 'asked');
  if (past.length === 0) return null;
  const words: Record<RotationView['state'], string> = {
    asked: '',
    confirmed: t('Đã xác nhận, đang tạo khóa'),
    done: t('Đã đổi'),
    refused: t('Không đổi'),
    withdrawn: t('Đã rút lại'),
    lapsed: t('Quá giờ, không ai xác nhận'),
  };
  return (
    <section>
      <h2>{t('Những lần xin đổi khóa')}</h2>
      <ul className="keys-past">
        {past.map((one) => (
          <li key={one.id}>
            <b>{titleOf(keys, one, lang)}</b> · {words[one.state]} ·{' '}
            {momentWords(new Date(one.endedAt ?? one.until), lang, 'short')}
            <span className="muted">
              {' '}
              {t('{post} xin: “{reason}”', { post: one.askedPost, reason: one.reason })}
              {one.endedPost !== null && one.state !== 'withdrawn' ? ` · ${one.endedPost}` : ''}
              {one.outcome === 'already' ? ` · ${t('đã có khóa kế tiếp, không tạo thêm')}` : ''}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
