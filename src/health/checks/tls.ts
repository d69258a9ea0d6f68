import { isIP } from 'node:net';
import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import type { Check, Outcome } from '../check.ts';
import { HealthFailure } from '../health-failure.ts';
import { trusted } from '../http-client.ts';
import type { Visit } from '../visit.ts';

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
  if (!socket.authorized) throw new HealthFailure(reason(socket, day), { remedy: RENEWAL, retry: false });
  const days = Math.floor((ends.getTime() - Date.now()) / 86_400_000);
  const detail = `valid until ${day} (${days} days), issued by ${issuer(certificate)}, ${chainLength(certificate)} in chain`;
  if (days >= certificateDays) return { detail };
  return { detail, warning: `the certificate ends in ${days} days and was not renewed`, remedy: RENEWAL };
}

function reason(socket: TLSSocket, day: string): string {
  // Node types it as an error but gives the code of OpenSSL.
  const code = String(socket.authorizationError);
  const certificate = socket.getPeerCertificate(true);
  const words: Readonly<Record<string, string>> = {
    CERT_HAS_EXPIRED: `the certificate ended on ${day}`,
    CERT_NOT_YET_VALID: `the certificate is valid only from ${certificate.valid_from}`,
    DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is signed by itself; if that is meant, name it with --ca',
    SELF_SIGNED_CERT_IN_CHAIN: `no trusted authority issued the certificate, but ${issuer(certificate)}; name its own with --ca`,
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: `the chain is incomplete: the certificate of ${issuer(certificate)} is missing`,
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: `the authority is not trusted: ${issuer(certificate)}`,
    ERR_TLS_CERT_ALTNAME_INVALID: `the certificate is for ${certificate.subjectaltname ?? 'no name'}`,
  };
  const known = Object.keys(words).find((each) => code.includes(each));
  return known === undefined ? `the certificate is not trusted: ${code}` : (words[known] ?? code);
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
