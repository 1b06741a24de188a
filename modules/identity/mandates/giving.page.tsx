// Giving a mandate in four short steps: to whom, what, how long, and all of it once more before signing. Nothing is kept before.
import { type View, view } from '@city/kernel/http';
import { addDays, formatDate, localDate } from '@city/kernel/time';
import {
  Banner,
  Button,
  ButtonLink,
  Checkbox,
  Checkboxes,
  DataList,
  ErrorSummary,
  Steps,
  TextInput,
} from '@city/ui/parts';
import type { ReactNode } from 'react';
import { powerNames, type Reading } from './mandate.part.tsx';

export const givingSteps = ['who', 'what', 'when', 'sign'] as const;
export type GivingStep = (typeof givingSteps)[number];

/** What has been said so far; empty where nothing was. */
export interface GivingDraft {
  /** `self`, or the id of an organisation or of a mandate to pass on. */
  readonly of: string;
  readonly agentName: string;
  readonly agentNumber: string;
  readonly powers: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly mayPassOn: boolean;
}

export interface GivingInput {
  readonly step: GivingStep;
  readonly draft: GivingDraft;
  readonly source: {
    readonly kind: 'attorney' | 'staff';
    readonly principalName: string;
    readonly isPassedOn: boolean;
    /** Codes that may be given. */
    readonly powers: readonly string[];
    readonly depth: number;
    readonly usualDays: number;
    readonly mostDays: number | null;
    readonly isByTwo: boolean;
  };
  readonly problem: { readonly field: string; readonly message: string } | null;
}

type Props = GivingInput & { readonly reading: Reading };

export function givingView(reading: Reading, input: GivingInput): View {
  const { t } = reading;
  const { step, source, problem } = input;
  const at = givingSteps.indexOf(step) + 1;
  const title =
    source.kind === 'attorney'
      ? t('Nhờ người làm thay')
      : t('Giao việc của {name}', { name: source.principalName });
  const props = { ...input, reading };
  const content = (
    <div className="wrap read flow sec">
      <h1>{title}</h1>
      <Steps t={t} current={at} steps={[t('Ai'), t('Việc gì'), t('Bao lâu'), t('Xem lại và ký')]} />
      <form method="post" action="/me/mandates/new" className="flow" data-no-draft="">
        <ErrorSummary
          t={t}
          problems={problem ? [{ fieldId: problem.field, message: problem.message }] : []}
        />
        <Kept {...props} />
        {step === 'who' && <Who {...props} />}
        {step === 'what' && <What {...props} />}
        {step === 'when' && <When {...props} />}
        {step === 'sign' && <Summary {...props} />}
      </form>
      <p>
        <a href={source.kind === 'attorney' ? '/me/mandates' : '/me/organisations'}>
          {t('Thôi, không giao')}
        </a>
      </p>
    </div>
  );
  const home =
    source.kind === 'attorney'
      ? { href: '/me/mandates', name: t('Ủy quyền') }
      : { href: '/me/organisations', name: t('Tổ chức') };
  return view(title, content, {
    headers: { 'cache-control': 'no-store' },
    breadcrumbs: [{ href: '/me', name: t('Trang của tôi') }, home, { name: title }],
    page: { noIndex: true, hasProblems: problem !== null },
  });
}

/** Answers of the other steps travel along with the form; the server keeps nothing before the signature. */
function Kept({ step, draft }: Props) {
  const own: Record<GivingStep, readonly string[]> = {
    who: ['agentName', 'agentNumber'],
    what: ['powers'],
    when: ['from', 'to', 'passOn'],
    sign: [],
  };
  const all: readonly (readonly [string, string])[] = [
    ['step', step],
    ['of', draft.of],
    ['agentName', draft.agentName],
    ['agentNumber', draft.agentNumber],
    ...draft.powers.map((code) => ['powers', code] as const),
    ['from', draft.from],
    ['to', draft.to],
    ['passOn', draft.mayPassOn ? 'yes' : ''],
  ];
  return all
    .filter(([name, value]) => value !== '' && !own[step].includes(name))
    .map(([name, value]) => <input key={name + value} type="hidden" name={name} value={value} />);
}

const errorOf = ({ problem }: Props, field: string) =>
  problem?.field === field ? problem.message : undefined;

function Who(props: Props) {
  const { reading, draft } = props;
  const { t } = reading;
  return (
    <>
      <TextInput
        t={t}
        id="agentName"
        name="agentName"
        label={t('Họ và tên người nhận')}
        hint={t('Viết đúng như trên thẻ căn cước, đủ dấu.')}
        defaultValue={draft.agentName}
        error={errorOf(props, 'agentName')}
        autoComplete="off"
        maxLength={200}
        required
      />
      <TextInput
        t={t}
        id="agentNumber"
        name="agentNumber"
        label={t('Số định danh của người nhận')}
        hint={t('12 chữ số trên thẻ căn cước. Giấy chỉ có hiệu lực khi đúng người này nhận.')}
        defaultValue={draft.agentNumber}
        error={errorOf(props, 'agentNumber')}
        inputMode="numeric"
        autoComplete="off"
        maxLength={20}
        width="medium"
        required
      />
      <Button look="primary">{t('Tiếp tục')}</Button>
    </>
  );
}

function What(props: Props) {
  const { reading, draft, source } = props;
  const { t, lang, rulesOn, now } = reading;
  const powers = rulesOn(localDate(now)).powers.filter(({ code }) => source.powers.includes(code));
  return (
    <>
      <Checkboxes
        t={t}
        id="powers"
        name="powers"
        label={t('{name} được làm những việc gì?', { name: draft.agentName })}
        hint={t('Chỉ chọn những việc thật cần. Bớt được sau này, thêm thì lập giấy mới.')}
        error={errorOf(props, 'powers')}
        values={draft.powers}
        choices={powers.map(({ code, name, twoPersons }) => ({
          value: code,
          name: name[lang],
          ...(twoPersons && source.isByTwo ? { hint: t('Cần người đại diện thứ hai xác nhận') } : {}),
        }))}
      />
      <p className="hint">{t('Bỏ phiếu và ký tên kiến nghị không ai làm thay được.')}</p>
      <Button look="primary">{t('Tiếp tục')}</Button>
    </>
  );
}

function When(props: Props) {
  const { reading, draft, source } = props;
  const { t, now } = reading;
  const today = localDate(now);
  return (
    <>
      <TextInput
        t={t}
        id="from"
        name="from"
        type="date"
        label={t('Từ ngày')}
        defaultValue={draft.from || today}
        min={today}
        error={errorOf(props, 'from')}
        required
      />
      <TextInput
        t={t}
        id="to"
        name="to"
        type="date"
        label={t('Đến hết ngày')}
        {...(source.mostDays === null
          ? {}
          : { hint: t('Nhiều nhất {days} ngày.', { days: source.mostDays }) })}
        defaultValue={draft.to || addDays(today, source.usualDays - 1)}
        min={today}
        error={errorOf(props, 'to')}
        required
      />
      {source.depth > 0 && (
        <Checkbox
          id="passOn"
          name="passOn"
          label={t('Người nhận được giao lại một phần cho người khác')}
          hint={t('Khi việc của người nhận chấm dứt, việc giao lại cũng chấm dứt theo.')}
          checked={draft.mayPassOn}
        />
      )}
      <Button look="primary">{t('Xem lại')}</Button>
    </>
  );
}

function Summary({ reading, draft, source }: Props) {
  const { t, lang, rulesOn, now } = reading;
  const powers = powerNames(rulesOn(localDate(now)), draft.powers, lang);
  const change = (to: GivingStep, what: string) => (
    <Button look="plain" size="sm" name="back" value={to} aria-label={t('Sửa: {what}', { what })}>
      {t('Sửa')}
    </Button>
  );
  const row = (name: string, value: ReactNode, to: GivingStep) => ({
    name,
    value: (
      <>
        {value} {change(to, name)}
      </>
    ),
  });
  return (
    <>
      <DataList
        items={[
          { name: t('Làm thay'), value: source.principalName },
          row(t('Người nhận'), `${draft.agentName} · •••••••••${draft.agentNumber.slice(-3)}`, 'who'),
          row(t('Được làm'), powers.join(' · '), 'what'),
          row(t('Thời gian'), `${formatDate(draft.from, lang)} – ${formatDate(draft.to, lang)}`, 'when'),
          { name: t('Giao lại'), value: draft.mayPassOn ? t('Được, một phần') : t('Không') },
        ]}
      />
      <Banner title={t('Sau khi ký')}>
        <p>
          {t(
            'Người nhận phải đồng ý thì mới có hiệu lực. Mỗi việc làm thay ghi tên cả hai người, bạn xem lại được. Bạn bớt việc hoặc chấm dứt bất cứ lúc nào.',
          )}
        </p>
      </Banner>
      <Button look="primary" icon="sign" name="sign" value="yes" busyText={t('Đang ký…')}>
        {t('Ký giấy này')}
      </Button>
    </>
  );
}

/** Before the first step, for a session that is too weak to sign. */
export function strongerView({ t }: Reading, level: number, back: string): View {
  const title = t('Xác nhận lại là bạn');
  return view(
    title,
    <div className="wrap read flow sec">
      <h1>{title}</h1>
      <p>{t('Ký giấy làm thay cần đăng nhập bằng hai yếu tố, mức xác thực {level} trở lên.', { level })}</p>
      <p>
        <ButtonLink look="primary" href={`/sign-in?level=${level}&return_to=${encodeURIComponent(back)}`}>
          {t('Đăng nhập lại')}
        </ButtonLink>
      </p>
    </div>,
    { headers: { 'cache-control': 'no-store' }, page: { noIndex: true } },
  );
}
