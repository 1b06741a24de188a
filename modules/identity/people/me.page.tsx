// The page "me": who the city takes me for, from which post I act, where I am signed in, and the way out.
import type { Actor } from '@city/kernel/access';
import { type View, view } from '@city/kernel/http';
import type { NavEntry } from '@city/kernel/module';
import type { Translate } from '@city/kernel/text';
import { formatDate, formatDateTime } from '@city/kernel/time';
import { Banner, Button, ButtonLink, DataList, type IconName, Radios } from '@city/ui/parts';
import { ServiceGrid } from '@city/ui/people';
import type { SignInRules } from '../rules.ts';
import { activePost, endsAt, type Session } from '../sessions/session.ts';
import type { AuthenticationLevel, IdentityLevel } from './levels.ts';

export interface OwnData {
  readonly session: Session | null;
  readonly person: {
    readonly name: string;
    readonly birthDate: string | null;
    /** Masked. */
    readonly personalNumber: string | null;
    /** Masked. */
    readonly phone: string | null;
    readonly identityLevel: IdentityLevel;
  } | null;
  readonly otherSessions: number;
}

interface MeInput extends OwnData {
  readonly t: Translate;
  readonly lang: 'vi' | 'en';
  readonly actor: Actor;
  readonly rules: SignInRules;
  readonly ownPages: readonly NavEntry[];
}

export function meView(input: MeInput): View {
  const { t, actor } = input;
  const content = (
    <div className="wrap read flow sec">
      <h1>{input.person?.name ?? actor.name ?? t('Tôi')}</h1>
      <WhoIAm {...input} />
      <OwnPages {...input} />
      {input.session && input.session.posts.length > 0 && <Posts {...input} session={input.session} />}
      <ForOthers t={t} />
      <SignedInPlaces {...input} />
    </div>
  );
  return view(t('Trang của tôi'), content, {
    headers: { 'cache-control': 'no-store' },
    page: { noIndex: true },
  });
}

function WhoIAm({ t, lang, person, actor }: MeInput) {
  const items = [
    { name: t('Ngày sinh'), value: person?.birthDate ? formatDate(person.birthDate, lang, 'table') : null },
    { name: t('Số định danh'), value: person?.personalNumber ?? null },
    { name: t('Điện thoại'), value: person?.phone ?? null },
    { name: t('Tài khoản định danh'), value: person ? identityWords(t, person.identityLevel) : null },
    {
      name: t('Lần đăng nhập này'),
      value: authenticationWords(t, (actor.level ?? 1) as AuthenticationLevel),
    },
  ];
  return (
    <section className="flow" aria-labelledby="who">
      <h2 id="who">{t('Thành phố biết gì về bạn')}</h2>
      <DataList
        items={items.filter((item): item is { name: string; value: string } => item.value !== null)}
      />
      <p className="hint">
        {t('Thông tin này lấy từ VNeID mỗi lần bạn đăng nhập. Muốn sửa, bạn sửa ở VNeID.')}
      </p>
    </section>
  );
}

function OwnPages({ t, lang, ownPages }: MeInput) {
  return (
    <section className="flow" aria-labelledby="own">
      <h2 id="own">{t('Những gì của bạn')}</h2>
      <ServiceGrid
        services={ownPages.map(({ href, text, icon, describe }) => ({
          href,
          name: text[lang],
          text: describe?.[lang] ?? '',
          icon: icon as IconName,
        }))}
      />
    </section>
  );
}

function Posts({ t, lang, rules, session }: MeInput & { session: Session }) {
  const needed = rules.postsNeedAuthenticationLevel;
  if (session.authenticationLevel < needed) {
    return (
      <Banner tone="soon" title={t('Bạn đang ở chế độ cá nhân')}>
        <p>
          {t('Để làm việc ở vị trí công vụ, bạn cần đăng nhập với mức xác thực {level} trở lên.', {
            level: needed,
          })}
        </p>
        <p>
          <ButtonLink href={`/sign-in?return_to=/me&level=${needed}`}>{t('Đăng nhập lại')}</ButtonLink>
        </p>
      </Banner>
    );
  }
  const choices = [
    ...session.posts.map((post) => ({ value: post.id, name: post.title[lang] })),
    { value: 'none', name: t('Cá nhân tôi'), hint: t('Như mọi người dân, không nhân danh cơ quan nào') },
  ];
  return (
    <section className="flow" aria-labelledby="posts">
      <h2 id="posts">{t('Bạn đang làm việc với tư cách')}</h2>
      <form method="post" action="/me/post">
        <Radios
          t={t}
          id="post"
          name="post"
          label={t('Vị trí')}
          choices={choices}
          value={activePost(session, rules)?.id ?? 'none'}
          required
        />
        <Button look="second">{t('Chuyển')}</Button>
      </form>
    </section>
  );
}

/** The ways to whatever one does for others, and others for oneself. */
function ForOthers({ t }: { t: Translate }) {
  const ways = [
    { href: '/me/acting', name: t('Bạn đang làm cho ai?') },
    { href: '/me/family', name: t('Gia đình: con, người được giám hộ') },
    { href: '/me/mandates', name: t('Ủy quyền: nhờ người làm thay, làm thay người khác') },
    { href: '/me/organisations', name: t('Tổ chức bạn đại diện hoặc làm việc cho') },
  ];
  return (
    <section className="flow" aria-labelledby="for-others">
      <h2 id="for-others">{t('Làm thay')}</h2>
      <ul>
        {ways.map(({ href, name }) => (
          <li key={href}>
            <a href={href}>{name}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function SignedInPlaces({ t, lang, rules, session, otherSessions }: MeInput) {
  const ends = session && endsAt(session, rules);
  const until = ends && (ends.idle < ends.absolute ? ends.idle : ends.absolute);
  return (
    <section className="flow" aria-labelledby="sessions">
      <h2 id="sessions">{t('Đăng nhập')}</h2>
      {until && (
        <p>
          {t('Nếu bạn không dùng nữa, phiên này tự hết lúc {time}.', { time: formatDateTime(until, lang) })}
        </p>
      )}
      {otherSessions > 0 && (
        <p>{t('Bạn còn đăng nhập ở {n, plural, other {# nơi khác}}.', { n: otherSessions })}</p>
      )}
      <form method="post" action="/sign-out">
        <Button look="primary" icon="log-out">
          {t('Đăng xuất')}
        </Button>{' '}
        <Button look="plain" name="everywhere" value="yes">
          {t('Đăng xuất khỏi mọi nơi')}
        </Button>
      </form>
    </section>
  );
}

function identityWords(t: Translate, level: IdentityLevel): string {
  switch (level) {
    case 0:
      return t('Chưa được xác minh');
    case 1:
      return t('Mức 1');
    case 2:
      return t('Mức 2, đã đối chiếu tại cơ quan công an');
  }
}

/** The means that make up each level (NĐ 69/2024). */
function authenticationWords(t: Translate, level: AuthenticationLevel): string {
  switch (level) {
    case 1:
      return t('Mức xác thực 1: một yếu tố, ví dụ mật khẩu');
    case 2:
      return t('Mức xác thực 2: hai yếu tố, ví dụ mật khẩu và mã một lần');
    case 3:
      return t('Mức xác thực 3: hai yếu tố, có khuôn mặt hoặc vân tay');
    case 4:
      return t('Mức xác thực 4: sinh trắc, thiết bị và mật khẩu');
  }
}
