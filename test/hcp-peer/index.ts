export type { ApiRun, RunScript } from './api-runs.ts';
export { HcpPeer, type PeerOptions } from './peer.ts';
export type { SentTask, TaskOptions, TaskReport } from './run-tasks.ts';
