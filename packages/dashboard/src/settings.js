import { call, getInstance } from './api.js';

/**
 * Saves settings of the instance and reads back what they are now.
 *
 * @param {import('./api.js').Instance} instance
 * @param {object} changes by the names of `PATCH /v1/instance`
 */
export async function saveSettings(instance, changes) {
  await call('PATCH', 'v1/instance', changes);
  instance.settings = (await getInstance()).settings;
}
