/** Calls that list what a fleet makes; each names the service, and the address or action of the list. */
const lists = {
  'EFS file systems': ['elasticfilesystem', '/2015-02-01/file-systems'],
  'EKS clusters': ['eks', '/clusters'],
  'backup plans': ['backup', '/backup/plans'],
  'backup vaults': ['backup', '/backup-vaults/'],
  networks: ['ec2', 'DescribeVpcs'],
  subnets: ['ec2', 'DescribeSubnets'],
  'route tables': ['ec2', 'DescribeRouteTables'],
  'security groups': ['ec2', 'DescribeSecurityGroups'],
  'internet gateways': ['ec2', 'DescribeInternetGateways'],
  addresses: ['ec2', 'DescribeAddresses'],
  endpoints: ['ec2', 'DescribeVpcEndpoints'],
  'flow logs': ['ec2', 'DescribeFlowLogs'],
  'launch templates': ['ec2', 'DescribeLaunchTemplates'],
  roles: ['iam', 'ListRoles'],
  'identity providers': ['iam', 'ListOpenIDConnectProviders'],
} as const satisfies Record<string, readonly [service: string, what: string]>;

const versions: Record<string, string> = { ec2: '2016-11-15', iam: '2010-05-08' };

/** What exists in the account, list by list, as the services tell it. */
export async function listEverything(url: string): Promise<Record<keyof typeof lists, string>> {
  const found = await Promise.all(
    Object.entries(lists).map(async ([name, [service, what]]) => [name, await list(url, service, what)] as const),
  );
  return Object.fromEntries(found) as Record<keyof typeof lists, string>;
}

async function list(url: string, service: string, what: string): Promise<string> {
  const signed = { authorization: `AWS4-HMAC-SHA256 Credential=testing/20260101/us-west-2/${service}/aws4_request` };
  const version = versions[service];
  const answer = version
    ? await fetch(url, {
        method: 'POST',
        headers: signed,
        body: new URLSearchParams({ Action: what, Version: version }),
      })
    : await fetch(`${url}${what}`, { headers: signed });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${service} ${what}: ${answer.status} ${text.slice(0, 200)}`);
  return text
    .replace(/<requestId>.*?<\/requestId>|<RequestId>.*?<\/RequestId>/g, '')
    .replace(DELETED_ENDPOINT, '')
    .replace(/<(\w+)><\/\1>/g, '<$1/>');
}

/** Endpoints stay listed for a while after their end. */
const DELETED_ENDPOINT =
  /<item><vpcEndpointId>(?:(?!<vpcEndpointId>).)*<state>deleted<\/state>(?:(?!<vpcEndpointId>).)*<\/ownerId><\/item>/gs;
