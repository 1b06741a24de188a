// Step 2 of the form: where it is and what it is. The pin comes from the photo, the map, the device or the ward.
import type { Translate } from '@city/kernel/text';
import { formatTime } from '@city/kernel/time';
import {
  Button,
  ErrorSummary,
  type FieldProblem,
  Icon,
  type IconName,
  Photo,
  Radios,
  Select,
  TextArea,
  TextInput,
} from '@city/ui/parts';
import { CityForm, FormFoot, LocateButton, NextStep, PlaceChoice, Question } from '@city/ui/people';
import { drawnFields, reportFields } from '../cases/report-fields.ts';
import { limits } from '../limits.ts';
import type { MatterKind, Service } from '../services/city-data.ts';
import { type DraftData, mapSize, mapSteps } from './draft.ts';
import { FormSteps } from './form-steps.tsx';
import { KindChoice } from './kind-choice.tsx';

export interface WherePageProps {
  readonly t: Translate;
  readonly lang: 'vi' | 'en';
  readonly token: string;
  readonly draft: DraftData;
  readonly services: readonly Service[];
  /** Kinds of matter that the city takes today. */
  readonly kinds: readonly MatterKind[];
  /** The service that photo or words suggest. */
  readonly suggested: string | null;
  readonly units: readonly { readonly code: string; readonly name: string; readonly kind: string }[];
  /** The unit under the pin, in words; null without a pin or outside the city. */
  readonly unitName: string | null;
  readonly photoUrls: readonly { readonly url: string; readonly width: number; readonly height: number }[];
  readonly problems: readonly FieldProblem[];
  /** What happens after sending: who takes it, and by when. */
  readonly next: { readonly body: string; readonly hours: number } | null;
}

export function WherePage(props: WherePageProps) {
  const { t, token, problems } = props;
  return (
    <>
      <FormSteps t={t} current={2} />
      <div className="form">
        <h1 className="vh">{t('Ở đâu, việc gì')}</h1>
        <CityForm action="/report/where">
          <ErrorSummary t={t} problems={problems} />
          <input type="hidden" name="d" value={token} />
          {/* Enter in a field means "go on": without this first button it would press the map. */}
          <button type="submit" className="vh" name="go" value="next" tabIndex={-1} aria-hidden="true">
            {t('Tiếp tục')}
          </button>
          <Pictures {...props} />
          <Place {...props} />
          <KindChoice {...props} />
          <What {...props} />
          <Words {...props} />
          <Next {...props} />
          <FormFoot>
            <Button look="primary" size="lg" wide name="go" value="next" busyText={t('Đang chuyển…')}>
              {t('Tiếp tục')}
            </Button>
          </FormFoot>
        </CityForm>
      </div>
    </>
  );
}

function Pictures({ t, draft, photoUrls }: WherePageProps) {
  const [first, ...more] = photoUrls;
  if (!first) return null;
  const label =
    draft.takenAt === null ? undefined : t('Chụp lúc {time}', { time: formatTime(new Date(draft.takenAt)) });
  const count = more.length > 0 ? t('và {n} ảnh nữa', { n: more.length }) : undefined;
  return (
    <Photo
      src={first.url}
      alt={t('Ảnh bạn vừa chọn')}
      width={first.width}
      height={first.height}
      label={[label, count].filter(Boolean).join(' ') || undefined}
      first
    />
  );
}

function Place(props: WherePageProps) {
  const { t, draft, problems } = props;
  const error = problems.find(({ fieldId }) => fieldId === 'place')?.message;
  return (
    <Question
      title={draft.pin ? t('Việc này ở đúng chỗ này chứ?') : t('Việc này ở đâu?')}
      text={pinWords(t, draft)}
    >
      <div id="place" tabIndex={-1} className={error === undefined ? undefined : 'field-error'}>
        {error === undefined ? null : <p className="error">{error}</p>}
        <PlaceChoice
          map={<MapInput {...props} />}
          address={draft.fields['address'] || props.unitName || t('Chưa có ghim')}
          unit={draft.fields['address'] ? (props.unitName ?? undefined) : undefined}
        />
      </div>
      <p className="hint" id="locate-status" role="status" />
      <OtherWays {...props} />
      <TextInput
        t={t}
        id="address"
        name="address"
        label={fieldLabel(t, 'address')}
        hint={fieldHint(t, 'address')}
        optional
        defaultValue={draft.fields['address']}
        maxLength={limits.addressMax}
        autoComplete="street-address"
      />
    </Question>
  );
}

/** Moving the map and going to a ward; open while there is no pin. */
function OtherWays({ t, draft, units }: WherePageProps) {
  return (
    <details className="more" open={draft.pin === null}>
      <summary>{t('Phóng to, di chuyển, hoặc chọn phường xã')}</summary>
      <MapButtons t={t} km={draft.mapKm} />
      <div className="two-fields">
        <Select
          t={t}
          id="unit"
          name="unit"
          label={t('Phường, xã')}
          emptyName={t('Chưa chọn')}
          defaultValue=""
          options={units.map(({ code, name, kind }) => ({ value: code, name: `${name} (${kind})` }))}
        />
        <Button name="go" value="unit" formNoValidate>
          {t('Đến đó')}
        </Button>
      </div>
    </details>
  );
}

function pinWords(t: Translate, { pin, pinFrom }: DraftData): string {
  if (!pin) return t('Bấm vào bản đồ để đặt ghim, phóng to cho chính xác.');
  switch (pinFrom) {
    case 'photo':
      return t('Vị trí lấy từ ảnh. Bấm vào bản đồ nếu chưa đúng.');
    case 'device':
      return t('Vị trí lấy từ máy của bạn. Bấm vào bản đồ nếu chưa đúng.');
    case 'unit':
      return t('Ghim đang ở giữa phường, xã đã chọn. Bấm vào bản đồ cho đúng chỗ.');
    default:
      return t('Bấm vào bản đồ nếu chưa đúng.');
  }
}

/** A picture that tells where it was pressed; the island puts a map with a pin to drag in its place. */
function MapInput({ t, token, draft }: WherePageProps) {
  const { lat, lon } = draft.centre;
  const version = `${lat},${lon},${draft.mapKm},${draft.pin?.lat ?? ''},${draft.pin?.lon ?? ''}`;
  return (
    <div
      className="pin-map"
      data-island="pin"
      data-lat="lat"
      data-lon="lon"
      data-status="locate-status"
      data-centre-lat={lat}
      data-centre-lon={lon}
      data-summary={t('Bản đồ đặt ghim')}
      data-placed={t('Đã đặt ghim.')}
      data-failed={t('Không mở được bản đồ. Bấm vào ảnh bản đồ để đặt ghim.')}
    >
      <input
        type="image"
        name="map"
        formNoValidate
        width={mapSize.width}
        height={mapSize.height}
        alt={t('Bản đồ. Bấm vào chỗ có việc để đặt ghim. Không thấy bản đồ thì chọn phường, xã ở dưới.')}
        src={`/report/map.svg?d=${encodeURIComponent(token)}&v=${encodeURIComponent(version)}`}
      />
      <input type="hidden" id="lat" name="lat" defaultValue={draft.pin?.lat ?? ''} />
      <input type="hidden" id="lon" name="lon" defaultValue={draft.pin?.lon ?? ''} />
      <button type="button" className="pin-open" data-open-map hidden>
        {t('Kéo ghim trên bản đồ')}
      </button>
      <input type="hidden" id="device" name="device" />
      <LocateButton t={t} latId="lat" lonId="lon" deviceId="device" statusId="locate-status" />
    </div>
  );
}

function MapButtons({ t, km }: { t: Translate; km: number }) {
  const moves = [
    ['west', '←', t('Sang trái')],
    ['north', '↑', t('Lên trên')],
    ['south', '↓', t('Xuống dưới')],
    ['east', '→', t('Sang phải')],
  ] as const;
  return (
    <div className="map-buttons" role="group" aria-label={t('Di chuyển bản đồ')}>
      <Button size="sm" name="go" value="in" formNoValidate disabled={km <= mapSteps.at(-1)!}>
        {t('Phóng to')}
      </Button>
      <Button size="sm" name="go" value="out" formNoValidate disabled={km >= mapSteps[0]}>
        {t('Thu nhỏ')}
      </Button>
      {moves.map(([value, sign, name]) => (
        <Button key={value} size="sm" name="go" value={value} formNoValidate aria-label={name}>
          {sign}
        </Button>
      ))}
    </div>
  );
}

function What({ t, lang, draft, services, suggested, problems }: WherePageProps) {
  const isOffered = services.some(({ code }) => code === draft.fields['service']);
  const chosen = (isOffered ? draft.fields['service'] : undefined) ?? suggested ?? undefined;
  const suggestion = services.find(({ code }) => code === suggested)?.name[lang];
  const choices = (list: readonly Service[]) =>
    list.map(({ code, name, icon }) => ({ value: code, name: name[lang], icon: icon as IconName }));
  const isRare = services.find(({ code }) => code === chosen)?.common === null;
  const shown = services.filter(({ common, code }) => common !== null || code === chosen || isRare);
  const rest = services.filter((service) => !shown.includes(service));
  const error = problems.find(({ fieldId }) => fieldId === 'service-1')?.message;
  const hint =
    draft.fields['service'] === undefined && suggestion
      ? t('Theo lời kể, có lẽ là: {service}.', { service: suggestion })
      : undefined;
  return (
    <div className="q">
      <Radios
        t={t}
        id="service"
        name="service"
        look="cards"
        required
        label={t('Chuyện gì đang xảy ra?')}
        hint={hint}
        error={error}
        choices={choices(shown)}
        value={chosen}
        messages={{ required: t('Chọn một loại việc. Chưa rõ thì chọn Việc khác.') }}
      />
      {rest.length === 0 ? null : (
        <details className="more">
          <summary>{t('Loại việc khác nữa')}</summary>
          <div className="cats">
            {rest.map(({ code, name, icon }) => (
              <ServiceCard key={code} code={code} name={name[lang]} icon={icon as IconName} />
            ))}
          </div>
        </details>
      )}
    </div>
  );
}

function Words({ t, draft, problems }: WherePageProps) {
  const error = problems.find(({ fieldId }) => fieldId === 'words')?.message;
  return (
    <div className="q">
      <TextArea
        t={t}
        id="words"
        name="words"
        label={fieldLabel(t, 'words')}
        hint={fieldHint(t, 'words')}
        error={error}
        required
        rows={4}
        defaultValue={draft.fields['words']}
        minLength={limits.wordsMin}
        maxLength={limits.wordsMax}
        messages={{ required: t('Kể một dòng chuyện gì đang xảy ra.'), tooShort: t('Kể thêm một chút.') }}
      />
      {drawnFields.map(({ name, control, label, hint, required, schema }) => {
        const shared = {
          t,
          id: name,
          name,
          label: label(t),
          hint: hint?.(t),
          optional: !required,
          defaultValue: draft.fields[name],
          maxLength: (schema as { maxLength?: number }).maxLength,
          error: problems.find(({ fieldId }) => fieldId === name)?.message,
        };
        return control === 'textarea' ? (
          <TextArea key={name} {...shared} />
        ) : (
          <TextInput key={name} {...shared} />
        );
      })}
    </div>
  );
}

function Next({ t, next }: WherePageProps) {
  if (!next) return null;
  return (
    <NextStep title={t('Gửi xong thì sao?')}>
      {t('{body} nhận trong {hours} giờ làm việc. Bạn có mã theo dõi ngay, và thấy từng bước xử lý.', next)}
    </NextStep>
  );
}

const fieldOf = (name: string) => reportFields.find((one) => one.name === name)!;
const fieldLabel = (t: Translate, name: string): string => fieldOf(name).label(t);
function fieldHint(t: Translate, name: string): string | undefined {
  const one = fieldOf(name);
  return 'hint' in one ? one.hint(t) : undefined;
}

/** A service behind "more": the same tile as Radios draws, under the same name. */
function ServiceCard({ code, name, icon }: { code: string; name: string; icon: IconName }) {
  return (
    <label className="cat">
      <input type="radio" name="service" value={code} />
      <span className="cat-face">
        <Icon name={icon} />
        <span>{name}</span>
        <Icon name="tick" size="sm" className="cat-tick" />
      </span>
    </label>
  );
}
