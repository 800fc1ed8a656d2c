import { expect, it } from '@jest/globals';
import { configurationOf, faultsOf, problem, warning } from './configuration.js';
import { SettingsError, setting } from './settings.js';

const SHAPE = { PORT: setting.integer('a port', 1, 9), PLACE: setting.text('a place').default('here') };

const examine = (env: Record<string, string>) =>
  configurationOf(
    'app',
    SHAPE,
    [({ PORT }) => (PORT === 2 ? 'PORT: may not be 2' : undefined)],
    [async ({ PORT }) => [warning(`port ${PORT}`)], async ({ PLACE }) => [problem(`no ${PLACE}`)]],
  ).examine(env);

it('tells faults, contradictions and what the checks found', async () => {
  expect(await examine({ PORT: '2' })).toEqual({
    settings: { PORT: 2, PLACE: 'here' },
    notes: [problem('PORT: may not be 2'), warning('port 2'), problem('no here')],
  });
});

it('goes on where a setting is wrong, without the checks that look at it', async () => {
  const { settings, notes } = await examine({ PORT: 'x' });
  expect(settings).toEqual({ PLACE: 'here' });
  expect(notes).toEqual([problem('PORT: must be a whole number from 1 to 9'), problem('no here')]);
});

it('takes the faults of what cannot be opened, and hides no defect', async () => {
  const refuse = (error: Error) => () => Promise.reject(error);
  expect(await faultsOf(refuse(new SettingsError(['a', 'b'])))).toEqual([problem('a'), problem('b')]);
  expect(await faultsOf(() => 'open')).toEqual([]);
  await expect(faultsOf(refuse(new TypeError('a defect')))).rejects.toThrow('a defect');
});
