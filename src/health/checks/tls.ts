import { isIP } from 'node:net';
import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import type { Check, Outcome } from '../check.ts';
import { HealthFailure } from '../health-failure.ts';
import { trusted } from '../http-client.ts';
import type { Visit } from '../visit.ts';

const TRUST = 'serve the whole chain; if the authority is your own, name it with --ca';

const RENEWAL = 'look at the certificate and its challenges: kubectl describe certificate,challenge -A';

/** The certificate is trusted, is for this name, and stays so for a while. */
export const tls: Check = {
  layer: 'tls',
  needs: ['dns'],
  applies: ({ target }) => target.url.protocol === 'https:',
  async run(visit, { signal }) {
    const socket = await handshake(visit, signal);
    try {
      return judge(socket, visit);
    } finally {
      socket.destroy();
    }
  },
};

/** Connects without refusing a bad certificate, so that it can be described. */
async function handshake({ target, http }: Visit, signal: AbortSignal): Promise<TLSSocket> {
  const host = target.url.hostname.replace(/^\[|\]$/g, '');
  const ca = trusted(http.authorities);
  const port = target.url.port === '' ? 443 : Number(target.url.port);
  const servername = isIP(host) ? {} : { servername: host };
  return await new Promise((resolve, reject) => {
    const socket = connect({ host, port, ...servername, ...(ca && { ca }), rejectUnauthorized: false });
    const abort = (): void => void socket.destroy(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    socket.once('secureConnect', () => resolve(socket));
    socket.once('error', reject);
    socket.once('close', () => signal.removeEventListener('abort', abort));
  });
}

function judge(socket: TLSSocket, { certificateDays }: Visit): Outcome {
  const certificate = socket.getPeerCertificate(true);
  const ends = new Date(certificate.valid_to);
  const day = ends.toISOString().slice(0, 10);
  if (!socket.authorized) throw distrust(socket, day);
  const days = Math.floor((ends.getTime() - Date.now()) / 86_400_000);
  const detail = `valid until ${day} (${days} days), issued by ${issuer(certificate)}, ${chainLength(certificate)} in chain`;
  if (days >= certificateDays) return { detail };
  return { detail, warning: `the certificate ends in ${days} days and was not renewed`, remedy: RENEWAL };
}

function distrust(socket: TLSSocket, day: string): HealthFailure {
  // Node types it as an error but gives the code of OpenSSL.
  const code = String(socket.authorizationError);
  const certificate = socket.getPeerCertificate(true);
  const authority = `no trusted authority vouches for the certificate, issued by ${issuer(certificate)}`;
  const known: Readonly<Record<string, readonly [cause: string, remedy: string]>> = {
    CERT_HAS_EXPIRED: [`the certificate ended on ${day}`, RENEWAL],
    CERT_NOT_YET_VALID: [`the certificate is valid only from ${certificate.valid_from}`, RENEWAL],
    ERR_TLS_CERT_ALTNAME_INVALID: [`the certificate is for ${certificate.subjectaltname ?? 'no name'}`, RENEWAL],
    DEPTH_ZERO_SELF_SIGNED_CERT: ['the certificate is signed by itself', TRUST],
    SELF_SIGNED_CERT_IN_CHAIN: [authority, TRUST],
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: [authority, TRUST],
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: [authority, TRUST],
    UNABLE_TO_GET_ISSUER_CERT: [authority, TRUST],
  };
  const name = Object.keys(known).find((each) => code.includes(each)) ?? '';
  const [cause, remedy] = known[name] ?? [`the certificate is not trusted: ${code}`, TRUST];
  return new HealthFailure(cause, { remedy, retry: false });
}

function issuer({ issuer: { CN, O } }: DetailedPeerCertificate): string {
  return [CN, O].flat().filter(Boolean).join(', ') || 'nobody named';
}

function chainLength(certificate: DetailedPeerCertificate): number {
  let length = 1;
  let current = certificate;
  while (current.issuerCertificate && current.issuerCertificate !== current && length < 10) {
    current = current.issuerCertificate;
    length += 1;
  }
  return length;
}
