// What is handed over on paper, shown this once.
import { type DeskContext, momentWords } from '@city/ui/desk';
import { Button } from '@city/ui/parts';
import type { PrintedCodes } from './onboarding-schemas.ts';

interface PrintProps {
  readonly desk: DeskContext;
  readonly printed: PrintedCodes;
  readonly onDone: () => void;
}

export function PrintPage({ desk: { t, lang }, printed, onDone }: PrintProps) {
  return (
    <main className="onboarding onboarding-print">
      <h1>{t('Đã xác nhận')}</h1>
      <p>
        {t('{name} đăng nhập được từ bây giờ.', { name: printed.name })}{' '}
        {momentWords(new Date(printed.at), lang)}.
      </p>
      {printed.codes.length > 0 && (
        <>
          <h2>{t('Mã đăng nhập của {name}', { name: printed.name })}</h2>
          <p>{t('Mỗi mã dùng một lần. Cất ở nhà, đừng cho ai xem, đừng đọc cho ai qua điện thoại.')}</p>
          <ol className="onboarding-codes num">
            {printed.codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ol>
          <p className="no-print">{t('In hoặc chép lại ngay: các mã này không xem lại được nữa.')}</p>
        </>
      )}
      <p className="no-print onboarding-buttons">
        {printed.codes.length > 0 && (
          <Button look="primary" type="button" icon="printer" onClick={() => window.print()}>
            {t('In')}
          </Button>
        )}{' '}
        <Button look="second" type="button" onClick={onDone}>
          {t('Xong, đã trao cho người dân')}
        </Button>
      </p>
    </main>
  );
}
