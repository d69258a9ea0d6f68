/** A call that the emulator lacks: how it is made, and what an emulator that had it would answer. */
interface Gap {
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly target?: string;
  readonly body: string;
  /** Asked afterwards, where the emulator takes the call and forgets it. */
  readonly answerHolds?: string;
}

const costExplorer = (action: string): Gap => ({
  service: 'ce',
  method: 'POST',
  path: '/',
  target: `AWSInsightsIndexService.${action}`,
  body: '{}',
});

const eks = (path: string): Gap => ({ service: 'eks', method: 'POST', path: `/clusters/atlas/${path}`, body: '{}' });

/** What full clusters call and the emulator does not answer, by service and call as the docs name them. */
export const gaps: Readonly<Record<string, Gap>> = {
  'EKS CreateAccessEntry': eks('access-entries'),
  'EKS AssociateAccessPolicy': eks('access-entries/ops/access-policies'),
  'DLM CreateLifecyclePolicy': { service: 'dlm', method: 'POST', path: '/policies', body: '{}' },
  'S3 PutBucketRequestPayment': {
    service: 's3',
    method: 'PUT',
    path: '/odc-state?requestPayment',
    body: '<RequestPaymentConfiguration><Payer>Requester</Payer></RequestPaymentConfiguration>',
    answerHolds: 'Requester',
  },
  'Cost Explorer CreateAnomalyMonitor': costExplorer('CreateAnomalyMonitor'),
  'Cost Explorer CreateAnomalySubscription': costExplorer('CreateAnomalySubscription'),
  'Cost Explorer UpdateCostAllocationTagsStatus': costExplorer('UpdateCostAllocationTagsStatus'),
};

/** Whether the emulator at an address still lacks a call. */
export async function isMissing(
  url: string,
  { service, method, path, target, body, answerHolds }: Gap,
): Promise<boolean> {
  const authorization = `AWS4-HMAC-SHA256 Credential=testing/20260101/us-west-2/${service}/aws4_request`;
  const headers = { authorization, ...(target && { 'x-amz-target': target }) };
  const made = await fetch(`${url}${path}`, { method, headers, body });
  await made.text();
  if (answerHolds === undefined) return !made.ok;
  const kept = await fetch(`${url}${path}`, { headers });
  return !(await kept.text()).includes(answerHolds);
}
