// Samples of fields, errors, choices, photos to choose, ratings, and of empty, loading and error states.
import type { Translate } from '@city/kernel/text';
import { Button, ButtonLink } from '../parts/button.tsx';
import { Checkbox, Radios } from '../parts/choice.tsx';
import { ErrorSummary } from '../parts/error-summary.tsx';
import { Select, TextArea, TextInput } from '../parts/field.tsx';
import { PhotoInput } from '../parts/photo-input.tsx';
import { EmptyState, ErrorState, LoadingState } from '../parts/states.tsx';
import { Rating } from './case-parts.tsx';
import { Box } from './components-box.tsx';

export function FieldSections({ t }: { t: Translate }) {
  return (
    <>
      <FieldSection t={t} />
      <ProblemSection t={t} />
      <ChoiceSection t={t} />
      <RatingSection t={t} />
    </>
  );
}

export function StateSections({ t }: { t: Translate }) {
  return (
    <Box title="Trống, đang tải, lỗi" span={12}>
      <div className="ui-three">
        <EmptyState
          title="Chưa có việc nào"
          action={
            <ButtonLink href="/ui" look="primary" size="sm">
              Gửi phản ánh đầu tiên
            </ButtonLink>
          }
        >
          Việc bạn gửi sẽ hiện ở đây, kèm hẹn trả lời và từng bước xử lý.
        </EmptyState>
        <LoadingState waitingFor={t('Đang tải…')} />
        <ErrorState
          title="Chưa tải được danh sách"
          action={
            <ButtonLink href="/ui" size="sm">
              Thử lại
            </ButtonLink>
          }
        >
          Máy chủ đang bận. Việc bạn đã gửi không mất. Thử lại sau ít phút, hoặc gọi 1022.
        </ErrorState>
      </div>
    </Box>
  );
}

function FieldSection({ t }: { t: Translate }) {
  return (
    <Box title="Ô nhập" span={4}>
      <TextInput
        t={t}
        id="ui-name"
        name="name"
        label="Họ và tên"
        hint="Như trên căn cước"
        defaultValue="Trần Thị Mẫu"
        autoComplete="name"
      />
      <Select
        t={t}
        id="ui-kind"
        name="kind"
        label="Loại việc"
        options={[
          { value: 'flood', name: 'Ngập nước' },
          { value: 'rubbish', name: 'Rác thải' },
        ]}
      />
      <Checkbox id="ui-news" name="news" label="Nhắn tôi khi có tin mới" checked />
      <Radios
        t={t}
        id="ui-public"
        name="public"
        label="Tên của tôi"
        value="yes"
        choices={[
          { value: 'yes', name: 'Công khai tên tôi' },
          { value: 'no', name: 'Giấu tên tôi' },
        ]}
      />
    </Box>
  );
}

function ProblemSection({ t }: { t: Translate }) {
  return (
    <Box title="Lỗi: sai ở đâu, sửa thế nào" span={4}>
      <ErrorSummary t={t} problems={[{ fieldId: 'ui-phone', message: 'Số điện thoại thiếu một chữ số' }]} />
      <TextInput
        t={t}
        id="ui-phone"
        name="phone"
        label="Số điện thoại"
        hint="10 chữ số, ví dụ 0912 345 678"
        error="Số này mới có 9 chữ số. Thêm một chữ số nữa."
        defaultValue="0912 345 67"
        inputMode="tel"
        autoComplete="tel"
      />
      <TextArea
        t={t}
        id="ui-more"
        name="more"
        label="Kể thêm"
        optional
        rows={3}
        defaultValue="Nước lên từ cống trước nhà…"
      />
    </Box>
  );
}

function ChoiceSection({ t }: { t: Translate }) {
  return (
    <Box title="Chọn loại, chọn ảnh" span={4}>
      <Radios
        t={t}
        id="ui-cat"
        name="cat"
        label="Chuyện gì đang xảy ra?"
        look="cards"
        value="flood"
        choices={[
          { value: 'flood', name: 'Ngập nước', icon: 'flood' },
          { value: 'drain', name: 'Cống, nắp cống', icon: 'drain' },
          { value: 'road', name: 'Ổ gà, mặt đường', icon: 'road' },
          { value: 'tree', name: 'Cây đổ, cành gãy', icon: 'tree' },
        ]}
      />
      <PhotoInput
        t={t}
        id="ui-photo"
        name="photo"
        label="Ảnh"
        max={3}
        buttonText="Chụp hoặc chọn ảnh"
        promise="Biển số và mặt người được che trước khi đăng."
      />
    </Box>
  );
}

function RatingSection({ t }: { t: Translate }) {
  return (
    <Box title="Hài lòng: năm điểm, năm cánh" span={12}>
      <form action="/ui">
        <Rating
          t={t}
          name="points"
          title="Việc xong, bạn có hài lòng không?"
          hint="Chưa hài lòng thì việc được xem lại, không phải gửi từ đầu."
          value={4}
        >
          <Button type="button">Gửi điểm</Button>
        </Rating>
      </form>
    </Box>
  );
}
