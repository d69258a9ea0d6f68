import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { MOST_BYTES, ObjectFailure, type Objects } from './objects.ts';

/** Objects on Amazon S3, with the credentials and the region that the AWS tools find as well. */
export class S3Objects implements Objects {
  readonly #bucket: string;
  readonly #client: S3Client;

  constructor(bucket: string) {
    this.#bucket = bucket;
    // Which Node is too old is known where this package pins the SDK, not where a check runs every night.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
    // The SDK knows only one of the two variables that the command line knows.
    const region = process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
    this.#client = new S3Client({ followRegionRedirects: true, ...(region !== undefined && { region }) });
  }

  async put(key: string, text: string): Promise<void> {
    const command = new PutObjectCommand({
      Bucket: this.#bucket,
      Key: key,
      Body: text,
      ContentType: 'application/jsonl',
    });
    await this.#client.send(command).catch((error: unknown) => this.#fail(error));
  }

  async list(prefix: string, after: string, most: number): Promise<string[]> {
    const keys: string[] = [];
    let next: string | undefined;
    do {
      const page = await this.#client
        .send(
          new ListObjectsV2Command({
            Bucket: this.#bucket,
            Prefix: prefix,
            MaxKeys: Math.min(1000, most - keys.length),
            ...(next === undefined ? { StartAfter: after } : { ContinuationToken: next }),
          }),
        )
        .catch((error: unknown) => this.#fail(error));
      keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
      next = page.NextContinuationToken;
    } while (next !== undefined && keys.length < most);
    return keys;
  }

  async get(key: string): Promise<string> {
    try {
      const { Body, ContentLength = 0 } = await this.#client.send(
        new GetObjectCommand({ Bucket: this.#bucket, Key: key }),
      );
      if (ContentLength > MOST_BYTES) throw new ObjectFailure(`${key} is larger than ${MOST_BYTES} bytes`);
      return (await Body?.transformToString('utf-8')) ?? '';
    } catch (error) {
      return this.#fail(error);
    }
  }

  #fail(error: unknown): never {
    if (error instanceof ObjectFailure) throw error;
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    const status = $metadata?.httpStatusCode;
    if (name === 'NoSuchBucket') throw new ObjectFailure(`there is no bucket ${this.#bucket} on S3`);
    if (name === 'CredentialsProviderError') {
      throw new ObjectFailure('no credentials of AWS were found; log in, or set AWS_PROFILE');
    }
    if (message === 'Region is missing') throw new ObjectFailure('no region of AWS is known; set AWS_REGION');
    throw new ObjectFailure(`S3 says of bucket ${this.#bucket}: ${name}: ${message}`, status === 403);
  }
}
