import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';
import type { IEksNetwork } from './network';

const HTTPS = 443;

/** Ways to the image registry that do not lead through the NAT gateway; each is billed by the hour and zone. */
export class RegistryEndpoints extends Construct {
  constructor(scope: Construct, id: string, networkName: string, region: string, network: IEksNetwork) {
    super(scope, id);
    const { vpcId, cidr, privateSubnetIds } = network;
    const name = `${networkName}-registry`;
    const group = new SecurityGroup(this, 'SecurityGroup', {
      name,
      description: 'Image registry from the nodes',
      vpcId,
      tags: { Name: name },
    });
    new VpcSecurityGroupIngressRule(this, 'HttpsFromNodes', {
      securityGroupId: group.id,
      description: 'Image registry from the nodes',
      cidrIpv4: cidr,
      ipProtocol: 'tcp',
      fromPort: HTTPS,
      toPort: HTTPS,
    });
    for (const part of ['api', 'dkr']) {
      new VpcEndpoint(this, part, {
        vpcId,
        serviceName: `com.amazonaws.${region}.ecr.${part}`,
        vpcEndpointType: 'Interface',
        privateDnsEnabled: true,
        subnetIds: privateSubnetIds,
        securityGroupIds: [group.id],
        tags: { Name: `${name}-${part}` },
      });
    }
  }
}
