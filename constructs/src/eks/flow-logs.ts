import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import { serviceRole } from './iam';

/** Which connections of a network are written down, and for how long that is kept. CloudWatch bills by the GB. */
export class FlowLogs {
  /** Connections that were refused: what an investigation asks for first, and little to pay for. */
  public static rejected(retentionDays: number): FlowLogs {
    return new FlowLogs('REJECT', retentionDays);
  }

  /** Every connection. */
  public static all(retentionDays: number): FlowLogs {
    return new FlowLogs('ALL', retentionDays);
  }

  /** None. */
  public static off(): FlowLogs {
    return new FlowLogs(undefined, 0);
  }

  private constructor(
    private readonly traffic: string | undefined,
    private readonly retentionDays: number,
  ) {}

  /** @internal */
  public _create(parent: Construct, networkName: string, vpcId: string): void {
    if (this.traffic === undefined) return;
    const scope = new Construct(parent, 'FlowLogs');
    const group = new CloudwatchLogGroup(scope, 'Group', {
      name: `/hubfleet/${networkName}/flow-logs`,
      retentionInDays: this.retentionDays,
    });
    const role = serviceRole(scope, `${networkName}-flow-logs`, 'vpc-flow-logs.amazonaws.com');
    const Action = ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'];
    const statement = { Effect: 'Allow', Action, Resource: [group.arn, `${group.arn}:*`] };
    new IamRolePolicy(scope, 'Policy', {
      name: 'write-flow-logs',
      role: role.name,
      policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
    });
    new FlowLog(scope, 'Resource', {
      vpcId,
      trafficType: this.traffic,
      logDestinationType: 'cloud-watch-logs',
      logDestination: group.arn,
      iamRoleArn: role.arn,
      maxAggregationInterval: 600,
      tags: { Name: networkName },
    });
  }
}
