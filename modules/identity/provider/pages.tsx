// What people see of the provider: what a client wants to know, the end of a session, a device's code, what went wrong.
import type { Bilingual } from '@city/kernel/errors';
import { type View, view } from '@city/kernel/http';
import type { Translate } from '@city/kernel/text';
import { Banner, Button, ButtonLink } from '@city/ui/parts';
import { identityClaim, numberClaim } from './claims.ts';

type Language = 'vi' | 'en';
export interface ShownClient {
  readonly name: { readonly vi: string; readonly en: string };
  readonly owner: { readonly vi: string; readonly en: string };
}

/** Version of the words below; kept with every consent. */
export const consentTextVersion = '2026-11-28';
const options = (status = 200, formTargets?: readonly string[]) => ({
  status,
  headers: { 'cache-control': 'no-store' },
  page: { noIndex: true },
  ...(formTargets ? { formTargets } : {}),
});

/** The claims of a request in plain words; technical ones are not shown. */
export function wordsOfClaims(t: Translate, names: readonly string[]): string[] {
  const words: Record<string, string> = {
    name: t('Họ và tên'),
    birthdate: t('Ngày sinh'),
    email: t('Thư điện tử của bạn'),
    phone_number: t('Số điện thoại của bạn'),
    [identityClaim]: t('Mức độ định danh của bạn'),
    [numberClaim]: t('Số định danh cá nhân'),
    'city.me': t('Xem tên và mức xác thực của bạn ở thành phố'),
    'city.reports': t('Xem các phản ánh bạn đã gửi'),
    offline_access: t('Dùng tiếp những điều trên khi bạn không mở trang đó'),
  };
  return names.flatMap((name) => words[name] ?? []);
}

export interface ConsentAsked {
  readonly lang: Language;
  readonly client: ShownClient;
  readonly claims: readonly string[];
  /** What else it asks for, in words. */
  readonly more?: readonly Bilingual[];
  readonly action: string;
  /** Where the browser goes in the end. */
  readonly target: string;
}

export function consentView(t: Translate, asked: ConsentAsked): View {
  const { lang, client, claims, more = [], action, target } = asked;
  const title = t('{name} muốn biết về bạn', { name: client.name[lang] });
  const words = [...new Set([...wordsOfClaims(t, claims), ...more.map((one) => one[lang])])];
  const content = (
    <div className="wrap read flow sec">
      <h1>{title}</h1>
      <p>{t('Dịch vụ này của {owner}.', { owner: client.owner[lang] })}</p>
      {words.length > 0 ? (
        <ul className="chain">
          {words.map((word) => (
            <li key={word}>
              <b>{word}</b>
            </li>
          ))}
        </ul>
      ) : (
        <p>{t('Dịch vụ chỉ được biết rằng đó vẫn là bạn, không biết bạn là ai.')}</p>
      )}
      <p>{t('Bạn có thể rút lại lúc nào cũng được. Mỗi lần dịch vụ hỏi đều được ghi lại để bạn xem.')}</p>
      <form method="post" action={action} className="row">
        <Button type="submit" look="primary" name="answer" value="yes">
          {t('Đồng ý')}
        </Button>
        <Button type="submit" look="second" name="answer" value="no">
          {t('Không đồng ý')}
        </Button>
      </form>
    </div>
  );
  return view(title, content, options(200, [new URL(target).origin]));
}

/** Asks before signing out because a client wished so. */
export function signOutView(
  t: Translate,
  asked: { action: string; xsrf: string; target: string | undefined },
): View {
  const title = t('Đăng xuất khỏi thành phố?');
  const content = (
    <div className="wrap read flow sec">
      <h1>{title}</h1>
      <p>{t('Bạn sẽ đăng xuất ở đây và ở những dịch vụ bạn đã mở bằng lần đăng nhập này.')}</p>
      <form method="post" action={asked.action} className="row">
        <input type="hidden" name="xsrf" value={asked.xsrf} />
        <Button type="submit" look="primary" name="logout" value="yes">
          {t('Đăng xuất')}
        </Button>
        <Button type="submit" look="second">
          {t('Ở lại')}
        </Button>
      </form>
    </div>
  );
  return view(title, content, options(200, asked.target ? [new URL(asked.target).origin] : undefined));
}

/** A sentence and a way on. */
export function saidView(t: Translate, title: string, text: string, status = 200): View {
  const content = (
    <div className="wrap read flow sec">
      <h1>{title}</h1>
      <Banner tone={status >= 400 ? 'soon' : 'info'} title={text} />
      <p className="row">
        <ButtonLink href="/">{t('Về trang chủ')}</ButtonLink>
      </p>
    </div>
  );
  return view(title, content, options(status));
}

/** Where a person types the code that a device shows. */
export function deviceCodeView(
  t: Translate,
  asked: { action: string; xsrf: string; wrong: string | null },
): View {
  const title = t('Nhập mã trên thiết bị');
  const content = (
    <div className="wrap read flow sec">
      <h1>{title}</h1>
      {asked.wrong !== null && <Banner tone="soon" title={asked.wrong} />}
      <form method="post" action={asked.action} className="flow">
        <input type="hidden" name="xsrf" value={asked.xsrf} />
        <div className="field">
          <label htmlFor="user_code">{t('Mã gồm 8 chữ cái')}</label>
          <input
            className="input"
            id="user_code"
            name="user_code"
            autoComplete="off"
            required
            maxLength={20}
          />
        </div>
        <Button type="submit" look="primary">
          {t('Tiếp tục')}
        </Button>
      </form>
    </div>
  );
  return view(title, content, options());
}

export interface DeviceAsked {
  readonly lang: Language;
  readonly action: string;
  readonly xsrf: string;
  readonly userCode: string;
  readonly client: ShownClient;
}

/** Shown before a device gets in: somebody may have been sent a code of another's device. */
export function deviceConfirmView(t: Translate, asked: DeviceAsked): View {
  const title = t('Cho thiết bị đăng nhập?');
  const content = (
    <div className="wrap read flow sec">
      <h1>{title}</h1>
      <p>{t('Thiết bị đang chạy {name}.', { name: asked.client.name[asked.lang] })}</p>
      <p>
        {t('Mã trên màn hình thiết bị phải là')} <b>{asked.userCode}</b>
      </p>
      <Banner
        tone="soon"
        title={t('Nếu ai đó gửi mã này cho bạn qua điện thoại hay tin nhắn, đừng đồng ý.')}
      />
      <form method="post" action={asked.action} className="row">
        <input type="hidden" name="xsrf" value={asked.xsrf} />
        <input type="hidden" name="user_code" value={asked.userCode} />
        <Button type="submit" look="primary" name="confirm" value="yes">
          {t('Đúng, cho đăng nhập')}
        </Button>
        <Button type="submit" look="second" name="abort" value="yes">
          {t('Không phải của tôi')}
        </Button>
      </form>
    </div>
  );
  return view(title, content, options());
}
