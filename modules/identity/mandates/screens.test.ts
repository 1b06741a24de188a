// The pages of acting for another, as people use them: forms without JavaScript, each refusal beside its field.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { identityCity, type IdentityCity } from '../testing/identity-city.ts';
import { mandateStage, persona, type Stage } from '../testing/people.ts';

let city: IdentityCity;
let stage: Stage;
beforeAll(async () => {
  city = await identityCity();
  stage = mandateStage(city);
});
afterAll(() => city.stop());
beforeEach(async () => {
  city.city.clock.set('2026-11-28T02:00:00Z');
  await city.city.sql('truncate identity.mandate cascade');
});

test('the family page says when what falls to the child, to the child as well, and after 18 that it is over', async () => {
  await stage.guardianship('nguyen-thi-mai', 'nguyen-minh-khoi');
  const mother = await stage.signedIn('nguyen-thi-mai');
  const page = (await mother.browser.open('/me/family')).body;
  expect(page).toContain('Nguyễn Minh Khôi');
  expect(page).toContain('14/2/2027, đủ 14 tuổi:');
  expect(page).toContain('Làm thay Nguyễn Minh Khôi');
  const child = await stage.signedIn('nguyen-minh-khoi');
  const own = (await child.browser.open('/me/family')).body;
  expect(own).toContain('Người làm thay bạn');
  expect(own).toContain('Nguyễn Thị Mai');
  expect(own).not.toContain('Làm thay Nguyễn');
  const stranger = await stage.signedIn('vu-hoang-long');
  expect((await stranger.browser.open('/me/family')).body).not.toContain('Nguyễn Minh Khôi');
});

test('a power of attorney is given step by step, accepted, narrowed and ended, each side on its own page', async () => {
  const giver = await stage.signedIn('do-thi-nhan');
  const agent = persona('tran-van-hung');
  const who = { step: 'who', of: 'self', agentName: agent.name, agentNumber: agent.personalNumber };
  const wrong = await giver.browser.open('/me/mandates/new', { ...who, agentNumber: '12' });
  expect(wrong.body).toContain('href="#agentNumber"');
  expect((await giver.browser.open('/me/mandates/new', who)).body).toContain('được làm những việc gì?');
  const none = await giver.browser.open('/me/mandates/new', { ...who, step: 'what' });
  expect(none.body).toContain('href="#powers"');
  const what = { ...who, step: 'what', powers: 'report.file' };
  expect((await giver.browser.open('/me/mandates/new', what)).body).toContain('name="from"');
  const past = { ...what, step: 'when', from: '2026-11-01', to: '2026-12-31' };
  expect((await giver.browser.open('/me/mandates/new', past)).body).toContain('href="#from"');
  const when = { ...past, from: '2026-11-28' };
  const summary = (await giver.browser.open('/me/mandates/new', when)).body;
  expect(summary).toContain('Gửi và theo dõi phản ánh');
  expect(summary).toContain(`•••••••••${agent.personalNumber.slice(-3)}`);
  expect(await city.city.sql('select 1 from identity.mandate')).toHaveLength(0);
  const signed = await giver.browser.open('/me/mandates/new', { ...when, step: 'sign', sign: 'yes' });
  expect(signed.statusCode).toBe(303);
  const path = String(signed.headers.location);

  const helper = await stage.signedIn('tran-van-hung');
  expect((await helper.browser.open('/me/mandates')).body).toContain('Đỗ Thị Nhàn muốn nhờ bạn làm thay');
  expect((await helper.browser.open(`${path}/accept`, {})).headers.location).toBe(path);
  expect((await helper.browser.open(path)).body).toContain('Đang có hiệu lực');
  expect((await helper.browser.open(`${path}/narrow`)).statusCode).toBe(409);
  const longer = await giver.browser.open(`${path}/narrow`, { powers: 'report.file', to: '2027-06-30' });
  expect(longer.body).toContain('href="#to"');
  await giver.browser.open(`${path}/narrow`, { powers: 'report.file', to: '2026-12-02' });
  expect((await helper.browser.open(path)).body).toContain('2/12/2026');
  await giver.browser.open(`${path}/revoke`, { why: 'Tôi đã về nhà' });
  const after = (await helper.browser.open(path)).body;
  expect(after).toContain('Đã chấm dứt');
  expect(after).toContain('Tôi đã về nhà');
  const again = await helper.browser.open(`${path}/accept`, {});
  expect(again.body).toContain('Việc này không làm được nữa');
});

test('nobody sees or changes the mandate of others', async () => {
  const id = await stage.attorney('do-thi-nhan', 'tran-van-hung');
  const other = await stage.signedIn('vu-hoang-long');
  expect((await other.browser.open(`/me/mandates/${id}`)).statusCode).toBe(404);
  expect((await other.browser.open(`/me/mandates/${id}/revoke`, {})).statusCode).toBe(404);
  expect((await other.browser.open(`/me/mandates/new?of=${id}`)).statusCode).toBe(404);
});

test('a director gives staff powers, the second director finds what waits for them', async () => {
  const organisation = await stage.company(['luu-quang-huy', 'dao-thi-yen'], true);
  const director = await stage.signedIn('luu-quang-huy');
  const staff = persona('tran-van-hung');
  const page = (await director.browser.open('/me/organisations')).body;
  expect(page).toContain(`/me/mandates/new?of=${organisation}`);
  const signed = await director.browser.open('/me/mandates/new', {
    step: 'sign',
    sign: 'yes',
    of: organisation,
    agentName: staff.name,
    agentNumber: staff.personalNumber,
    powers: 'fee.pay',
    from: '2026-11-28',
    to: '2026-12-31',
  });
  const path = String(signed.headers.location);
  const second = await stage.signedIn('dao-thi-yen');
  expect((await second.browser.open('/me/organisations')).body).toContain(`Chờ bạn xác nhận: ${staff.name}`);
  expect((await second.browser.open(`${path}/confirm`, {})).statusCode).toBe(303);
  const helper = await stage.signedIn('tran-van-hung');
  expect((await helper.browser.open('/me/organisations')).body).toContain('muốn nhờ bạn làm thay');
});

test('whoever may act for others is asked for whom after signing in, others are not', async () => {
  await stage.guardianship('nguyen-thi-mai', 'nguyen-minh-khoi');
  const mother = city.browser();
  const back = await mother.signIn('nguyen-thi-mai', { query: '?return_to=/reports' });
  expect(back.headers.location).toBe('/me/acting?return_to=%2Freports');
  const other = await city.browser().signIn('vu-hoang-long', { query: '?return_to=/reports' });
  expect(other.headers.location).toBe('/reports');
});
