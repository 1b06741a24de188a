// The page "sign in": passkey, VNeID, a one-time code; each in a sentence, the rest behind a link.
import { type View, view } from '@city/kernel/http';
import type { Translate } from '@city/kernel/text';
import { Banner, Button, ButtonLink, ErrorSummary, TextInput } from '@city/ui/parts';

export interface Ways {
  readonly t: Translate;
  readonly returnTo: string;
  readonly level: number;
  /** Name of whoever is signed in already and is asked to prove it again. */
  readonly known: string | null;
  /** What was typed before, and what is wrong with it. */
  readonly typed?: string;
  readonly problem?: string;
}

/** `return_to` and `level` as they travel from page to page. */
export function wayOn(returnTo: string, level: number): string {
  const query = new URLSearchParams({ return_to: returnTo });
  if (level > 1) query.set('level', String(level));
  return query.toString();
}

export function waysView({ t, returnTo, level, known, typed, problem }: Ways): View {
  const on = wayOn(returnTo, level);
  const title = known === null ? t('Đăng nhập') : t('Xác nhận lại là bạn');
  const content = (
    <div className="wrap read flow sec">
      {problem !== undefined && (
        <ErrorSummary t={t} problems={[{ fieldId: 'destination', message: problem }]} />
      )}
      <h1>{title}</h1>
      {known !== null && (
        <p>
          {t('Bạn đang đăng nhập là {name}. Việc này cần chắc chắn người cầm máy là bạn.', { name: known })}
        </p>
      )}
      <Passkey t={t} returnTo={returnTo} level={level} />
      <section className="flow" aria-labelledby="vneid">
        <h2 id="vneid">{t('Bằng VNeID')}</h2>
        <p>
          {t(
            'Dùng tài khoản định danh quốc gia trên điện thoại của bạn. Lần đầu đến đây, xin chọn cách này.',
          )}
        </p>
        <p>
          <ButtonLink
            look="primary"
            size="lg"
            wide
            icon="identity"
            href={`/sign-in/vneid?${on}`}
            data-gives-way=""
          >
            {t('Tiếp tục với VNeID')}
          </ButtonLink>
        </p>
      </section>
      <Code
        t={t}
        returnTo={returnTo}
        level={level}
        {...(typed === undefined ? {} : { typed })}
        {...(problem === undefined ? {} : { problem })}
      />
      <p className="row">
        <a href={`/sign-in/password?${on}`}>{t('Đăng nhập bằng mật khẩu')}</a>
        <a href="/sign-in/recover">{t('Tôi không còn cách nào ở trên')}</a>
      </p>
      <Banner icon="warning" title={t('Không ai của thành phố hỏi mã của bạn qua điện thoại.')}>
        <p>{t('Chỉ nhập mã trên trang này. Ai gọi xin mã là kẻ lừa đảo.')}</p>
      </Banner>
    </div>
  );
  return view(title, content, {
    status: problem === undefined ? 200 : 422,
    headers: { 'cache-control': 'no-store' },
    page: { noIndex: true, hasProblems: problem !== undefined },
  });
}

function Code({ t, returnTo, level, typed, problem }: Omit<Ways, 'known'>) {
  return (
    <section className="flow" aria-labelledby="code">
      <h2 id="code">{t('Bằng mã gửi cho bạn')}</h2>
      <form method="post" action="/sign-in/code" className="flow">
        <input type="hidden" name="return_to" value={returnTo} />
        <input type="hidden" name="level" value={level} />
        <TextInput
          t={t}
          id="destination"
          name="destination"
          label={t('Số điện thoại hoặc thư điện tử đã gắn với tài khoản')}
          autoComplete="username webauthn"
          inputMode="email"
          required
          maxLength={254}
          defaultValue={typed}
          error={problem}
          messages={{ required: t('Hãy nhập số điện thoại hoặc thư điện tử.') }}
        />
        <Button look="second" size="lg" wide busyText={t('Đang gửi mã…')}>
          {t('Gửi mã')}
        </Button>
      </form>
    </section>
  );
}

/** Comes to sight only where the browser can do it. */
function Passkey({ t, returnTo, level }: { t: Translate; returnTo: string; level: number }) {
  return (
    <section
      className="flow"
      hidden
      aria-labelledby="passkey"
      data-island="passkey"
      data-load="idle"
      data-return-to={returnTo}
      data-level={level}
      data-failed={t('Chưa đăng nhập được. Hãy thử lại hoặc dùng cách khác.')}
    >
      <h2 id="passkey">{t('Bằng khóa truy cập')}</h2>
      <p>{t('Nhanh và an toàn nhất: mở bằng vân tay, khuôn mặt hoặc mã mở máy, như khi mở điện thoại.')}</p>
      <p>
        <Button type="button" look="primary" size="lg" wide icon="key" data-passkey="sign-in">
          {t('Đăng nhập bằng khóa truy cập')}
        </Button>
      </p>
      <p className="error" role="status">
        <span />
      </p>
    </section>
  );
}
