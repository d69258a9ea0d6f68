export { HcpPeer, type PeerOptions } from './peer.ts';
export type { SentTask } from './run-tasks.ts';
