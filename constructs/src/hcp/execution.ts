/** Where the runs of a workspace take place. */
export class HcpExecution {
  /** On machines of HCP Terraform. */
  public static readonly REMOTE = new HcpExecution('remote');
  /** On the machine that started the run; the workspace only keeps the state, and no run task is asked. */
  public static readonly LOCAL = new HcpExecution('local');

  /**
   * On agents in your own network.
   * @param poolId id of the agent pool, `apool-…`
   */
  public static agent(poolId: string): HcpExecution {
    return new HcpExecution('agent', poolId);
  }

  private constructor(
    /** The mode in the words of HCP Terraform. */
    public readonly mode: string,
    /**
     * Id of the agent pool.
     * @default - none: runs take place on no agents
     */
    public readonly agentPoolId?: string,
  ) {}
}
