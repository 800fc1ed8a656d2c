const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/;

/** Whether a host, without a port and as it is spelled, is this machine. Asks nobody: a name that only leads here does not count. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);
