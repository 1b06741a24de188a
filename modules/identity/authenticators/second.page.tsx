// Pages of the sign-in with a password, of the second step, and of getting back in with a recovery code.
import { type View, view } from '@city/kernel/http';
import type { Translate } from '@city/kernel/text';
import { Banner, Button, ButtonLink, Card, ErrorSummary, TextInput } from '@city/ui/parts';
import { wayOn } from '../sign-in/ways.page.tsx';

const quiet = (problem?: string) => ({
  status: problem === undefined ? 200 : 422,
  headers: { 'cache-control': 'no-store' },
  page: { noIndex: true, hasProblems: problem !== undefined },
});

export interface LoginPage {
  readonly t: Translate;
  readonly returnTo: string;
  readonly level: number;
  readonly login?: string;
  readonly problem?: string;
}

function Login({ t, login, problem }: Pick<LoginPage, 't' | 'login' | 'problem'>) {
  return (
    <TextInput
      t={t}
      id="login"
      name="login"
      label={t('Số định danh, số điện thoại hoặc thư điện tử')}
      hint={t('Nhà dùng chung một số điện thoại thì nhập số định danh.')}
      autoComplete="username"
      maxLength={254}
      required
      defaultValue={login}
      error={problem}
      messages={{ required: t('Hãy nhập số định danh, số điện thoại hoặc thư điện tử.') }}
    />
  );
}

/** The same words whatever was wrong. */
export function passwordView({ t, returnTo, level, login, problem }: LoginPage): View {
  const title = t('Đăng nhập bằng mật khẩu');
  const content = (
    <div className="wrap read flow sec">
      <ErrorSummary t={t} problems={problem === undefined ? [] : [{ fieldId: 'login', message: problem }]} />
      <h1>{title}</h1>
      <form method="post" action="/sign-in/password" className="flow" data-no-draft="">
        <input type="hidden" name="return_to" value={returnTo} />
        <input type="hidden" name="level" value={level} />
        <Login
          t={t}
          {...(login === undefined ? {} : { login })}
          {...(problem === undefined ? {} : { problem })}
        />
        <TextInput
          t={t}
          id="password"
          name="password"
          type="password"
          label={t('Mật khẩu')}
          autoComplete="current-password"
          maxLength={254}
          required
          messages={{ required: t('Hãy nhập mật khẩu.') }}
        />
        <Button look="primary" size="lg" wide busyText={t('Đang kiểm tra…')}>
          {t('Tiếp tục')}
        </Button>
      </form>
      <p className="row">
        <a href={`/sign-in?${wayOn(returnTo, level)}`}>{t('Dùng cách khác')}</a>
      </p>
    </div>
  );
  return view(title, content, quiet(problem));
}

export interface SecondPage {
  readonly t: Translate;
  /** Numbers and addresses, masked. */
  readonly destinations: readonly { readonly id: string; readonly name: string }[];
  readonly hasTotp: boolean;
  readonly hasPassword: boolean;
  readonly problem?: { readonly field: 'totp' | 'password'; readonly message: string };
}

export function secondView({ t, destinations, hasTotp, hasPassword, problem }: SecondPage): View {
  const title = t('Thêm một bước nữa');
  const errorOf = (field: string) => (problem?.field === field ? { error: problem.message } : {});
  const content = (
    <div className="wrap read flow sec">
      <ErrorSummary t={t} problems={problem ? [{ fieldId: problem.field, message: problem.message }] : []} />
      <h1>{title}</h1>
      <p>{t('Để chắc đó là bạn, hãy xác nhận bằng một cách khác loại.')}</p>
      {hasTotp && (
        <Card>
          <form method="post" action="/sign-in/second" className="flow">
            <TextInput
              t={t}
              id="totp"
              name="totp"
              label={t('Mã 6 số trong ứng dụng tạo mã')}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={12}
              required
              width="medium"
              {...errorOf('totp')}
            />
            <Button look="primary">{t('Tiếp tục')}</Button>
          </form>
        </Card>
      )}
      {hasPassword && (
        <Card>
          <form method="post" action="/sign-in/second" className="flow" data-no-draft="">
            <TextInput
              t={t}
              id="password"
              name="password"
              type="password"
              label={t('Mật khẩu')}
              autoComplete="current-password"
              maxLength={254}
              required
              {...errorOf('password')}
            />
            <Button look={hasTotp ? 'second' : 'primary'}>{t('Tiếp tục')}</Button>
          </form>
        </Card>
      )}
      {destinations.map(({ id, name }) => (
        <form key={id} method="post" action="/sign-in/second">
          <Button name="send" value={id} wide busyText={t('Đang gửi mã…')}>
            {t('Gửi mã tới {name}', { name })}
          </Button>
        </form>
      ))}
      <p className="row">
        <a href="/sign-in/recover">{t('Tôi không còn cách nào ở trên')}</a>
      </p>
    </div>
  );
  return view(title, content, quiet(problem?.message));
}

export function recoverView(t: Translate, problem?: string, login?: string): View {
  const title = t('Lấy lại tài khoản');
  const content = (
    <div className="wrap read flow sec">
      <ErrorSummary t={t} problems={problem === undefined ? [] : [{ fieldId: 'login', message: problem }]} />
      <h1>{title}</h1>
      <section className="flow" aria-labelledby="vneid">
        <h2 id="vneid">{t('Còn VNeID')}</h2>
        <p>{t('Đăng nhập bằng VNeID là xong, rồi thêm lại các cách khác trong Trung tâm an toàn.')}</p>
        <p>
          <ButtonLink href="/sign-in/vneid?return_to=/me/security">{t('Tiếp tục với VNeID')}</ButtonLink>
        </p>
      </section>
      <section className="flow" aria-labelledby="codes">
        <h2 id="codes">{t('Còn mã dự phòng')}</h2>
        <form method="post" action="/sign-in/recover" className="flow" data-no-draft="">
          <Login
            t={t}
            {...(login === undefined ? {} : { login })}
            {...(problem === undefined ? {} : { problem })}
          />
          <TextInput
            t={t}
            id="code"
            name="code"
            label={t('Mã dự phòng')}
            hint={t('12 ký tự trên giấy bạn đã cất, ví dụ 7K3F-9XQ2-MTA8')}
            autoComplete="off"
            autoCapitalize="characters"
            maxLength={24}
            required
          />
          <Button look="primary" size="lg" wide busyText={t('Đang kiểm tra…')}>
            {t('Tiếp tục')}
          </Button>
        </form>
      </section>
      <Banner title={t('Không còn gì cả?')}>
        <p>
          {t(
            'Công an phường, xã giúp bạn lấy lại VNeID; có VNeID là bạn vào lại được. Không ai làm việc này qua điện thoại.',
          )}
        </p>
      </Banner>
    </div>
  );
  return view(title, content, quiet(problem));
}
