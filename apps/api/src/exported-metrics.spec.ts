import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AGREED_METRICS } from '../../../libs/metrics/src/testing/agreed-metrics.js';
import { byName, documentedMetrics, exportedMetrics } from '../../../libs/metrics/src/testing/metric-table.js';
import { LoneApi } from './testing/lone-api.js';

let api: LoneApi;
beforeAll(async () => {
  api = await LoneApi.start({ groups: { alice: ['ETL_MAE'] } });
});
afterAll(() => api.stop());

it('the API tells the metrics of the table, and no others', () => {
  const exported = exportedMetrics(api.registry);
  const names = exported.map(({ name }) => name);
  expect(AGREED_METRICS.filter(({ name }) => names.includes(name))).toEqual([]);
  expect(byName(exported)).toEqual(byName(documentedMetrics('api')));
});
