// The desk's interface for devices and what rules found.
import { Type } from 'typebox';
import type { Tx } from '@city/kernel/database';
import { created, noContent, type Route, route } from '@city/kernel/http';
import { newestStrange } from '../anomaly/anomaly.store.ts';
import { DESK } from '../limits.ts';
import { newestConditions } from '../rules/condition.store.ts';
import { saveRule } from '../rules/rule.store.ts';
import type { SensingCity } from '../sensing-city.ts';
import { addDevice, renewKey, setActive } from './device.action.ts';
import { deviceRows } from './desk.store.ts';
import { checkedRule } from './checked-rule.ts';
import { AnomalyLine, Code, ConditionLine, DeviceLine, Key, NewDevice, RuleInput } from './shapes.ts';

const tags = ['devices desk'];
const Which = Type.Object({ code: Code });
const limit = { max: 60, perSeconds: 60 };

export function deskRoutes(city: SensingCity): readonly Route[] {
  return [
    devicesRoute(city),
    addRoute(city),
    keyRoute(city),
    ...activeRoutes(city),
    conditionsRoute(),
    anomaliesRoute(),
    ruleRoute(city),
  ];
}

function devicesRoute(city: SensingCity): Route {
  return route<unknown, never, never, never>(
    {
      method: 'GET',
      url: '/api/desk/sensing/devices',
      permission: 'sensing.look',
      tags,
      summary: { vi: 'Thiết bị và lần nghe cuối', en: 'Devices and when they were last heard' },
      response: { 200: Type.Object({ items: Type.Array(DeviceLine) }) },
    },
    async (c) => {
      const rows = await c.transaction((tx) => deviceRows(tx as Tx, DESK.devices), { readOnly: true });
      const now = city.m.now().getTime();
      return {
        items: rows.map(({ heardAt, ...row }) => ({
          ...row,
          heardAt: heardAt?.toISOString() ?? null,
          isLate:
            row.isActive &&
            row.series > 0 &&
            (heardAt === null || now - heardAt.getTime() > 2_000 * row.periodSeconds),
        })),
      };
    },
  );
}

function addRoute(city: SensingCity): Route {
  return route(
    {
      method: 'POST',
      url: '/api/desk/sensing/devices',
      permission: 'sensing.manage',
      tags,
      summary: { vi: 'Thêm thiết bị; khoá chỉ hiện một lần', en: 'Add a device; its key is shown once' },
      body: NewDevice,
      response: { 201: Key },
      limit,
    },
    async (c) => {
      const key = await c.transaction((tx) => addDevice(tx as Tx, city, c.body));
      city.registry.forget();
      return created(`/api/desk/sensing/devices/${key.code}`, key);
    },
  );
}

function keyRoute(city: SensingCity): Route {
  return route<unknown, never, never, typeof Which>(
    {
      method: 'POST',
      url: '/api/desk/sensing/devices/:code/key',
      permission: 'sensing.manage',
      tags,
      summary: { vi: 'Cấp khoá mới; khoá cũ hết hiệu lực', en: 'Make a new key; older ones end' },
      params: Which,
      response: { 200: Key },
      limit,
    },
    async (c) => {
      const key = await c.transaction((tx) => renewKey(tx as Tx, c.params.code));
      city.registry.forget();
      return key;
    },
  );
}

function activeRoutes(city: SensingCity): Route[] {
  return ([true, false] as const).map((isActive) =>
    route<unknown, never, never, typeof Which>(
      {
        method: 'POST',
        url: `/api/desk/sensing/devices/:code/${isActive ? 'start' : 'stop'}`,
        permission: 'sensing.manage',
        tags,
        summary: isActive
          ? { vi: 'Cho thiết bị chạy lại', en: 'Start a device again' }
          : { vi: 'Ngừng thiết bị', en: 'Stop a device' },
        params: Which,
        response: { 204: Type.Null() },
        limit,
      },
      async (c) => {
        await c.transaction((tx) => setActive(tx as Tx, c.params.code, isActive));
        city.registry.forget();
        return noContent();
      },
    ),
  );
}

function conditionsRoute(): Route {
  return route<unknown, never, never, never>(
    {
      method: 'GET',
      url: '/api/desk/sensing/conditions',
      permission: 'sensing.look',
      tags,
      summary: { vi: 'Điều bất thường luật tìm thấy', en: 'What rules found wrong' },
      response: { 200: Type.Object({ items: Type.Array(ConditionLine) }) },
    },
    async (c) => {
      const rows = await c.transaction((tx) => newestConditions(tx as Tx, DESK.conditions), {
        readOnly: true,
      });
      return {
        items: rows.map((row) => ({
          ...row,
          raisedAt: row.raisedAt.toISOString(),
          clearedAt: row.clearedAt?.toISOString() ?? null,
        })),
      };
    },
  );
}

function anomaliesRoute(): Route {
  return route<unknown, never, never, never>(
    {
      method: 'GET',
      url: '/api/desk/sensing/anomalies',
      permission: 'sensing.look',
      tags,
      summary: { vi: 'Đoạn số đo lạ', en: 'Strange windows of series' },
      response: { 200: Type.Object({ items: Type.Array(AnomalyLine) }) },
    },
    async (c) => {
      const rows = await c.transaction((tx) => newestStrange(tx as Tx, DESK.conditions), { readOnly: true });
      return { items: rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() })) };
    },
  );
}

function ruleRoute(city: SensingCity): Route {
  return route(
    {
      method: 'POST',
      url: '/api/desk/sensing/rules',
      permission: 'sensing.manage',
      tags,
      summary: { vi: 'Lưu, đổi hoặc tắt một luật', en: 'Save, change or switch off a rule' },
      body: RuleInput,
      response: { 204: Type.Null() },
      limit,
    },
    async (c) => {
      const { definition, isActive } = c.body;
      checkedRule(definition);
      await c.transaction(async (tx) => {
        await saveRule(tx as Tx, definition, isActive);
        tx.trail({ action: 'rule.save', object: { type: 'rule', id: definition.code } });
      });
      city.rules.forget();
      return noContent();
    },
  );
}
