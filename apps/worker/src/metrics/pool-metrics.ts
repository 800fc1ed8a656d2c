import { Gauge, type Registry } from 'prom-client';
import { AnsibleTransport } from '../remote/ansible/ansible-transport.js';
import type { PoolUse } from '../remote/ssh/connection-pool.js';
import { SshTransport } from '../remote/ssh/ssh-transport.js';
import type { Transports } from '../remote/transports.js';

/** What is read of SSH connections and processes of Ansible at the moment of a scrape. Hosts are those of the inventory. */
export function exposePools(registry: Registry, transports: Transports): void {
  const all = [...new Set(transports.values())];
  exposeSsh(registry, all.filter((transport) => transport instanceof SshTransport)[0]);
  exposeAnsible(registry, all.filter((transport) => transport instanceof AnsibleTransport)[0]);
}

function exposeSsh(registry: Registry, transport: SshTransport | undefined): void {
  const expose = (name: string, help: string, read: (use: PoolUse) => number): void => {
    new Gauge({
      name,
      help,
      labelNames: ['host'],
      registers: [registry],
      collect() {
        this.reset();
        // A host that is reached in two ways has two pools.
        for (const [host, use] of transport?.uses ?? []) this.inc({ host }, read(use));
      },
    });
  };
  expose('etlaas_ssh_connections', 'Open SSH connections to a host', ({ connections }) => connections);
  expose(
    'etlaas_ssh_channels',
    'SSH channels in use at a host, that of a waiting shell included',
    ({ channels }) => channels,
  );
  expose('etlaas_ssh_waiting', 'Scripts that wait for an SSH channel to a host', ({ waiting }) => waiting);
}

function exposeAnsible(registry: Registry, transport: AnsibleTransport | undefined): void {
  const registers = [registry];
  new Gauge({
    name: 'etlaas_ansible_processes',
    help: 'Processes of ansible-playbook',
    labelNames: ['state'],
    registers,
    collect() {
      const { busy, idle } = transport?.use ?? { busy: 0, idle: 0 };
      this.set({ state: 'busy' }, busy);
      this.set({ state: 'idle' }, idle);
    },
  });
  new Gauge({
    name: 'etlaas_ansible_waiting',
    help: 'Scripts that wait for a process of ansible-playbook',
    registers,
    collect() {
      this.set(transport?.use.waiting ?? 0);
    },
  });
}
