import { describe, expect, test } from 'vitest';
import { judgedFleet } from './judged-fleet.ts';

const hub = { helm_release: { hub: { chart: 'jupyterhub', version: '4.4.0' } } };
const rule = 'security/hub-own-buckets';

describe('a hub on Google Cloud', () => {
  const grant = (bucket: string) => ({
    google_storage_bucket_iam_member: { g: { bucket, role: 'roles/storage.objectUser' } },
  });
  const bucket = (name: string) => ({ google_storage_bucket: { b: { name } } });
  const at = 'c-hub google_storage_bucket_iam_member.g';

  test.each([
    {
      when: 'the bucket is its own',
      stacks: { 'c-hub': { ...hub, ...bucket('own'), ...grant('${google_storage_bucket.b.name}') } },
      found: [],
    },
    {
      when: 'it is its own by name',
      stacks: { 'c-hub': { ...hub, ...bucket('own'), ...grant('own') } },
      found: [],
    },
    {
      when: 'its cluster grants it',
      stacks: { 'c-data': bucket('results'), 'c-hub': { ...hub, ...grant('results') } },
      found: [],
    },
    {
      when: 'it belongs to the hub beside it',
      stacks: { 'c-other': bucket('other'), 'c-hub': { ...hub, ...grant('other') } },
      found: [`${at} fail: bucket reaches bucket "other", which belongs to c-other`],
    },
    {
      when: 'it belongs to another cluster',
      stacks: { 'd-data': bucket('results'), 'c-hub': { ...hub, ...grant('results') } },
      found: [`${at} fail: bucket reaches bucket "results", which belongs to d-data`],
    },
    {
      when: 'nobody makes it',
      stacks: { 'c-data': bucket('results'), 'c-hub': { ...hub, ...grant('found') } },
      found: [`${at} fail: bucket reaches bucket "found", which no stack of this cluster makes`],
    },
    {
      when: 'whoever makes it is not at hand',
      stacks: { 'c-hub': { ...hub, ...grant('results') } },
      found: [`${at} unknown: bucket cannot be checked: bucket "results" is made by none of the stacks at hand`],
    },
    { when: 'no hub is in the stack', stacks: { 'c-x': grant('other') }, found: [] },
  ])('when $when', ({ stacks, found }) => {
    expect(judgedFleet(rule, stacks)).toEqual(found);
  });
});

describe('a hub on AWS', () => {
  const policy = (...Resource: string[]) => ({
    aws_iam_role_policy: {
      p: { policy: JSON.stringify({ Statement: [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource }] }) },
    },
  });
  const bucket = (name: string) => ({ aws_s3_bucket: { b: { bucket: name } } });
  const at = 'c-hub aws_iam_role_policy.p';

  test.each([
    {
      when: 'the bucket is its own',
      stacks: { 'c-hub': { ...hub, ...bucket('own'), ...policy('${aws_s3_bucket.b.arn}/*') } },
      found: [],
    },
    {
      when: 'it is its own by name',
      stacks: { 'c-hub': { ...hub, ...bucket('own'), ...policy('arn:aws:s3:::own', 'arn:aws:s3:::own/*') } },
      found: [],
    },
    {
      when: 'its cluster grants it',
      stacks: { 'c-data': bucket('results'), 'c-hub': { ...hub, ...policy('arn:aws:s3:::results/*') } },
      found: [],
    },
    {
      when: 'it belongs to the hub beside it',
      stacks: { 'c-other': bucket('other'), 'c-hub': { ...hub, ...policy('arn:aws:s3:::other/*') } },
      found: [`${at} fail: policy reaches bucket "other", which belongs to c-other`],
    },
    {
      when: 'it is every bucket',
      stacks: { 'c-hub': { ...hub, ...policy('arn:aws:s3:::*') } },
      found: [`${at} fail: policy reaches the buckets of every hub: arn:aws:s3:::*`],
    },
    {
      when: 'it cannot be seen',
      stacks: { 'c-hub': { ...hub, ...policy('${var.bucket}/*') } },
      found: [`${at} unknown: policy cannot be checked: it reaches \${var.bucket}/*`],
    },
    { when: 'no hub is in the stack', stacks: { 'c-x': policy('arn:aws:s3:::*') }, found: [] },
  ])('when $when', ({ stacks, found }) => {
    expect(judgedFleet(rule, stacks)).toEqual(found);
  });
});
