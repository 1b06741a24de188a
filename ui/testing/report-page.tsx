// Mock of the second step of a report, as on the drawing; with a problem when asked.
import {
  Button,
  ButtonLink,
  ErrorSummary,
  Photo,
  PhotoInput,
  PlaceMap,
  Radios,
  StateTag,
  Steps,
  TextArea,
  TextInput,
} from '../parts/parts.ts';
import {
  CityForm,
  DuplicateCard,
  FormFoot,
  LocateButton,
  NextStep,
  PeoplePage,
  PlaceChoice,
  Question,
} from '../people/people.ts';
import { flood, shell, translate, units } from './site.tsx';
import type { Lang } from '@city/kernel/text';

const required = 'Viết một dòng kể chuyện gì đang xảy ra.';

export function ReportPage({ lang, problems = false }: { lang: Lang; problems?: boolean }) {
  const t = translate(lang);
  return (
    <PeoplePage
      {...shell}
      title="Gửi phản ánh"
      lang={lang}
      t={t}
      path="/reports/new"
      hasProblems={problems}
      step={{
        title: 'Gửi phản ánh',
        backHref: '/reports/new?step=1',
        action: <a href="/reports/later">Lưu, gửi sau</a>,
      }}
    >
      <Steps t={t} steps={['Chụp ảnh', 'Ở đâu, việc gì', 'Gửi']} current={2} />
      <CityForm
        className="form"
        action="/reports"
        files
        draft="report:new"
        offlineName="Phản ánh của tôi"
        idempotencyKey="0199-test"
      >
        <ErrorSummary t={t} problems={problems ? [{ fieldId: 'text', message: required }] : []} />
        <h1 className="vh">Gửi phản ánh</h1>
        <Photo
          src="/flood.svg"
          alt="Phố ngập nước sau mưa"
          width={1600}
          height={840}
          first
          label="Chụp lúc 09:24"
          action={
            <ButtonLink href="/reports/new?step=1" icon="plus" size="sm">
              Thêm ảnh
            </ButtonLink>
          }
        />
        <PhotoInput
          t={t}
          id="photos"
          name="photos"
          label="Ảnh"
          optional
          max={3}
          buttonText="Chụp hoặc chọn ảnh"
          promise="Đã che 1 biển số và xóa thông tin máy. Ảnh gốc được khóa, chỉ người xử lý xem được."
        />
        <ReportPlace lang={lang} />
        <div className="q">
          <ReportKind lang={lang} />
        </div>
        <div className="q">
          <ReportWords lang={lang} problems={problems} />
        </div>
        <ReportDuplicate lang={lang} />
        <NextStep title="Gửi xong thì sao?">
          UBND phường Lê Chân nhận trong 8 giờ làm việc. Bạn có mã theo dõi ngay, và thấy từng bước xử lý.
        </NextStep>
        <FormFoot>
          <Button look="primary" size="lg" wide busyText="Đang gửi…" id="send">
            Tiếp tục
          </Button>
        </FormFoot>
      </CityForm>
    </PeoplePage>
  );
}

function ReportPlace({ lang }: { lang: Lang }) {
  const t = translate(lang);
  return (
    <Question title="Việc này ở đúng chỗ này chứ?" text="Vị trí lấy từ ảnh. Kéo ghim nếu chưa đúng.">
      <PlaceChoice
        map={
          <PlaceMap
            id="where"
            units={units}
            place={flood}
            unitCode="11383"
            width={350}
            height={216}
            summary="Bản đồ trước 198 Trần Nguyên Hãn"
            others={[{ lon: flood.lon + 0.0012, lat: flood.lat + 0.0013, number: 1 }]}
          />
        }
        address="Trước 198 Trần Nguyên Hãn"
        unit="Phường Lê Chân"
        link={{ href: '/reports/new?step=address', name: 'Gõ địa chỉ' }}
        button={<LocateButton t={t} latId="lat" lonId="lon" statusId="place-status" />}
      />
      <p className="hint" id="place-status" role="status" />
      <input type="hidden" name="lat" id="lat" defaultValue="20.84550" />
      <input type="hidden" name="lon" id="lon" defaultValue="106.68100" />
    </Question>
  );
}

function ReportKind({ lang }: { lang: Lang }) {
  const t = translate(lang);
  return (
    <Radios
      t={t}
      id="kind"
      name="kind"
      label="Chuyện gì đang xảy ra?"
      hint="Theo ảnh, có lẽ là ngập nước."
      look="cards"
      required
      value="flood"
      choices={[
        { value: 'flood', name: 'Ngập nước', icon: 'flood' },
        { value: 'drain', name: 'Cống, nắp cống', icon: 'drain' },
        { value: 'road', name: 'Ổ gà, mặt đường', icon: 'road' },
        { value: 'tree', name: 'Cây đổ, cành gãy', icon: 'tree' },
        { value: 'rubbish', name: 'Rác thải', icon: 'rubbish' },
        { value: 'other', name: 'Việc khác', icon: 'more' },
      ]}
    />
  );
}

function ReportWords({ lang, problems }: { lang: Lang; problems: boolean }) {
  const t = translate(lang);
  return (
    <>
      <TextArea
        t={t}
        id="text"
        name="text"
        label="Kể thêm một dòng"
        required
        maxLength={2000}
        error={problems ? required : undefined}
        messages={{ required }}
      />
      <TextInput
        t={t}
        id="phone"
        name="phone"
        label="Số điện thoại"
        optional
        inputMode="tel"
        pattern="0[0-9]{9}"
        messages={{ pattern: 'Số điện thoại có 10 chữ số, bắt đầu bằng 0.' }}
      />
    </>
  );
}

function ReportDuplicate({ lang }: { lang: Lang }) {
  const t = translate(lang);
  return (
    <DuplicateCard
      title="Có phải việc này không?"
      text="Đã có người báo, cách ghim của bạn 180 m: số 1 trên bản đồ."
      photo={
        <Photo src="/flood.svg" alt="Phố ngập nước, ảnh của người báo trước" width={1600} height={840} />
      }
      name="Nước ngập trước 215 Trần Nguyên Hãn"
      meta="Báo thứ Sáu, 4/9, 14:52 · 23 người cùng báo"
      state={
        <StateTag t={t} step={3} size={28}>
          · hẹn thứ Tư, 9/9, 15:30
        </StateTag>
      }
    >
      <ButtonLink href="/reports/HP-2609-00417/join" icon="people">
        Đúng việc này, thêm tôi vào
      </ButtonLink>
      <ButtonLink href="#send" look="plain">
        Không, việc của tôi khác
      </ButtonLink>
    </DuplicateCard>
  );
}
