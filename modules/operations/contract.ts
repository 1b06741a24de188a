// What other modules may know of the operations centre: how to raise a condition, its events, its shapes. Safe to import in a browser.
export { type AlarmState, alarmStates, transitions as alarmTransitions } from './alarms/alarm-states.ts';
export { AlarmDetail, AlarmView } from './alarms/alarm-view.ts';
export { type Condition, conditionsOf, type Conditions } from './alarms/conditions.ts';
export { alarmChanged, floodChanged } from './events.ts';
export { limits } from './limits.ts';
