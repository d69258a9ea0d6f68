import type { Draft } from '../hub/json';
import type { Secret } from '../secret';

/** How an `AlertReceiver` reads its secret: from a file, so that no configuration holds it. */
interface ReceiverSettings {
  readonly secret?: Secret;
  /** Receiver configurations of Alertmanager, given the path of the secret's file. */
  readonly configs: (secretFile: string) => Draft;
}

/** A mailbox that alerts are sent to. */
export interface EmailReceiverOptions {
  /** Address of those who are told. */
  readonly to: string;
  /** Address that mails come from. */
  readonly sender: string;
  /** Mail server as `host:port`; the connection is always encrypted. */
  readonly smtpServer: string;
  /**
   * User name at the mail server.
   * @default - the sender's address
   */
  readonly username?: string;
  /** Password at the mail server. */
  readonly password: Secret;
}

/** Whom alerts reach, and how. */
export class AlertReceiver {
  /** A service of PagerDuty, by the integration key of its Events API v2. */
  public static pagerDuty(routingKey: Secret): AlertReceiver {
    return new AlertReceiver({
      secret: routingKey,
      configs: (file) => ({
        pagerduty_configs: [
          {
            routing_key_file: file,
            severity: '{{ if eq .CommonLabels.severity "now" }}critical{{ else }}warning{{ end }}',
          },
        ],
      }),
    });
  }

  /** A channel of Slack, by the address of its incoming webhook. */
  public static slack(webhookUrl: Secret): AlertReceiver {
    const text = '{{ range .Alerts }}{{ .Annotations.summary }}: {{ .Annotations.remedy }}\n{{ end }}';
    return new AlertReceiver({
      secret: webhookUrl,
      configs: (file) => ({ slack_configs: [{ api_url_file: file, text, send_resolved: true }] }),
    });
  }

  /** A mailbox. */
  public static email(options: EmailReceiverOptions): AlertReceiver {
    const { to, sender, smtpServer, username = sender, password } = options;
    return new AlertReceiver({
      secret: password,
      configs: (file) => ({
        email_configs: [
          {
            to,
            from: sender,
            smarthost: smtpServer,
            auth_username: username,
            auth_password_file: file,
            require_tls: true,
            send_resolved: true,
          },
        ],
      }),
    });
  }

  /** Any address that takes Alertmanager's JSON, for example one that starts a health check. */
  public static webhook(url: Secret): AlertReceiver {
    return new AlertReceiver({
      secret: url,
      configs: (file) => ({ webhook_configs: [{ url_file: file, send_resolved: true }] }),
    });
  }

  /** @internal */
  public readonly _settings: ReceiverSettings;

  private constructor(settings: ReceiverSettings) {
    this._settings = settings;
  }
}
