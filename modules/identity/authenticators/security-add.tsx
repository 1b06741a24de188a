// Adding a way to sign in: the strongest first, each with what it is good for.
import type { Translate } from '@city/kernel/text';
import { Button, Card, TextInput } from '@city/ui/parts';
import type { SecurityPage } from './security.page.tsx';

export function AddMeans({ t, means, leastPassword }: SecurityPage) {
  const has = (kind: string) => means.some((one) => one.kind === kind);
  const hasSecond = means.some(({ kind }) => kind === 'totp' || kind.startsWith('otp_'));
  return (
    <section className="flow" aria-labelledby="add">
      <h2 id="add">{t('Thêm cách đăng nhập')}</h2>
      <AddPasskey t={t} />
      <Card>
        <form method="post" action="/me/security/destination" className="flow">
          <h3>{t('Số điện thoại hoặc thư điện tử')}</h3>
          <p className="hint">
            {t('Dễ dùng nhưng yếu nhất: ai cầm SIM của bạn là nhận được mã. Nên có thêm khóa truy cập.')}
          </p>
          <TextInput
            t={t}
            id="destination"
            name="destination"
            label={t('Số di động hoặc địa chỉ thư')}
            inputMode="email"
            autoComplete="tel"
            maxLength={254}
            required
            messages={{ required: t('Hãy nhập số điện thoại hoặc thư điện tử.') }}
          />
          <Button busyText={t('Đang gửi mã…')}>{t('Gửi mã để xác nhận')}</Button>
        </form>
      </Card>
      <Card>
        <form method="post" action="/me/security/totp" className="flow">
          <h3>{has('totp') ? t('Đổi ứng dụng tạo mã') : t('Ứng dụng tạo mã')}</h3>
          <p className="hint">{t('Ứng dụng trên điện thoại cho mã mới mỗi 30 giây, không cần mạng.')}</p>
          <Button>{t('Gắn ứng dụng')}</Button>
        </form>
      </Card>
      {hasSecond && <AddPassword t={t} least={leastPassword} has={has('password')} />}
      <Card>
        <form method="post" action="/me/security/codes" className="flow">
          <h3>{has('recovery') ? t('Tạo lại mã dự phòng') : t('Mã dự phòng')}</h3>
          <p className="hint">
            {t(
              'Mười mã in ra giấy, cất ở nhà, phòng khi mất điện thoại. Mỗi mã dùng một lần. Tạo mới thì mã cũ hết dùng.',
            )}
          </p>
          <Button icon="printer">{t('Tạo và in mã')}</Button>
        </form>
      </Card>
    </section>
  );
}

function AddPasskey({ t }: { t: Translate }) {
  return (
    <div
      hidden
      data-island="passkey"
      data-load="idle"
      data-done="/me/security?done=passkey"
      data-failed={t('Chưa thêm được. Hãy thử lại.')}
    >
      <Card>
        <h3>{t('Khóa truy cập')}</h3>
        <p className="hint">
          {t(
            'An toàn nhất: nằm trong máy bạn, mở bằng vân tay, khuôn mặt hoặc mã mở máy. Trang giả mạo không lấy được.',
          )}
        </p>
        <p>
          <Button type="button" look="primary" icon="key" data-passkey="add">
            {t('Thêm khóa truy cập trên máy này')}
          </Button>
        </p>
        <p className="error" role="status">
          <span />
        </p>
      </Card>
    </div>
  );
}

function AddPassword({ t, least, has }: { t: Translate; least: number; has: boolean }) {
  return (
    <Card>
      <form method="post" action="/me/security/password" className="flow" data-no-draft="">
        <h3>{has ? t('Đổi mật khẩu') : t('Mật khẩu')}</h3>
        <TextInput
          t={t}
          id="password"
          name="password"
          type="password"
          label={t('Mật khẩu mới')}
          hint={t('Ít nhất {least} ký tự. Một câu vài từ dễ nhớ hơn và khó đoán hơn. Luôn dùng kèm mã.', {
            least,
          })}
          autoComplete="new-password"
          minLength={least}
          maxLength={128}
          required
          messages={{
            required: t('Hãy nhập mật khẩu.'),
            tooShort: t('Mật khẩu cần ít nhất {least} ký tự.', { least }),
          }}
        />
        <Button busyText={t('Đang lưu…')}>{t('Lưu mật khẩu')}</Button>
      </form>
    </Card>
  );
}
