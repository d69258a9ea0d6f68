import type { Resource } from '../../resource';
import { judge, pass, see, show, type Verdict } from '../../verdict';
import { cloudRule, numbers } from '../cloud-rule';

const LISTENER = 'aws_lb_listener';
const REDIRECT = 'default_action.redirect.protocol';

function plain(listener: Resource): Verdict {
  // Gateway load balancers have neither port nor protocol.
  if (listener.get('port').state === 'default') return pass;
  return judge(listener.get('protocol'), 'protocol', (value) => {
    if (value !== 'HTTP') return undefined;
    const redirect = see(listener.get(REDIRECT));
    return redirect.seen && redirect.value === 'HTTPS'
      ? undefined
      : 'protocol is HTTP and nothing sends the caller on to HTTPS, so logins pass in the clear';
  });
}

/** Nothing is said in the clear. */
export const lbPlainHttp = cloudRule(
  {
    id: 'security/lb-plain-http',
    title: 'A load balancer serves nothing over plain HTTP',
    why: 'Tokens and cookies of users pass it; over HTTP everybody on the way can read and keep them.',
    severity: 'high',
    remedy:
      'Hubs of hubfleet end TLS in the cluster. In Terraform set protocol = "HTTPS" with a certificate, and on port 80 default_action { type = "redirect", redirect { protocol = "HTTPS", port = "443", status_code = "HTTP_301" } }.',
    references: numbers({ eks: '5.4.5', checkov: 'CKV_AWS_2 CKV2_AWS_20', trivy: 'AWS-0054' }),
  },
  {
    pass: { [LISTENER]: { web: { port: 443, protocol: 'HTTPS', ssl_policy: 'ELBSecurityPolicy-TLS13-1-2-2021-06' } } },
    fail: { [LISTENER]: { web: { port: 80, protocol: 'HTTP', default_action: { type: 'forward' } } } },
  },
  { [LISTENER]: plain, aws_alb_listener: plain },
);

const MODERN = /-(?:TLS-1-2|TLS13-1-[23]|FS-1-2)/;

function policy(listener: Resource): Verdict {
  const protocol = see(listener.get('protocol'));
  if (protocol.seen && protocol.value !== 'HTTPS' && protocol.value !== 'TLS') return pass;
  return judge(listener.get('ssl_policy'), 'ssl_policy', (value, isDefault) =>
    MODERN.test(String(value))
      ? undefined
      : `ssl_policy is ${isDefault ? 'not set and defaults to ' : ''}${show(value)}, which allows TLS 1.0 or 1.1`,
  );
}

/** Old versions of TLS are not spoken. */
export const lbTlsPolicy = cloudRule(
  {
    id: 'security/lb-tls-policy',
    title: 'A load balancer speaks TLS 1.2 or newer',
    why: 'TLS 1.0 and 1.1 are broken and withdrawn; AWS and Google still speak them unless told otherwise.',
    severity: 'high',
    remedy:
      'In Terraform set ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06", on Google Cloud min_tls_version = "TLS_1_2" in google_compute_ssl_policy.',
    references: numbers({ eks: '5.4.5', checkov: 'CKV_AWS_103', trivy: 'AWS-0047' }),
  },
  {
    pass: { [LISTENER]: { web: { port: 443, protocol: 'HTTPS', ssl_policy: 'ELBSecurityPolicy-TLS13-1-2-2021-06' } } },
    fail: { [LISTENER]: { web: { port: 443, protocol: 'HTTPS' } } },
  },
  {
    [LISTENER]: policy,
    aws_alb_listener: policy,
    google_compute_ssl_policy: (tls) =>
      judge(tls.get('min_tls_version'), 'min_tls_version', (value, isDefault) =>
        value === 'TLS_1_2' || value === 'TLS_1_3'
          ? undefined
          : `min_tls_version is ${isDefault ? 'not set and defaults to ' : ''}${show(value)}`,
      ),
  },
);
