import { DataGoogleProject } from '@cdktf/provider-google/lib/data-google-project';
import { KmsCryptoKey } from '@cdktf/provider-google/lib/kms-crypto-key';
import { KmsCryptoKeyIamMember } from '@cdktf/provider-google/lib/kms-crypto-key-iam-member';
import { KmsKeyRing } from '@cdktf/provider-google/lib/kms-key-ring';
import { Construct } from 'constructs';

const QUARTER_SECONDS = 90 * 24 * 3600;

/**
 * The key that encrypts a cluster's Kubernetes secrets, changed each quarter.
 *
 * @stateful without the key the cluster is lost, so it is not destroyed by Terraform
 */
export class GkeSecretsKey extends Construct {
  /** Identifier of the key, known only once GKE may use it. */
  public readonly keyId: string;

  constructor(scope: Construct, id: string, clusterName: string, project: string, region: string) {
    super(scope, id);
    // A key ring can never be deleted; one per cluster keeps the clusters of a project apart.
    const ring = new KmsKeyRing(this, 'Ring', { name: clusterName, location: region });
    const key = new KmsCryptoKey(this, 'Resource', {
      name: 'kubernetes-secrets',
      keyRing: ring.id,
      rotationPeriod: `${QUARTER_SECONDS}s`,
      lifecycle: { preventDestroy: true },
    });
    const { number } = new DataGoogleProject(this, 'Project', { projectId: project });
    const grant = new KmsCryptoKeyIamMember(this, 'Gke', {
      cryptoKeyId: key.id,
      role: 'roles/cloudkms.cryptoKeyEncrypterDecrypter',
      member: `serviceAccount:service-${number}@container-engine-robot.iam.gserviceaccount.com`,
    });
    this.keyId = grant.cryptoKeyId;
  }
}
