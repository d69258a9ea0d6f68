import { describe, expect, test } from 'vitest';
import {
  exampleCluster,
  exampleGoogleCluster,
  exampleOrganization,
  type Files,
  sentencesOf,
} from '../../support/fleet.ts';

const cloud = { kind: 'cloud', organization: 'odc' };
const s3 = { kind: 's3', bucket: 'odc-state', region: 'us-west-2' };
const hcp = { organization: 'odc' };
const login = { role: 'arn:aws:iam::210987654321:role/hcp' };
const fleet = (overrides: object): Files => ({
  'fleet.yaml': exampleOrganization({ backend: cloud, hcp, ...overrides }),
});

describe('workspaces in HCP Terraform', () => {
  test.each([
    { when: 'for clusters that keep their states there', files: fleet({}) },
    {
      when: 'for one cluster that does, beside others that do not',
      files: {
        ...fleet({ backend: s3 }),
        'lyra/cluster.yaml': exampleGoogleCluster({ backend: cloud }),
      },
    },
    { when: 'with a login', files: { ...fleet({}), 'atlas/cluster.yaml': exampleCluster({ hcpLogin: login }) } },
  ])('are set up $when', async ({ files }) => {
    expect(await sentencesOf(files)).toEqual([]);
  });

  test.each([
    {
      when: 'when no cluster keeps its state there',
      files: fleet({ backend: s3 }),
      says: 'fleet.yaml: hcp.organization: no cluster keeps its states in workspaces of odc on app.terraform.io; let backend be { kind: cloud, organization: odc }, or remove hcp',
    },
    {
      when: 'when the host is another',
      files: fleet({ backend: { ...cloud, hostname: 'tfe.odc.example' } }),
      says: 'fleet.yaml: hcp.organization: no cluster keeps its states in workspaces of odc on app.terraform.io; let backend be { kind: cloud, organization: odc }, or remove hcp',
    },
    {
      when: 'without a place for their own state',
      files: { ...fleet({ backend: undefined }), 'atlas/cluster.yaml': exampleCluster({ backend: cloud }) },
      says: 'fleet.yaml: hcp: the stack that sets up the workspaces has no place for its state; add backend to fleet.yaml',
    },
    {
      when: 'with a key that no provider of the stack can read',
      files: fleet({ hcp: { ...hcp, runTask: { url: 'https://p.example/t', key: 'awsSecretsManager:k' } } }),
      says: 'fleet.yaml: hcp.runTask.key: the stack of the workspaces cannot read awsSecretsManager; use variable:<name>',
    },
    {
      when: 'with a run task that no run asks',
      files: fleet({
        hcp: { ...hcp, execution: 'local', runTask: { url: 'https://p.example/t', key: 'variable:k' } },
      }),
      says: 'fleet.yaml: hcp.runTask: runs that take place where Terraform was started ask no run task; remove it, or let execution be remote',
    },
    {
      when: 'that run nowhere',
      files: fleet({ hcp: { ...hcp, execution: 'agent' } }),
      says: 'fleet.yaml: hcp.execution: expected remote, local or the id of an agent pool, apool-…, got "agent"',
    },
    {
      when: 'for teams of no stack',
      files: fleet({ hcp: { ...hcp, teams: { staff: { role: 'read', stacks: ['atlas-*', 'lyra-*'] } } } }),
      says: "fleet.yaml: hcp.teams.staff.stacks[1]: no stack is called 'lyra-*'; name stacks as hubfleet synth lists them, or globs of their names",
    },
    {
      when: 'that a cluster has none of',
      files: {
        ...fleet({}),
        'lyra/cluster.yaml': exampleCluster({ backend: s3, hcpLogin: login }),
      },
      says: 'lyra/cluster.yaml: hcpLogin: the cluster keeps its states elsewhere, so no workspace logs in for it; remove it, or let backend be of kind cloud',
    },
    {
      when: 'that the fleet does not name',
      files: { 'atlas/cluster.yaml': exampleCluster({ hcpLogin: login }) },
      says: 'atlas/cluster.yaml: hcpLogin: hubfleet sets up no workspaces that could log in; add hcp to fleet.yaml, or remove it',
    },
    {
      when: 'beside a stack of the same name',
      files: { ...fleet({}), 'fleet-hcp/cluster.yaml': exampleCluster() },
      says: 'fleet-hcp/cluster.yaml: stack fleet-hcp is made by fleet.yaml too; rename one of the two',
    },
  ])('are a problem $when', async ({ files, says }) => {
    expect(await sentencesOf(files)).toEqual([says]);
  });

  test('log in with roles and service accounts only, never with keys', async () => {
    const files = {
      ...fleet({}),
      'atlas/cluster.yaml': exampleCluster({ hcpLogin: { role: 'admin' } }),
      'lyra/cluster.yaml': exampleGoogleCluster({
        hcpLogin: { serviceAccount: 'hcp', workloadProvider: 'hcp' },
      }),
    };
    expect(await sentencesOf(files)).toEqual([
      'atlas/cluster.yaml: hcpLogin.role: expected the ARN of an IAM role, got "admin"',
      'lyra/cluster.yaml: hcpLogin.serviceAccount: expected the address of a service account, got "hcp"',
      'lyra/cluster.yaml: hcpLogin.workloadProvider: expected projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<name>, got "hcp"',
    ]);
  });
});
