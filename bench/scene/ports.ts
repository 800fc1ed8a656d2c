import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

/** Some ports on 127.0.0.1 that nobody uses now; all are taken at once, so that no two are the same. */
export async function findFreePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  for (const server of servers) server.close();
  return ports;
}

/** Whether what listens on a port begins its answer with `expected`. */
export async function answers(port: number, question: string, expected: string): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    socket.write(question);
    const [answer] = await once(socket, 'data');
    return String(answer).startsWith(expected);
  } finally {
    socket.destroy();
  }
}
