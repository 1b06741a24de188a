// The error codes of the operations centre with their words; `module.ts` registers them, the generated page lists them.

const alarm = {
  operations_alarm_not_found: {
    status: 404,
    title: { vi: 'Không có báo động này.', en: 'There is no such alarm.' },
  },
  operations_alarm_step_not_possible: {
    status: 409,
    title: {
      vi: 'Báo động đang ở trạng thái khác nên chưa làm được điều này. Xem lại danh sách.',
      en: 'The alarm is in another state, so this cannot be done now. Look at the list again.',
    },
  },
  operations_alarm_no_definition: {
    status: 400,
    title: {
      vi: 'Chưa có báo động nào được định nghĩa cho tín hiệu này.',
      en: 'No alarm has been defined for this condition.',
    },
  },
  operations_reason_short: {
    status: 400,
    title: {
      vi: 'Ghi rõ lý do, ít nhất {least} chữ cái.',
      en: 'Give the reason in at least {least} letters.',
    },
  },
  operations_shelf_too_long: {
    status: 400,
    title: {
      vi: 'Báo động ưu tiên {priority} tạm ẩn nhiều nhất {most} phút mỗi lần.',
      en: 'An alarm of priority {priority} may be shelved for at most {most} minutes at a time.',
    },
  },
  operations_shelf_day_used_up: {
    status: 409,
    title: {
      vi: 'Báo động này đã tạm ẩn {used} phút trong 24 giờ, nhiều nhất {most}. Xử lý nguyên nhân hoặc nhờ trưởng ca.',
      en: 'This alarm was shelved for {used} minutes within 24 hours, the most is {most}. Mend the cause or ask the head of the shift.',
    },
  },
  operations_shelf_full: {
    status: 409,
    title: {
      vi: 'Đã có {most} báo động tạm ẩn ở vị trí này. Cho hiện lại bớt trước.',
      en: '{most} alarms are shelved at this position already. Bring some back first.',
    },
  },
  operations_second_person_needed: {
    status: 403,
    title: {
      vi: 'Cần một người khác xác nhận. Người đề nghị không tự xác nhận được.',
      en: 'It takes a second person. Whoever asked cannot confirm it.',
    },
  },
  operations_shelf_not_asked: {
    status: 409,
    title: { vi: 'Không có đề nghị tạm ẩn nào đang chờ.', en: 'No request to shelve is waiting.' },
  },
} as const;

const incident = {
  operations_incident_not_found: {
    status: 404,
    title: { vi: 'Không có sự cố này.', en: 'There is no such incident.' },
  },
  operations_incident_step_not_possible: {
    status: 409,
    title: {
      vi: 'Sự cố đang ở bước khác nên chưa làm được điều này. Tải lại.',
      en: 'The incident is at another step, so this cannot be done now. Reload.',
    },
  },
  operations_incident_type_unknown: {
    status: 400,
    title: { vi: 'Không có loại sự cố này.', en: 'There is no such kind of incident.' },
  },
  operations_incident_tasks_open: {
    status: 409,
    title: {
      vi: 'Còn {count} việc chưa xong: làm xong hoặc huỷ từng việc trước khi đóng.',
      en: '{count} tasks are open: finish or cancel each before closing.',
    },
  },
  operations_incident_merge_same: {
    status: 400,
    title: { vi: 'Không gộp sự cố vào chính nó.', en: 'An incident cannot be merged into itself.' },
  },
  operations_task_not_found: {
    status: 404,
    title: { vi: 'Không có việc này.', en: 'There is no such task.' },
  },
  operations_task_over: {
    status: 409,
    title: { vi: 'Việc này đã khép lại.', en: 'This task is closed.' },
  },
  operations_body_unknown: {
    status: 400,
    title: { vi: 'Không có cơ quan này.', en: 'There is no such body.' },
  },
  operations_stage_same: {
    status: 409,
    title: { vi: 'Thành phố đang ở mức này rồi.', en: 'The city is at this stage already.' },
  },
  operations_handover_not_found: {
    status: 404,
    title: { vi: 'Không có biên bản giao ca này.', en: 'There is no such hand-over.' },
  },
  operations_handover_open: {
    status: 409,
    title: {
      vi: 'Đang có một biên bản giao ca chờ người nhận ký.',
      en: 'A hand-over is waiting for the signature of whoever takes over.',
    },
  },
  operations_handover_signed: {
    status: 409,
    title: { vi: 'Biên bản này đã đủ hai chữ ký.', en: 'This hand-over has both signatures.' },
  },
  operations_handover_same_person: {
    status: 403,
    title: {
      vi: 'Người giao không tự nhận ca. Cần người nhận ca ký.',
      en: 'Whoever hands over cannot take over. The next person must sign.',
    },
  },
} as const;

const warning = {
  operations_figure_not_found: {
    status: 404,
    title: { vi: 'Không có chỉ số này.', en: 'There is no such figure.' },
  },
  operations_warning_not_found: {
    status: 404,
    title: { vi: 'Không có cảnh báo ở địa chỉ này.', en: 'There is no warning at this address.' },
  },
  operations_warning_step_not_possible: {
    status: 409,
    title: {
      vi: 'Cảnh báo đang ở bước khác nên chưa làm được điều này. Tải lại.',
      en: 'The warning is at another step, so this cannot be done now. Reload.',
    },
  },
  operations_warning_own: {
    status: 403,
    title: {
      vi: 'Người soạn không tự phát được cảnh báo. Cần một người khác duyệt và phát.',
      en: 'Whoever wrote a warning cannot release it. A second person has to.',
    },
  },
  operations_warning_invalid: {
    status: 400,
    title: {
      vi: 'Cảnh báo chưa đúng chuẩn CAP 1.2: {reasons}',
      en: 'The warning does not conform to CAP 1.2: {reasons}',
    },
  },
  operations_warning_event_unknown: {
    status: 400,
    title: { vi: 'Không có loại cảnh báo này.', en: 'There is no such kind of warning.' },
  },
  operations_warning_area_unknown: {
    status: 400,
    title: { vi: 'Không có phường, xã {code}.', en: 'There is no unit {code}.' },
  },
  operations_warning_expires: {
    status: 400,
    title: {
      vi: 'Giờ hết hiệu lực phải ở phía trước, trong vòng bảy ngày.',
      en: 'The warning must expire in the future, within seven days.',
    },
  },
  operations_warning_refused: {
    status: 400,
    title: { vi: 'Tin đến bị từ chối: {reasons}', en: 'The incoming message was refused: {reasons}' },
  },
} as const;

export const operationsErrors = { ...alarm, ...incident, ...warning } as const;
