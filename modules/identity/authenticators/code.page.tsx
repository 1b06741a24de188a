// Pages around a one-time code: typing it, choosing who one is on a shared number, and what is said when nothing works any more.
import { type View, view } from '@city/kernel/http';
import type { Translate } from '@city/kernel/text';
import { Banner, Button, ButtonLink, ErrorSummary, Radios, TextInput } from '@city/ui/parts';
import { wayOn } from '../sign-in/ways.page.tsx';

interface CodePage {
  readonly t: Translate;
  /** Masked. */
  readonly destination: string;
  readonly minutes: number;
  /** Where the forms go: the sign-in's or the security centre's. */
  readonly base: string;
  readonly problem?: string;
}

const quiet = (problem?: string) => ({
  status: problem === undefined ? 200 : 422,
  headers: { 'cache-control': 'no-store' },
  page: { noIndex: true, hasProblems: problem !== undefined },
});

/** The same for every number, whether somebody signs in with it or not. */
export function codeView({ t, destination, minutes, base, problem }: CodePage): View {
  const title = t('Nhập mã');
  const content = (
    <div className="wrap read flow sec">
      <ErrorSummary t={t} problems={problem === undefined ? [] : [{ fieldId: 'code', message: problem }]} />
      <h1>{title}</h1>
      <p>
        {t(
          'Nếu {destination} đã gắn với một tài khoản, mã sẽ đến trong vài giây và dùng được trong {minutes} phút.',
          {
            destination,
            minutes,
          },
        )}
      </p>
      <form method="post" action={`${base}/check`} className="flow">
        <TextInput
          t={t}
          id="code"
          name="code"
          label={t('Mã gồm 6 chữ số')}
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9 ]*"
          maxLength={12}
          required
          width="medium"
          error={problem}
          messages={{ required: t('Hãy nhập mã.'), pattern: t('Mã chỉ gồm chữ số.') }}
        />
        <Button look="primary" size="lg" wide busyText={t('Đang kiểm tra…')}>
          {t('Tiếp tục')}
        </Button>
      </form>
      <form method="post" action={`${base}/again`} className="row">
        <Button look="plain">{t('Gửi lại mã')}</Button>
      </form>
      <p className="hint">
        {t(
          'Không nhận được mã? Kiểm tra lại số, đợi một phút rồi bấm gửi lại, hoặc quay lại chọn cách khác. Cần người giúp: gọi 1022.',
        )}
      </p>
    </div>
  );
  return view(title, content, quiet(problem));
}

/** Only whoever holds the number comes here: the names are of those who sign in with it. */
export function chooseView(
  t: Translate,
  people: readonly { readonly id: string; readonly name: string }[],
): View {
  const title = t('Bạn là ai?');
  const content = (
    <div className="wrap read flow sec">
      <h1>{title}</h1>
      <p>{t('Nhiều người trong nhà dùng chung số này. Hãy chọn tên của bạn.')}</p>
      <form method="post" action="/sign-in/who" className="flow">
        <Radios
          t={t}
          id="person"
          name="person"
          label={t('Tên của bạn')}
          required
          choices={people.map(({ id, name }) => ({ value: id, name }))}
        />
        <Button look="primary" size="lg" wide>
          {t('Tiếp tục')}
        </Button>
      </form>
    </div>
  );
  return view(title, content, quiet());
}

/** Nothing is signed in: what happened and how to go on. */
export function notSignedInView(
  t: Translate,
  why: 'over' | 'burnt' | 'too_weak',
  returnTo = '/',
  level = 1,
): View {
  const title = why === 'too_weak' ? t('Cần xác nhận chắc hơn') : t('Chưa đăng nhập được');
  const on = wayOn(returnTo, level);
  const words = {
    over: t('Lần đăng nhập này đã dùng rồi hoặc đã quá hạn.'),
    burnt: t('Mã đã bị nhập sai quá nhiều lần nên không dùng được nữa.'),
    too_weak: t('Việc này cần hai cách xác nhận khác loại, hoặc VNeID. Tài khoản của bạn chưa có cách đó.'),
  }[why];
  const content = (
    <div className="wrap read flow sec">
      <h1>{title}</h1>
      <Banner title={words}>
        <p>
          {t('Chưa có gì thay đổi. Bạn có thể bắt đầu lại hoặc dùng VNeID; cần người giúp, xin gọi 1022.')}
        </p>
      </Banner>
      <p className="row">
        <ButtonLink look="primary" href={`/sign-in/vneid?${on}`}>
          {t('Tiếp tục với VNeID')}
        </ButtonLink>
        <ButtonLink href={`/sign-in?${on}`}>{t('Bắt đầu lại')}</ButtonLink>
      </p>
    </div>
  );
  return view(title, content, { ...quiet(), status: why === 'over' ? 409 : 403 });
}
