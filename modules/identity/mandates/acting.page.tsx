// The page "for whom are you doing this?": oneself, a child, somebody who asked for it, an organisation.
import { type View, view } from '@city/kernel/http';
import type { Translate } from '@city/kernel/text';
import { Banner, Button, Radios } from '@city/ui/parts';
import type { Mandate } from './mandate.ts';

export interface ActingInput {
  readonly t: Translate;
  readonly ownName: string;
  /** Mandates that give powers now. */
  readonly choices: readonly Mandate[];
  /** By which the session acts; null for oneself. */
  readonly current: { readonly mandate: Mandate; readonly isAlive: boolean } | null;
  /** Where to go on afterwards, a path of ours. */
  readonly returnTo: string | null;
}

export function actingView(input: ActingInput): View {
  const { t, current, choices } = input;
  const content = (
    <div className="wrap read flow sec">
      <h1>{t('Bạn đang làm cho ai?')}</h1>
      {current && !current.isAlive && (
        <Banner
          tone="need"
          title={t('Quyền làm thay {name} đã chấm dứt', { name: current.mandate.principal.name })}
        >
          <p>{t('Không có việc nào được làm thêm thay người này. Hãy chọn lại bên dưới.')}</p>
        </Banner>
      )}
      <Chooser {...input} />
      {choices.length === 0 && (
        <p className="hint">
          {t(
            'Khi bạn là cha mẹ, người giám hộ, được ủy quyền hoặc đại diện một tổ chức, những người đó hiện ở đây.',
          )}
        </p>
      )}
    </div>
  );
  return view(t('Bạn đang làm cho ai?'), content, {
    headers: { 'cache-control': 'no-store' },
    page: { noIndex: true },
  });
}

function Chooser({ t, ownName, choices, current, returnTo }: ActingInput) {
  const value = current?.isAlive ? current.mandate.id : 'self';
  return (
    <form method="post" action="/me/acting" className="flow">
      {returnTo !== null && <input type="hidden" name="return_to" value={returnTo} />}
      <Radios
        t={t}
        id="acting"
        name="mandate"
        label={t('Những việc bạn làm từ bây giờ')}
        value={value}
        required
        choices={[
          { value: 'self', name: t('Cho chính tôi'), hint: ownName },
          ...choices.map((mandate) => ({
            value: mandate.id,
            name: mandate.principal.name,
            hint: `${roleWords(t, mandate)} · ${t('{n, plural, other {# việc được làm}}', { n: mandate.powers.length })}`,
          })),
        ]}
      />
      <Button look="primary">{t('Tiếp tục')}</Button>
      <p className="hint">
        {t('Mỗi việc làm thay đều ghi tên cả hai người, và người được làm thay xem lại được.')}
      </p>
    </form>
  );
}

/** As what one acts for the principal. */
export function roleWords(t: Translate, { kind, basis }: Pick<Mandate, 'kind' | 'basis'>): string {
  switch (kind) {
    case 'guardian':
      if (basis === 'parent') return t('Bạn là cha hoặc mẹ');
      return t('Bạn là người giám hộ');
    case 'attorney':
      return t('Bạn được ủy quyền');
    case 'organisation':
      return t('Bạn là người đại diện theo pháp luật');
    case 'staff':
      return t('Bạn được tổ chức giao quyền');
  }
}
