import type { AuditDelivery, DeliveryState } from '#libs/audit';
import type { AuditDeliveryView } from './health.view.js';

/** How delivery stands, for whoever asks after health: without the names of hosts. */
export async function deliveryView(delivery: AuditDelivery | undefined): Promise<AuditDeliveryView> {
  if (!delivery) return { status: 'none' };
  const state = await delivery.state().catch(() => undefined);
  if (!state) return { status: 'down', detail: 'the audit directory cannot be read' };
  const { undeliveredRecords: records, lagSeconds, fault } = state;
  return { status: wordOf(state), records, lagSeconds: Math.round(lagSeconds), ...(fault && { detail: fault }) };
}

function wordOf({ fault, isRefused }: DeliveryState): string {
  if (isRefused) return 'refused';
  return fault ? 'down' : 'up';
}
