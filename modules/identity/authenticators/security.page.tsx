// The security centre: ways to sign in, where one is signed in, what happened lately; everything that can be changed, in plain words.
import { type View, view } from '@city/kernel/http';
import type { Translate } from '@city/kernel/text';
import { formatDateTime } from '@city/kernel/time';
import { Banner, Button, ButtonLink, Card, DataList, EmptyState, Tag } from '@city/ui/parts';
import type { OpenSession } from '../sessions/session.store.ts';
import { AddMeans } from './security-add.tsx';
import type { MayChange } from './changes.ts';
import type { AuthenticatorKind } from './factors.ts';
import { amrWords, eventWords, kindWords } from './words.ts';
import type { SecurityEvent } from './security-events.ts';

export interface ShownMeans {
  readonly id: string;
  readonly kind: AuthenticatorKind;
  readonly name: string;
  readonly highestLevel: number;
  readonly addedAt: Date;
  readonly lastUsedAt: Date | null;
  /** Recovery codes that have not been used. */
  readonly codesLeft: number | null;
}

export interface SecurityPage {
  readonly t: Translate;
  readonly lang: 'vi' | 'en';
  readonly means: readonly ShownMeans[];
  readonly hasVneid: boolean;
  readonly sessions: readonly (OpenSession & { readonly isThis: boolean })[];
  readonly events: readonly SecurityEvent[];
  readonly may: MayChange;
  readonly isFresh: boolean;
  readonly sessionLevel: number;
  readonly bestLevel: number;
  readonly recovery: { readonly readyAt: Date } | null;
  readonly waitHours: number;
  readonly leastPassword: number;
  readonly done: string | null;
}

export function securityView(input: SecurityPage): View {
  const { t } = input;
  const title = t('Trung tâm an toàn');
  const canChange = input.isFresh && input.may.may === 'now';
  const content = (
    <div className="wrap read flow sec">
      <h1>{title}</h1>
      {input.done !== null && (
        <Banner tone="done" role="status" title={t('Đã ghi nhận.')}>
          <p>{t('Chúng tôi vừa báo cho bạn trên mọi kênh liên lạc bạn có.')}</p>
        </Banner>
      )}
      <Standing {...input} />
      <Means {...input} canChange={canChange} />
      {canChange && <AddMeans {...input} />}
      <Sessions {...input} />
      <Events {...input} />
    </div>
  );
  return view(title, content, {
    headers: { 'cache-control': 'no-store' },
    breadcrumbs: [{ href: '/me', name: t('Trang của tôi') }, { name: title }],
    page: { noIndex: true },
  });
}

/** What stands between this session and a change, and the way on. */
function Standing(input: SecurityPage) {
  const { t, lang, may, recovery } = input;
  const again = `/sign-in?return_to=/me/security${input.bestLevel > 1 ? `&level=${input.bestLevel}` : ''}`;
  const waiting = recovery && (
    <form method="post" action="/me/security/recovery/cancel">
      <Button look="second">{t('Hủy việc lấy lại này')}</Button>
    </form>
  );
  if (may.may === 'waiting')
    return (
      <Banner tone="soon" title={t('Đang chờ để đổi cách đăng nhập')}>
        <p>
          {t('Mở ra lúc {time}. Trong lúc chờ, chúng tôi đã báo trên mọi kênh, để chủ tài khoản kịp hủy.', {
            time: formatDateTime(may.readyAt, lang),
          })}
        </p>
        {waiting}
      </Banner>
    );
  if (may.may === 'stronger')
    return (
      <Banner tone="soon" title={t('Lần đăng nhập này chưa đủ mạnh để thay đổi')}>
        <p>{t('Hãy xác nhận bằng VNeID hoặc khóa truy cập của bạn.')}</p>
        <p>
          <ButtonLink look="primary" href={again}>
            {t('Xác nhận lại')}
          </ButtonLink>
        </p>
        <form method="post" action="/me/security/recovery">
          <p>
            {t(
              'Không còn cách nào mạnh hơn? Sau {hours} giờ chờ, kể từ lúc chúng tôi báo trên mọi kênh, bạn đổi được; hoặc lấy lại VNeID ở công an phường, xã để làm ngay.',
              {
                hours: input.waitHours,
              },
            )}
          </p>
          <Button look="plain">{t('Bắt đầu chờ')}</Button>
        </form>
      </Banner>
    );
  return (
    <>
      {waiting && (
        <Banner tone="soon" title={t('Có yêu cầu lấy lại tài khoản đang mở')}>
          <p>{t('Nếu không phải bạn, hãy hủy ngay.')}</p>
          {waiting}
        </Banner>
      )}
      {!input.isFresh && (
        <Banner icon="lock" title={t('Để thay đổi, xin xác nhận lại là bạn')}>
          <p>{t('Cho chắc người đang cầm máy là bạn. Xem thì không cần.')}</p>
          <p>
            <ButtonLink look="primary" href={again}>
              {t('Xác nhận lại')}
            </ButtonLink>
          </p>
        </Banner>
      )}
    </>
  );
}

function Means(input: SecurityPage & { readonly canChange: boolean }) {
  const { t, lang, means } = input;
  return (
    <section className="flow" aria-labelledby="means">
      <h2 id="means">{t('Cách bạn đăng nhập')}</h2>
      {input.hasVneid && (
        <Card>
          <h3>{t('VNeID')}</h3>
          <p className="hint">{t('Tài khoản định danh quốc gia. Quản lý ở ứng dụng VNeID.')}</p>
        </Card>
      )}
      {means.length === 0 && (
        <EmptyState icon="key" title={t('Chưa có cách nào khác')}>
          {t('Thêm khóa truy cập để lần sau vào nhanh, cả khi VNeID bận.')}
        </EmptyState>
      )}
      {means.map((one) => (
        <Card key={one.id}>
          <h3>{one.name}</h3>
          <DataList
            items={[
              { name: t('Loại'), value: kindWords(t, one.kind) },
              { name: t('Thêm lúc'), value: formatDateTime(one.addedAt, lang) },
              {
                name: t('Dùng gần nhất'),
                value: one.lastUsedAt ? formatDateTime(one.lastUsedAt, lang) : t('chưa dùng'),
              },
              ...(one.codesLeft === null
                ? []
                : [{ name: t('Còn lại'), value: t('{n, plural, other {# mã}}', { n: one.codesLeft }) }]),
            ]}
          />
          {one.highestLevel < 2 && input.bestLevel > 1 && (
            <p>
              <Tag tone="soon">{t('Chỉ dùng cho việc thường, vì được thêm khi chưa xác nhận mạnh')}</Tag>
            </p>
          )}
          {input.canChange && <Change input={input} one={one} />}
        </Card>
      ))}
    </section>
  );
}

function Change({ input, one }: { input: SecurityPage; one: ShownMeans }) {
  const { t } = input;
  const isMine = one.highestLevel < 2 && input.sessionLevel >= 2;
  return (
    <form method="post" action="/me/security/means" className="row">
      <input type="hidden" name="id" value={one.id} />
      {isMine && (
        <Button size="sm" name="what" value="confirm">
          {t('Đúng là của tôi')}
        </Button>
      )}
      <Button
        size="sm"
        look="plain"
        name="what"
        value="remove"
        aria-label={t('Bỏ {name}', { name: one.name })}
      >
        {t('Bỏ cách này')}
      </Button>
    </form>
  );
}

function Sessions({ t, lang, sessions }: SecurityPage) {
  return (
    <section className="flow" aria-labelledby="sessions">
      <h2 id="sessions">{t('Nơi bạn đang đăng nhập')}</h2>
      {sessions.map((one) => (
        <Card key={one.id}>
          <h3>{one.device ?? t('Thiết bị không rõ')}</h3>
          <DataList
            items={[
              { name: t('Từ'), value: formatDateTime(one.createdAt, lang) },
              { name: t('Hoạt động gần nhất'), value: formatDateTime(one.seenAt, lang) },
              { name: t('Xác nhận bằng'), value: amrWords(t, one.amr) },
            ]}
          />
          {one.isThis ? (
            <p>
              <Tag tone="done">{t('Thiết bị này')}</Tag>
            </p>
          ) : (
            <form method="post" action="/me/security/sessions">
              <Button size="sm" name="session" value={one.id}>
                {t('Đăng xuất nơi này')}
              </Button>
            </form>
          )}
        </Card>
      ))}
      {sessions.length > 1 && (
        <form method="post" action="/me/security/sessions">
          <Button name="session" value="others" icon="log-out">
            {t('Đăng xuất mọi nơi khác')}
          </Button>
        </form>
      )}
    </section>
  );
}

function Events({ t, lang, events }: SecurityPage) {
  return (
    <section className="flow" aria-labelledby="events">
      <h2 id="events">{t('Việc gần đây')}</h2>
      {events.length === 0 && (
        <EmptyState icon="history" title={t('Chưa có gì')}>
          {t('Mỗi lần đăng nhập và mỗi thay đổi sẽ hiện ở đây.')}
        </EmptyState>
      )}
      <dl className="data-list data-list-rows">
        {events.map((event) => (
          <div key={event.id}>
            <dt>{formatDateTime(event.at, lang)}</dt>
            <dd>{eventWords(t, event)}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">
        {t('Thấy việc lạ? Hãy đăng xuất mọi nơi khác, đổi cách đăng nhập, và gọi 1022.')}
      </p>
    </section>
  );
}
