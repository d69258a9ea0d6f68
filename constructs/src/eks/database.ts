import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';
import { DatabaseEngine, type DatabaseOptions } from '../database';
import type { IEksNetwork } from './network';

const PORTS: Record<DatabaseEngine, number> = { [DatabaseEngine.POSTGRES]: 5432, [DatabaseEngine.MYSQL]: 3306 };

/**
 * An RDS server inside the network: encrypted, backed up, with a password that AWS makes, keeps and changes.
 *
 * @stateful the server is not destroyed by Terraform
 */
export class EksDatabase extends Construct {
  constructor(scope: Construct, id: string, network: IEksNetwork, options: DatabaseOptions) {
    super(scope, id);
    const { databaseName, engine, sizeGiB } = options;
    const subnets = new DbSubnetGroup(this, 'Subnets', { name: databaseName, subnetIds: network.privateSubnetIds });
    new DbInstance(this, 'Resource', {
      identifier: databaseName,
      engine,
      engineVersion: options.engineVersion,
      instanceClass: options.machineType,
      allocatedStorage: sizeGiB,
      maxAllocatedStorage: options.maxSizeGiB ?? 2 * sizeGiB,
      storageType: 'gp3',
      storageEncrypted: true,
      multiAz: options.standby ?? false,
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: [this.group(databaseName, network, PORTS[engine]).id],
      publiclyAccessible: false,
      username: 'hubfleet',
      // The password never comes near Terraform: AWS keeps it in Secrets Manager.
      manageMasterUserPassword: true,
      backupRetentionPeriod: options.backupRetentionDays ?? 14,
      backupWindow: '04:00-05:00',
      maintenanceWindow: 'sun:05:30-sun:06:30',
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: false,
      deletionProtection: true,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: `${databaseName}-final`,
      lifecycle: { preventDestroy: true },
    });
  }

  private group(databaseName: string, network: IEksNetwork, port: number): SecurityGroup {
    const description = 'Database from the nodes';
    const group = new SecurityGroup(this, 'SecurityGroup', {
      name: databaseName,
      description,
      vpcId: network.vpcId,
      tags: { Name: databaseName },
    });
    new VpcSecurityGroupIngressRule(this, 'FromNodes', {
      securityGroupId: group.id,
      description,
      cidrIpv4: network.cidr,
      ipProtocol: 'tcp',
      fromPort: port,
      toPort: port,
    });
    return group;
  }
}
