/** When idle kernels and servers are stopped. A forgotten kernel keeps its server for both idle times. */
export interface Culling {
  /**
   * Minutes without activity after which a server is stopped.
   * @default 60
   */
  readonly serverIdleMinutes?: number;
  /**
   * Minutes without activity after which a kernel is stopped; 0 keeps kernels.
   * @default 60
   */
  readonly kernelIdleMinutes?: number;
  /**
   * Whether a kernel is idle although a browser shows it.
   * @default true
   */
  readonly connectedKernels?: boolean;
  /**
   * Hours after which a server is stopped even when it works; 0 never stops it.
   * @default 168
   */
  readonly maxAgeHours?: number;
  /**
   * Minutes between two looks.
   * @default - a third of serverIdleMinutes, 10 at most
   */
  readonly everyMinutes?: number;
  /**
   * Whether administrators' servers are stopped too.
   * @default true
   */
  readonly adminServers?: boolean;
  /**
   * Whether stopped named servers are forgotten.
   * @default false
   */
  readonly forgetNamedServers?: boolean;
}
