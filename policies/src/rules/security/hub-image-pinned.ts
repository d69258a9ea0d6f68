import { formatPath } from '../../attribute-path';
import { helmValues } from '../../helm-values';
import type { Resource } from '../../resource';
import type { Rule } from '../../rule';
import type { Leaf } from '../../value-tree';
import { fail, pass, show, unknown, type Verdict } from '../../verdict';

const MOVING = /^(?:|latest|main|master|dev|devel|develop|nightly|edge|stable)$/;

function check(release: Resource): Verdict {
  const values = helmValues(release);
  const found = values.leaves().flatMap(image);
  const hidden = values.hidden
    .slice(0, 1)
    .flatMap((reason) => unknown(`the images cannot be checked: ${reason}`, 'values'));
  return [...found, ...hidden];
}

function image({ path, value }: Leaf): Verdict {
  const name = path.at(-1);
  const isTag = name === 'tag' && /image$/i.test(String(path.at(-2)));
  const isImage = name === 'image';
  if (!isTag && !isImage) return pass;
  const attribute = `values.${formatPath(path)}`;
  if (value.state === 'unknown') return unknown(`${attribute} cannot be checked: it ${value.reason}`, attribute);
  if (value.state !== 'known' || value.value === null || typeof value.value === 'boolean') return pass;
  const tag = isTag ? String(value.value) : tagOf(String(value.value));
  return tag !== undefined && MOVING.test(tag)
    ? fail(`${attribute} is ${show(value.value)}, which names another image tomorrow`, attribute)
    : pass;
}

/** The tag of an image; undefined when it is pinned by digest, or when users type the image in. */
function tagOf(image: string): string | undefined {
  if (image.includes('@sha256:') || image.includes('{')) return undefined;
  return /:([^/:]+)$/.exec(image)?.[1] ?? '';
}

/** Images are named by a tag that stays or by digest. */
export const hubImagePinned: Rule = {
  id: 'security/hub-image-pinned',
  title: 'Images are named by a tag that stays or by digest',
  why: 'With latest, two users of one hub may run different software, and a broken or hostile image arrives without a change anybody reviewed.',
  severity: 'medium',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'Give every image of the hub file and its profiles a dated or numbered tag, or a digest: quay.io/jupyter/scipy-notebook:2026-07-28.',
  references: [
    { source: 'checkov', id: 'CKV_K8S_14' },
    { source: 'trivy', id: 'KSV-0013' },
  ],
  examples: {
    pass: {
      terraform: {
        resource: {
          helm_release: {
            hub: {
              chart: 'jupyterhub',
              values: ['{"singleuser":{"image":{"name":"quay.io/jupyter/scipy-notebook","tag":"2026-07-28"}}}'],
            },
          },
        },
      },
    },
    fail: {
      terraform: {
        resource: {
          helm_release: {
            hub: {
              chart: 'jupyterhub',
              values: ['{"singleuser":{"image":{"name":"quay.io/jupyter/scipy-notebook","tag":"latest"}}}'],
            },
          },
        },
      },
    },
  },
  checks: { helm_release: check },
};
